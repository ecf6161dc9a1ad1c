import { wrapDegrees } from '../geometry/angle.ts';
import { unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { headingOf } from './shoulder-turn.ts';

/**
 * X-factor: shoulder turn less pelvis turn, both as lines between joints seen from above. Degrees, positive when the
 * shoulders are turned further from the target. Needs two calibrated cameras.
 *
 * Other definitions (the turn of the rib cage about the spine) give about half of it: compare with figures of this
 * definition only. On rendered golfers it reads too small, at the top by 18–27° with heavy and full and
 * 44° with lite, at impact by 10–17°.
 */
export const xFactor = poseMetric({
  id: 'x-factor',
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder', 'lead-hip', 'trail-hip'],
  value: (pose) =>
    wrapDegrees(
      headingOf(pose('trail-shoulder'), pose('lead-shoulder')) - headingOf(pose('trail-hip'), pose('lead-hip')),
    ),
  spread: (at) => (at === 'top' ? unevenly([8, 44], [8, 48], [8, 68]) : unevenly([9, 24], [9, 28], [10, 38])),
});
