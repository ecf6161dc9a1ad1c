import { DEGREES } from '../geometry/angle.ts';
import { midpoint } from '../geometry/vector.ts';
import { evenly, unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';

/**
 * Spine angle, the forward bend: the line from mid-hip to mid-shoulder against the vertical, seen down the line.
 * Degrees, positive toward the ball, 0 upright. Two calibrated cameras, or the down-the-line picture alone.
 *
 * The best of all angles to measure: on rendered golfers 1.0° off (3° at the 95th percentile) from two views, 1.2 and
 * 6° from one; 2° too upright at the top. A camera that is not level adds its own tilt to the picture's.
 */
export const spineAngle = poseMetric({
  id: 'spine-angle',
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder', 'lead-hip', 'trail-hip'],
  value: (pose) => {
    const hips = midpoint(pose('lead-hip'), pose('trail-hip'));
    const shoulders = midpoint(pose('lead-shoulder'), pose('trail-shoulder'));
    return Math.atan2(shoulders.z - hips.z, shoulders.y - hips.y) * DEGREES;
  },
  spread: () => unevenly([4, 5], [4, 5], [5, 7]),
  picture: { view: 'down-the-line', at: ['address', 'top', 'impact'], spread: () => evenly(6, 6, 8) },
});
