import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { headingOf } from './shoulder-turn.ts';

/**
 * Pelvis turn: the direction of the line from the trail to the lead hip joint, seen from above, against the target
 * line. Golfer's axes; degrees; positive away from the target: about 45 at the top, about −40 (open) at impact. Needs
 * two calibrated cameras. One centimetre between the hips is 3° of turn; 6–8° off in the median, 16–18° at the
 * 95th percentile on rendered golfers, 2 and 4° at impact with heavy, widened for people.
 */
export const pelvisTurn = poseMetric({
  id: 'pelvis-turn',
  kind: 'angle',
  joints: ['lead-hip', 'trail-hip'],
  value: (pose) => headingOf(pose('trail-hip'), pose('lead-hip')),
  spread: (at) => (at === 'top' ? evenly(16) : evenly(9)),
});
