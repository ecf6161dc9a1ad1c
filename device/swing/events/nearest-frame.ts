import { frameCount, type PoseTrack } from '../pose/pose-track.ts';

/** The nearest frame of each camera. */
export function framesAt(
  views: readonly { readonly track: PoseTrack }[],
  offsetsMs: readonly number[],
  timeMs: number,
): Record<string, number> {
  return Object.fromEntries(
    views.map(({ track }, view) => [track.camera, nearestFrame(track, timeMs - (offsetsMs[view] ?? 0))]),
  );
}

export function nearestFrame(track: PoseTrack, timeMs: number): number {
  let low = 0;
  let high = frameCount(track) - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((track.timesMs[middle] as number) <= timeMs) low = middle;
    else high = middle;
  }
  const before = Math.abs((track.timesMs[low] as number) - timeMs);
  return Math.abs((track.timesMs[high] as number) - timeMs) <= before ? high : low;
}
