/**
 * Which hand a golfer plays with. Face-on the club goes back to the picture's left for a right-hander (the golfer looks
 * at the camera) and to the right for a left-hander; down the line a right-hander's hands hang to the right of the
 * hips, over the ball, a left-hander's to the left.
 */
import type { BodyMotion } from '../events/body-motion.ts';
import { median, quantile } from '../events/series.ts';
import type { SwingCandidate } from '../events/swing-candidate.ts';
import type { CameraRole, Handedness } from '../report/swing-report.ts';

export interface HandednessReading {
  readonly handedness: Handedness;
  /** How far to one side the hands are, in torso lengths: near 0 nothing is known. */
  readonly leanT: number;
}

export function recogniseHandedness(
  motion: BodyMotion,
  role: CameraRole,
  candidate: SwingCandidate,
  address: number,
): HandednessReading {
  // Positive for a right-hander in both views.
  const leanT =
    role === 'face-on' ? swungFromLeft(motion, candidate, address) : reachedRight(motion, candidate, address);
  return { handedness: leanT >= 0 ? 'right' : 'left', leanT: Math.abs(leanT) };
}

/** How much farther to the left the hands are on the way back and down than on the way through. */
function swungFromLeft(motion: BodyMotion, { high, low, after }: SwingCandidate, address: number): number {
  const home = motion.handX[low] as number;
  const back = motion.handX.subarray(Math.max(0, Math.round(address)), low + 1).map((x) => home - x);
  const through = motion.handX.subarray(low, Math.max(low + 1, after + 1)).map((x) => x - home);
  const toLeft = quantile(back, 0.9) + quantile(through, 0.9);
  const toRight = -quantile(back, 0.1) - quantile(through, 0.1);
  return high < low ? toLeft - toRight : 0;
}

/** Where the hands hang at address and at the low point. */
function reachedRight(motion: BodyMotion, { low }: SwingCandidate, address: number): number {
  const at = Math.max(0, Math.round(address));
  const still = median(motion.handX.subarray(Math.max(0, at - 2), at + 3));
  const swinging = median(motion.handX.subarray(Math.max(0, low - 1), low + 2));
  return (still + swinging) / 2;
}
