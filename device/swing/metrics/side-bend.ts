import { DEGREES } from '../geometry/angle.ts';
import { midpoint } from '../geometry/vector.ts';
import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';

/**
 * Side bend: the line from mid-hip to mid-shoulder against the vertical, seen face-on. Degrees, positive to the trail
 * side, away from the target. Two calibrated cameras, or the face-on picture alone. It is the lean of the trunk's
 * axis, not the rib cage's bend against the pelvis. On rendered golfers it is
 * 1–2.6° off (2–5° at the 95th percentile), from two views or one, and 4° at the top with lite.
 */
export const sideBend = poseMetric({
  id: 'side-bend',
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder', 'lead-hip', 'trail-hip'],
  value: (pose) => {
    const hips = midpoint(pose('lead-hip'), pose('trail-hip'));
    const shoulders = midpoint(pose('lead-shoulder'), pose('trail-shoulder'));
    return Math.atan2(hips.x - shoulders.x, shoulders.y - hips.y) * DEGREES;
  },
  spread: () => evenly(4.5, 5, 7),
  picture: { view: 'face-on', at: ['address', 'top', 'impact'], spread: () => evenly(6, 7, 8) },
});
