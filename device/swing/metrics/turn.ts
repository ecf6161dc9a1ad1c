import { DEGREES, wrapDegrees } from '../geometry/angle.ts';
import type { Vector } from '../geometry/vector.ts';
import type { Pose } from './pose-metric.ts';

/** Direction of the line between two joints seen from above: 0 along the target line, 90 toward the ball. Degrees. */
export function headingOf(trail: Vector, lead: Vector): number {
  return Math.atan2(lead.z - trail.z, lead.x - trail.x) * DEGREES;
}

/** How much further the shoulder line is turned from the target than the hip line. Degrees. */
export function turnBetween(pose: Pose): number {
  return wrapDegrees(
    headingOf(pose('trail-shoulder'), pose('lead-shoulder')) - headingOf(pose('trail-hip'), pose('lead-hip')),
  );
}
