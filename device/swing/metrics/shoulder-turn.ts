import { DEGREES } from '../geometry/angle.ts';
import type { Vector } from '../geometry/vector.ts';
import { evenly, unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';

/**
 * Shoulder turn: the direction of the line from the trail to the lead shoulder, seen from above, against the target
 * line. Golfer's axes; degrees; positive away from the target, so about 90 at the top and negative at impact. Not
 * zeroed at address, where it is measured worst. Needs two calibrated cameras: a picture shows no turn.
 *
 * The landmark model pulls the shoulders toward the camera at the top, so the turn reads too small there: on
 * rendered golfers by 17–30° with heavy, 22–31° with full and 40° with lite. The interval says so; the value is left as
 * the geometry gives it.
 */
export const shoulderTurn = poseMetric({
  id: 'shoulder-turn',
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder'],
  value: (pose) => headingOf(pose('trail-shoulder'), pose('lead-shoulder')),
  spread: (at) => (at === 'top' ? unevenly([5, 48], [5, 48], [5, 68]) : evenly(10, 12, 16)),
});

/** Direction of the line between two joints seen from above: 0 along the target line, 90 toward the ball. Degrees. */
export function headingOf(trail: Vector, lead: Vector): number {
  return Math.atan2(lead.z - trail.z, lead.x - trail.x) * DEGREES;
}
