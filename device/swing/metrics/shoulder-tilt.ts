import { DEGREES } from '../geometry/angle.ts';
import { lengthOf, subtract } from '../geometry/vector.ts';
import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';

/**
 * Shoulder tilt: the inclination of the line between the shoulders to the level. Degrees, positive when the trail
 * shoulder is the lower one: about −36 at the top and 39 at impact for tour professionals (GolfTEC). Needs two
 * calibrated cameras, for a picture shortens the line by the turn. 2 cm between shoulders 37 cm apart are 3°; landmarks
 * are 2–5 cm off.
 */
export const shoulderTilt = poseMetric({
  id: 'shoulder-tilt',
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder'],
  value: (pose) => {
    const line = subtract(pose('lead-shoulder'), pose('trail-shoulder'));
    return Math.asin(line.y / lengthOf(line)) * DEGREES;
  },
  spread: () => evenly(9),
});
