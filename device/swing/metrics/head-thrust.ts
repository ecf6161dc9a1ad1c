import { evenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { midEar } from './pose-place.ts';
import { moment } from './published-range.ts';

/**
 * The ears lie along this direction when the head turns to the ball, so each stands for the other's error: the middle is
 * steadier than either.
 */
export const headThrust = poseMetric({
  entry: {
    id: 'head-thrust',
    unit: 'cm',
    decimals: 0,
    plausible: { low: -60, high: 60 },
    moments: [moment('top'), moment('impact')],
    definition: 'How far the middle between the ears has moved toward the ball since address.',
    sign: 'Positive to the ball.',
    frameOfReference: BAY_AXES,
    source: 'Coaching term; measured here.',
    picture: {
      kind: 'figure',
      view: 'down-the-line',
      at: 'impact',
      ghostAt: 'address',
      marks: [{ kind: 'moved', spot: 'mid-ear', along: 'to-ball' }],
    },
  },
  kind: 'length',
  fromAddress: true,
  joints: ['lead-ear', 'trail-ear'],
  value: (pose, address) => midEar(pose).z - midEar(address).z,
  spread: () => evenly(3, 3, 4),
  picture: { view: 'down-the-line', at: ['top', 'impact'], spread: () => evenly(5, 5, 5) },
});
