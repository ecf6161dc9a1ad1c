/**
 * From which side a camera sees the golfer, from how wide shoulders and hips are in the picture at address and at
 * impact: face-on they are seen in their full width, down the line one hides the other. At impact the body is partly
 * open, which down the line turns the widths negative: widths are signed, and the mean of both moments tells best.
 */
import type { BodyMotion } from '../events/body-motion.ts';
import { median } from '../events/series.ts';
import type { CameraRole } from '../report/swing-report.ts';

/** Mean of shoulder and hip width in torso lengths; golfers measure 0.41–0.70 face-on and −0.15–0.05 down the line. */
const FACE_ON_MIN_T = 0.23;
/** Frames to either side of a moment. */
const REACH = 2;

export function recogniseRole(motion: BodyMotion, moments: { address: number; impact: number }): CameraRole {
  const width = (widthRound(motion, moments.address) + widthRound(motion, moments.impact)) / 2;
  return Math.abs(width) > FACE_ON_MIN_T ? 'face-on' : 'down-the-line';
}

function widthRound({ shoulderSpan, hipSpan }: BodyMotion, moment: number): number {
  const from = Math.max(0, Math.round(moment) - REACH);
  const to = Math.round(moment) + REACH + 1;
  return (median(shoulderSpan.subarray(from, to)) + median(hipSpan.subarray(from, to))) / 2;
}
