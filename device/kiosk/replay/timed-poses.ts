import type { ClipPoses } from '../../api/contract/rest.ts';

/** The landmarks of the frame that is shown at `timeMs`; null when that frame has none or the clip has no such frame. */
export function landmarksAt(poses: ClipPoses, timeMs: number): readonly number[] | null {
  const { timesMs, landmarks } = poses;
  let low = 0;
  let high = timesMs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timesMs[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  const later = timesMs[low];
  const earlier = timesMs[low - 1];
  if (later === undefined) return null;
  const isEarlier = earlier !== undefined && Math.abs(earlier - timeMs) <= Math.abs(later - timeMs);
  const nearest = isEarlier ? low - 1 : low;
  const framePeriodMs = (timesMs.at(-1) ?? 0) / Math.max(1, timesMs.length - 1) || 40;
  const isThisFrame = Math.abs((timesMs[nearest] ?? 0) - timeMs) <= Math.max(framePeriodMs, 10);
  return isThisFrame ? (landmarks[nearest] ?? null) : null;
}
