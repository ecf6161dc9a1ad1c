import { DEGREES } from '../geometry/angle.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';
import type { Pose } from './pose-metric.ts';
import { midHip, midShoulder } from './pose-place.ts';

/** The line from mid-hip to mid-shoulder against the vertical, as the two cameras of a bay see it. */
export const TRUNK: readonly GolferJoint[] = ['lead-shoulder', 'trail-shoulder', 'lead-hip', 'trail-hip'];

/** Seen down the line: degrees toward the ball, 0 upright. */
export function forwardBendOf(pose: Pose): number {
  const [hips, shoulders] = [midHip(pose), midShoulder(pose)];
  return Math.atan2(shoulders.z - hips.z, shoulders.y - hips.y) * DEGREES;
}

/** Seen face-on: degrees away from the target, 0 upright. */
export function sideBendOf(pose: Pose): number {
  const [hips, shoulders] = [midHip(pose), midShoulder(pose)];
  return Math.atan2(hips.x - shoulders.x, shoulders.y - hips.y) * DEGREES;
}
