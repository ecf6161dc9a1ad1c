import { LANDMARK, type SwingEvent } from '../../api/contract/report.ts';
import type { ClipPoses } from '../../api/contract/rest.ts';

/** The way of the hands over one view: the middle of both wrists in every picture from address on. */
export interface HandPath {
  readonly timesMs: readonly number[];
  /** Pictures × (x, y) as fractions of the picture; NaN where neither wrist was seen. */
  readonly points: Float32Array;
  /** The parts that are drawn apart: going back, coming down, and on through. */
  readonly topMs: number;
  readonly impactMs: number;
}

const VISIBILITY_MIN = 0.35;
/** A wrist that is lost in a single picture is bridged, no more. */
const BRIDGED_MAX = 3;

/** Null before the moments are known: a path without a beginning would be a scribble. */
export function handPath(poses: ClipPoses, events: readonly SwingEvent[]): HandPath | null {
  const timeOf = (name: SwingEvent['name']) => events.find((event) => event.name === name)?.timeMs;
  const [addressMs, topMs, impactMs, finishMs] = [timeOf('address'), timeOf('top'), timeOf('impact'), timeOf('finish')];
  if (addressMs === undefined || topMs === undefined || impactMs === undefined) return null;
  const endMs = finishMs ?? Number.POSITIVE_INFINITY;
  const frames = poses.timesMs.flatMap((timeMs, frame) => (timeMs >= addressMs && timeMs <= endMs ? [frame] : []));
  const points = new Float32Array(frames.length * 2).fill(Number.NaN);
  for (const [i, frame] of frames.entries()) {
    const middle = handsIn(poses.landmarks[frame] ?? null);
    if (middle !== null) points.set(middle, i * 2);
  }
  return {
    timesMs: frames.map((frame) => poses.timesMs[frame] ?? 0),
    points: smoothed(bridged(points)),
    topMs,
    impactMs,
  };
}

/** One wrist stands for both where the other is hidden: they hold one grip. */
function handsIn(landmarks: readonly number[] | null): [number, number] | null {
  if (landmarks === null) return null;
  const seen = (['left-wrist', 'right-wrist'] as const).flatMap((name) => {
    const [x, y, visibility] = landmarks.slice(LANDMARK[name] * 3, LANDMARK[name] * 3 + 3);
    return x === undefined || y === undefined || (visibility ?? 0) < VISIBILITY_MIN ? [] : [[x, y] as const];
  });
  if (seen.length === 0) return null;
  const mean = (k: 0 | 1) => seen.reduce((sum, point) => sum + point[k], 0) / seen.length;
  return [mean(0), mean(1)];
}

function bridged(points: Float32Array): Float32Array {
  const out = points.slice();
  const count = points.length / 2;
  let last = -1;
  for (let i = 0; i < count; i += 1) {
    if (Number.isNaN(points[i * 2])) continue;
    const gap = i - last - 1;
    if (last >= 0 && gap > 0 && gap <= BRIDGED_MAX) {
      for (let j = last + 1; j < i; j += 1) {
        const share = (j - last) / (i - last);
        for (const k of [0, 1]) {
          const from = points[last * 2 + k] ?? 0;
          out[j * 2 + k] = from + share * ((points[i * 2 + k] ?? 0) - from);
        }
      }
    }
    last = i;
  }
  return out;
}

/** A quarter, a half, a quarter: the tremble of a landmark goes, the shape of the path stays. */
function smoothed(points: Float32Array): Float32Array {
  return points.map((value, at) => {
    const [before, after] = [points[at - 2] ?? value, points[at + 2] ?? value];
    const mean = before / 4 + value / 2 + after / 4;
    return Number.isNaN(mean) ? value : mean;
  });
}
