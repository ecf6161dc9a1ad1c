import { evenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { midHip } from './pose-place.ts';
import { moment } from './published-range.ts';

/**
 * Early extension in centimetres. On rendered golfers 1 cm off, 2–4 cm at the 95th percentile, in space or in a picture.
 */
export const pelvisThrust = poseMetric({
  entry: {
    id: 'pelvis-thrust',
    unit: 'cm',
    decimals: 0,
    plausible: { low: -40, high: 40 },
    moments: [moment('top'), moment('impact')],
    definition: 'How far the middle between the hip joints has moved toward the ball since address.',
    sign: 'Positive to the ball: early extension in the downswing.',
    frameOfReference: BAY_AXES,
    source: 'Coaching term (early extension); measured here.',
    picture: {
      kind: 'figure',
      view: 'down-the-line',
      at: 'impact',
      ghostAt: 'address',
      marks: [{ kind: 'moved', spot: 'mid-hip', along: 'to-ball' }],
    },
  },
  kind: 'length',
  fromAddress: true,
  joints: ['lead-hip', 'trail-hip'],
  value: (pose, address) => midHip(pose).z - midHip(address).z,
  spread: () => evenly(3, 3.5, 5),
  picture: { view: 'down-the-line', at: ['top', 'impact'], spread: () => evenly(4, 4, 5) },
});
