/** Fills the frames that a stride left out from their neighbours by a straight line, where both were seen. */
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { frameCount, IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../swing/pose/pose-track.ts';

export function bridgeSkippedFrames(track: PoseTrack, frameStride: number): void {
  if (frameStride <= 1) return;
  const frames = frameCount(track);
  for (let frame = 0; frame < frames; frame++) {
    const past = frame % frameStride;
    if (past === 0) continue;
    const before = frame - past;
    const after = before + frameStride < frames ? before + frameStride : before;
    const share = after === before ? 0 : past / frameStride;
    mix(track.image, LANDMARK_COUNT * IMAGE_VALUES, frame, before, after, share);
    mix(track.world, LANDMARK_COUNT * WORLD_VALUES, frame, before, after, share);
    track.presence[frame] = Math.min(track.presence[before] as number, track.presence[after] as number);
  }
}

function mix(values: Float32Array, width: number, row: number, before: number, after: number, share: number): void {
  for (let i = 0; i < width; i++) {
    const from = values[before * width + i] as number;
    const to = values[after * width + i] as number;
    values[row * width + i] = from + share * (to - from);
  }
}
