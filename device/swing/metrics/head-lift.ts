import { evenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { midEar } from './pose-place.ts';
import { moment } from './published-range.ts';

/**
 * On rendered golfers 0.5–1 cm off, 3 cm at the 95th percentile, with any model.
 */
export const headLift = poseMetric({
  entry: {
    id: 'head-lift',
    unit: 'cm',
    decimals: 0,
    plausible: { low: -60, high: 50 },
    moments: [moment('top'), moment('impact')],
    definition: 'How far the middle between the ears has risen since address.',
    sign: 'Positive up; a head that drops is negative.',
    frameOfReference: BAY_AXES,
    source: 'Coaching term; measured here.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'impact',
      ghostAt: 'address',
      marks: [{ kind: 'moved', spot: 'mid-ear', along: 'up' }],
    },
  },
  kind: 'length',
  fromAddress: true,
  joints: ['lead-ear', 'trail-ear'],
  value: (pose, address) => midEar(pose).y - midEar(address).y,
  spread: () => evenly(3, 3, 3),
  picture: { view: 'face-on', at: ['top', 'impact'], spread: () => evenly(4, 4, 4) },
});
