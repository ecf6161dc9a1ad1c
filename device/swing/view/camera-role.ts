/**
 * From which side a camera sees the golfer, from the golfer's own shoulders at address and impact: face-on they are
 * seen in their full width, down the line one hides the other.
 */
import type { BodyMotion } from '../events/body-motion.ts';
import { median } from '../events/series.ts';
import type { CameraRole } from '../report/swing-report.ts';

/** Shoulder width in torso lengths; golfers measure 0.60–1.0 face-on and 0–0.13 down the line. */
const FACE_ON_MIN_T = 0.35;

/** `stillFrames`: frames near address, when the shoulders are square to the target line. */
export function recogniseRole(motion: BodyMotion, stillFrames: { from: number; to: number }): CameraRole {
  const from = Math.max(0, stillFrames.from);
  const spans = motion.shoulderSpan.subarray(from, Math.max(from + 1, stillFrames.to + 1)).map(Math.abs);
  return median(spans) > FACE_ON_MIN_T ? 'face-on' : 'down-the-line';
}
