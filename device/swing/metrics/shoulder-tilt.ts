import { DEGREES } from '../geometry/angle.ts';
import { lengthOf, subtract } from '../geometry/vector.ts';
import { unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';

/**
 * Shoulder tilt: the inclination of the line between the shoulders to the level. Degrees, positive when the trail
 * shoulder is the lower one: about −36 at the top and 39 at impact for tour professionals (GolfTEC). Needs two
 * calibrated cameras, for a picture shortens the line by the turn. On rendered golfers the
 * shoulders read 13° too flat at the top (lite 21°) and 5° at impact.
 */
export const shoulderTilt = poseMetric({
  id: 'shoulder-tilt',
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder'],
  value: (pose) => {
    const line = subtract(pose('lead-shoulder'), pose('trail-shoulder'));
    return Math.asin(line.y / lengthOf(line)) * DEGREES;
  },
  spread: (at) => (at === 'top' ? unevenly([24, 6], [25, 6], [30, 6]) : unevenly([6, 9], [6, 9], [6, 11])),
});
