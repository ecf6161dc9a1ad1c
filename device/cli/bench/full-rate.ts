import { LANDMARK_COUNT } from '../../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../../swing/pose/pose-track.ts';

/**
 * A track of the frames that were looked at, as one of all `frames` from time zero: those left out lie on a straight line
 * between their neighbours, as in an analysis that skips frames. It ends with the last frame that was looked at.
 */
export function atFullRate(track: PoseTrack, frames: number, fps: number): PoseTrack {
  const seen = track.timesMs;
  const last = seen.at(-1) ?? 0;
  const timesMs = Float64Array.from({ length: frames }, (_, frame) => (frame * 1000) / fps).filter(
    (time) => time <= last + 1e-6,
  );
  const full = emptyPoseTrack(track.camera, track, timesMs);
  let row = 0;
  for (const [frame, time] of timesMs.entries()) {
    while (row + 1 < seen.length && (seen[row + 1] as number) <= time + 1e-6) row++;
    const next = Math.min(seen.length - 1, row + 1);
    const apart = (seen[next] as number) - (seen[row] as number);
    const share = apart > 0 ? Math.min(1, Math.max(0, (time - (seen[row] as number)) / apart)) : 0;
    full.presence[frame] =
      share === 0
        ? (track.presence[row] as number)
        : Math.min(track.presence[row] as number, track.presence[next] as number);
    mix(track.image, full.image, LANDMARK_COUNT * IMAGE_VALUES, { row, next, share, frame });
    mix(track.world, full.world, LANDMARK_COUNT * WORLD_VALUES, { row, next, share, frame });
  }
  return full;
}

function mix(
  from: Float32Array,
  to: Float32Array,
  each: number,
  { row, next, share, frame }: { row: number; next: number; share: number; frame: number },
): void {
  for (let i = 0; i < each; i++) {
    const a = from[row * each + i] as number;
    const b = from[next * each + i] as number;
    to[frame * each + i] = share === 0 ? a : a + share * (b - a);
  }
}
