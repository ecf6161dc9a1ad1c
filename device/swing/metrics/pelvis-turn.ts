import { unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { headingOf } from './shoulder-turn.ts';

/**
 * Pelvis turn: the direction of the line from the trail to the lead hip joint, seen from above, against the target
 * line. Golfer's axes; degrees; positive away from the target: about 45 at the top, about −40 (open) at impact. Needs
 * two calibrated cameras. One centimetre between the hips is 3° of turn: on rendered golfers 3–8° off in the median
 * and 16–20° at the 95th percentile; at impact it reads 9° too closed with heavy, 14° with full and 18° with lite.
 */
export const pelvisTurn = poseMetric({
  id: 'pelvis-turn',
  kind: 'angle',
  joints: ['lead-hip', 'trail-hip'],
  value: (pose) => headingOf(pose('trail-hip'), pose('lead-hip')),
  spread: (at) => (at === 'top' ? unevenly([17, 17], [22, 18], [26, 26]) : unevenly([22, 9], [27, 9], [38, 10])),
});
