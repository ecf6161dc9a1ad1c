import type { ClipPoses } from '../../api/contract/rest.ts';

/** The landmarks of the frame that is shown at `timeMs`; null when that frame has none or the clip has no such frame. */
export function landmarksAt(poses: ClipPoses, timeMs: number): readonly number[] | null {
  const { timesMs, landmarks } = poses;
  const nearest = nearestFrame(timesMs, timeMs);
  if (nearest === null) return null;
  const isThisFrame = Math.abs((timesMs[nearest] ?? 0) - timeMs) <= Math.max(framePeriodOf(timesMs), 10);
  return isThisFrame ? (landmarks[nearest] ?? null) : null;
}

/** The landmarks at a moment, straight between the frames before and after it; null where one of them has none. */
export function landmarksBetween(poses: ClipPoses, timeMs: number): readonly number[] | null {
  const { timesMs, landmarks } = poses;
  const later = firstFrameFrom(timesMs, timeMs);
  const [before, after] = [Math.max(0, later - 1), Math.min(later, timesMs.length - 1)];
  const [from, to] = [landmarks[before], landmarks[after]];
  const [fromMs, toMs] = [timesMs[before] ?? Number.NaN, timesMs[after] ?? Number.NaN];
  const slackMs = framePeriodOf(timesMs);
  if (from == null || to == null || !(timeMs >= fromMs - slackMs && timeMs <= toMs + slackMs)) return null;
  const share = toMs > fromMs ? Math.min(1, Math.max(0, (timeMs - fromMs) / (toMs - fromMs))) : 0;
  if (share === 0) return from;
  return from.map((value, i) => value + share * ((to[i] ?? value) - value));
}

/** Null of a clip without frames. */
export function nearestFrame(timesMs: readonly number[], timeMs: number): number | null {
  const later = Math.min(firstFrameFrom(timesMs, timeMs), timesMs.length - 1);
  const [after, before] = [timesMs[later], timesMs[later - 1]];
  if (after === undefined) return null;
  return before !== undefined && Math.abs(before - timeMs) <= Math.abs(after - timeMs) ? later - 1 : later;
}

/** The first frame at or after a time; the number of frames where there is none. */
function firstFrameFrom(timesMs: readonly number[], timeMs: number): number {
  let low = 0;
  let high = timesMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timesMs[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function framePeriodOf(timesMs: readonly number[]): number {
  return ((timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0)) / Math.max(1, timesMs.length - 1) || 40;
}
