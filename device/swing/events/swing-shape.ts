/**
 * Whether a candidate is a full swing. Everything is a ratio, so neither frame rate, slow motion nor size matters.
 *
 * Asked for: both hands together (they hold one club), hands that begin low, a way down that is quicker than the way
 * back, and a body that turns. Waggles and a walk lack the heights and are no candidates at all; raised and lowered
 * arms, a stretch or a shirt pulled over the head lack one of these.
 */
import type { BodyMotion } from './body-motion.ts';
import { indexOfMaximum, indexOfMinimum, median, quantile } from './series.ts';
import type { SwingCandidate } from './swing-candidate.ts';

export interface SwingShape {
  /** Median distance of the wrists from the start of the backswing to the low point, in T. */
  readonly wristGapT: number;
  /** Lowest height of the hands before the backswing. */
  readonly startHeight: number;
  readonly highHeight: number;
  readonly lowHeight: number;
  readonly afterHeight: number;
  /** Greatest hand speed on the way down over that on the way back. */
  readonly quickening: number;
  /** Frames from the last low hands to the highest over the frames of the fall. */
  readonly backOverFall: number;
  /** How much the signed shoulder width changes over the swing, in T. */
  readonly turnT: number;
}

/** How far before the fall the backswing may begin, in units: the slowest golfer of a hundred, twice. */
const BACKSWING_UNITS_MAX = 90;

export function swingShape(motion: BodyMotion, candidate: SwingCandidate): SwingShape {
  const { high, low, after, unitFrames, fallFrames } = candidate;
  const earliest = Math.max(0, Math.round(high - BACKSWING_UNITS_MAX * unitFrames));
  let start = high;
  // Back to the last instant at which the hands were as low as at impact, give or take.
  const level = Math.max(0.3, (motion.height[low] as number) + 0.2);
  while (start > earliest && (motion.height[start] as number) > level) start--;
  const turning = motion.shoulderSpan.subarray(start, Math.min(motion.frames, after + 1));
  const backPeak = quantile(motion.handSpeed.subarray(start, high + 1), 0.9);
  const downPeak = motion.handSpeed[indexOfMaximum(motion.handSpeed, high, low)] as number;
  return {
    wristGapT: median(motion.wristGap.subarray(start, low + 1)),
    startHeight: motion.height[indexOfMinimum(motion.height, earliest, high)] as number,
    highHeight: motion.height[high] as number,
    lowHeight: motion.height[low] as number,
    afterHeight: motion.height[after] as number,
    quickening: downPeak / Math.max(1e-6, backPeak),
    backOverFall: (high - start) / Math.max(1, fallFrames),
    turnT: quantile(turning, 0.95) - quantile(turning, 0.05),
  };
}
