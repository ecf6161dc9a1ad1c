import { evenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { midHip } from './pose-place.ts';
import { moment } from './published-range.ts';

/**
 * Both views see the height; the face-on picture, which looks at the hips squarely, is the one that also gives it alone.
 */
export const pelvisLift = poseMetric({
  entry: {
    id: 'pelvis-lift',
    unit: 'cm',
    decimals: 0,
    plausible: { low: -40, high: 30 },
    moments: [moment('top'), moment('impact')],
    definition: 'How far the middle between the hip joints has risen since address.',
    sign: 'Positive up.',
    frameOfReference: BAY_AXES,
    source: 'Mid-hip displacement; measured here.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'impact',
      ghostAt: 'address',
      marks: [{ kind: 'moved', spot: 'mid-hip', along: 'up' }],
    },
  },
  kind: 'length',
  fromAddress: true,
  joints: ['lead-hip', 'trail-hip'],
  value: (pose, address) => midHip(pose).y - midHip(address).y,
  spread: () => evenly(3, 3, 4),
  picture: { view: 'face-on', at: ['top', 'impact'], spread: () => evenly(4, 4, 5) },
});
