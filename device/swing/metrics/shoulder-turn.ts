import { evenly, unevenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { MCTEIGUE, moment, publishedMoment } from './published-range.ts';
import { headingOf } from './turn.ts';

/**
 * The landmark model pulls the shoulders toward the camera at the top, so the plainly triangulated turn reads too small
 * there: on rendered golfers by 17–30° with heavy, 22–31° with full and 40° with lite. The interval says so; the value
 * is left as the geometry gives it.
 */
export const shoulderTurn = poseMetric({
  entry: {
    id: 'shoulder-turn',
    unit: '°',
    decimals: 0,
    plausible: { low: -120, high: 160 },
    moments: [publishedMoment('top', 80, 100, MCTEIGUE), moment('impact')],
    definition:
      'The direction of the line from the trail to the lead shoulder joint, seen from above, against the target line. Not zeroed at address, where it is measured worst.',
    sign: 'Positive away from the target: about 90 at the top, negative (open) at impact.',
    frameOfReference: BAY_AXES,
    source: 'McTeigue et al. 1994, Science and Golf II, who measured the upper trunk with a worn linkage.',
    picture: {
      kind: 'figure',
      view: 'above',
      at: 'top',
      marks: [
        { kind: 'line', from: 'trail-shoulder', to: 'lead-shoulder' },
        { kind: 'angle', corner: 'trail-shoulder', from: 'to-target', to: 'lead-shoulder' },
      ],
    },
  },
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder'],
  value: (pose) => headingOf(pose('trail-shoulder'), pose('lead-shoulder')),
  spread: (at) => (at === 'top' ? unevenly([5, 48], [5, 48], [5, 68]) : evenly(10, 12, 16)),
});
