import { evenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { midHip } from './pose-place.ts';
import { GOLFTEC, moment, publishedMoment } from './published-range.ts';

/**
 * Landmarks of the hips are 2–5 cm off, but much alike at both moments: on rendered golfers 1 cm off, 2–4 cm at the
 * 95th percentile, in space or in a picture.
 */
export const pelvisSway = poseMetric({
  entry: {
    id: 'pelvis-sway',
    unit: 'cm',
    decimals: 0,
    plausible: { low: -50, high: 50 },
    moments: [moment('top'), publishedMoment('impact', 2, 6, GOLFTEC)],
    definition: 'How far the middle between the hip joints has moved along the target line since address.',
    sign: 'Positive to the target.',
    frameOfReference: BAY_AXES,
    source: 'Mid-hip displacement, as in GolfTEC SwingTRU, which tells it in inches.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'impact',
      ghostAt: 'address',
      marks: [{ kind: 'moved', spot: 'mid-hip', along: 'to-target' }],
    },
  },
  kind: 'length',
  fromAddress: true,
  joints: ['lead-hip', 'trail-hip'],
  value: (pose, address) => midHip(pose).x - midHip(address).x,
  spread: () => evenly(3, 3, 4),
  picture: { view: 'face-on', at: ['top', 'impact'], spread: () => evenly(4, 4, 5) },
});
