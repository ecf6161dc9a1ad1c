import { evenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { midEar } from './pose-place.ts';
import { HEURISTIC, moment, publishedMoment } from './published-range.ts';

/**
 * On rendered golfers 0.5–1 cm off, 3 cm at the 95th percentile, with any model; people's heads turn more freely, and
 * the far ear is then a guess.
 */
export const headSway = poseMetric({
  entry: {
    id: 'head-sway',
    unit: 'cm',
    decimals: 0,
    plausible: { low: -60, high: 60 },
    moments: [publishedMoment('top', -7, -1, HEURISTIC), moment('impact')],
    definition:
      'How far the middle between the ears has moved along the target line since address. The ears, because the nose swings with every turn of the head.',
    sign: 'Positive to the target.',
    frameOfReference: BAY_AXES,
    source: 'Coaching term; measured here.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'top',
      ghostAt: 'address',
      marks: [{ kind: 'moved', spot: 'mid-ear', along: 'to-target' }],
    },
  },
  kind: 'length',
  fromAddress: true,
  joints: ['lead-ear', 'trail-ear'],
  value: (pose, address) => midEar(pose).x - midEar(address).x,
  spread: () => evenly(3, 3, 3),
  picture: { view: 'face-on', at: ['top', 'impact'], spread: () => evenly(4, 4, 4) },
});
