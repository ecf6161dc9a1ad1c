import { wrapDegrees } from '../geometry/angle.ts';
import { evenly, unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { headingOf } from './shoulder-turn.ts';

/**
 * X-factor: shoulder turn less pelvis turn, both as lines between joints seen from above. Degrees, positive when the
 * shoulders are turned further from the target. Needs two calibrated cameras.
 *
 * Other definitions (the turn of the rib cage about the spine) give about half of it: compare with figures of this
 * definition only. At the top it reads 18° too small with heavy and 29° with full on rendered golfers.
 */
export const xFactor = poseMetric({
  id: 'x-factor',
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder', 'lead-hip', 'trail-hip'],
  value: (pose) =>
    wrapDegrees(
      headingOf(pose('trail-shoulder'), pose('lead-shoulder')) - headingOf(pose('trail-hip'), pose('lead-hip')),
    ),
  spread: (at) => (at === 'top' ? unevenly({ below: 12, above: 32 }, { below: 12, above: 44 }) : evenly(11)),
});
