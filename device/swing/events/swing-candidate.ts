/**
 * Where in a clip a swing may be: the hands high, falling fast to a low point, and rising high again. Waggles, a walk
 * to the ball or a drink from a bottle lack one of the three; whether a candidate is a swing is asked in
 * `swing-shape.ts`.
 */
import type { BodyMotion } from './body-motion.ts';
import { crossing, indexOfMaximum, indexOfMinimum } from './series.ts';

export interface SwingCandidate {
  /** Frame of the highest hands before the fall. */
  readonly high: number;
  /** Frame of the lowest hands at the end of the fall. */
  readonly low: number;
  /** Frame of the highest hands after it. */
  readonly after: number;
  /** Frames that the hands take from `FLANK_HIGH` to the low point. */
  readonly fallFrames: number;
  /**
   * Frames in which this swing does what a swing does in a thirtieth of a second: every window and speed is counted in
   * it, so that neither the frame rate nor slow motion matters. At least 1.
   */
  readonly unitFrames: number;
}

/** Heights, 0 at the hips and 1 at the shoulders. A full swing passes the strict pair, a half swing the loose one. */
const FULL = { low: 0.45, flank: 0.75 };
const HALF = { low: 0.4, flank: 0.55 };
/** Units that a full swing's hands take from the upper flank to the low point: 3.5 thirtieths of a second. */
const FALL_UNITS = 3.5;

export function swingCandidates(motion: BodyMotion): SwingCandidate[] {
  const full = candidatesBetween(motion, FULL);
  return full.length > 0 ? full : candidatesBetween(motion, HALF);
}

function candidatesBetween(motion: BodyMotion, level: { low: number; flank: number }): SwingCandidate[] {
  const { height, frames } = motion;
  const found: SwingCandidate[] = [];
  let frame = 0;
  while (frame < frames) {
    // A valley: from falling through the flank to rising through it again, with a low enough point between.
    const falls = crossing(height, level.flank, frame, frames - 1);
    if (falls === undefined) break;
    const start = Math.floor(falls);
    if ((height[start] as number) < level.flank || start + 1 >= frames) {
      frame = start + 1;
      continue;
    }
    const rises = crossing(height, level.flank, start + 1, frames - 1);
    if (rises === undefined) break;
    const end = Math.ceil(rises);
    const low = indexOfMinimum(height, start, end);
    frame = Math.max(end, start + 1);
    if ((height[low] as number) >= level.low) continue;
    const high = climb(height, start, -1);
    const after = climb(height, end, 1);
    const fallFrames = fallToLow(height, falls, low);
    found.push({ high, low, after, fallFrames, unitFrames: Math.max(1, fallFrames / FALL_UNITS) });
  }
  return found;
}

/**
 * How long the fall itself takes, from the flank down to the floor. A wide valley (hands that rest below) would
 * stretch it, so the end is where nine tenths of the drop are done, stretched to the whole by the same slope.
 */
function fallToLow(height: Float64Array, falls: number, low: number): number {
  const from = height[Math.floor(falls)] as number;
  const floor = height[low] as number;
  const most = crossing(height, from + 0.8 * (floor - from), Math.floor(falls), low) ?? low;
  return Math.min(low - falls, (most - falls) / 0.72);
}

/** The highest frame of the hill beside a flank: going outwards until the hands are below the flank again. */
function climb(height: Float64Array, from: number, step: 1 | -1): number {
  const flank = Math.min(height[from] as number, FULL.flank);
  let to = from;
  while (to + step >= 0 && to + step < height.length && (height[to + step] as number) >= flank - 0.1) to += step;
  return step > 0 ? indexOfMaximum(height, from, to) : indexOfMaximum(height, to, from);
}
