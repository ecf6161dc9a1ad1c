import { angleBetween } from '../geometry/angle.ts';
import { subtract } from '../geometry/vector.ts';
import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { midHip, midShoulder } from './pose-place.ts';
import { moment } from './published-range.ts';

/** The flying elbow as an angle, so that long and short arms are judged alike. */
export const trailElbowLift = poseMetric({
  entry: {
    id: 'trail-elbow-lift',
    unit: '°',
    decimals: 0,
    plausible: { low: 0, high: 170 },
    moments: [moment('top')],
    definition:
      'The angle between the trail upper arm, shoulder to elbow, and the trunk’s axis downward, mid-shoulder to mid-hip: 0 hangs along the body, 90 stands off it at a right angle.',
    sign: 'Never negative; larger is a flying elbow.',
    frameOfReference: 'The golfer’s own trunk.',
    source: 'Elevation of the upper arm against the trunk (International Society of Biomechanics, Wu et al. 2005).',
    picture: {
      kind: 'figure',
      view: 'down-the-line',
      at: 'top',
      marks: [
        { kind: 'line', from: 'mid-shoulder', to: 'mid-hip' },
        { kind: 'line', from: 'trail-shoulder', to: 'trail-elbow' },
        { kind: 'between-lines', first: ['trail-shoulder', 'trail-elbow'], second: ['mid-shoulder', 'mid-hip'] },
      ],
    },
  },
  kind: 'angle',
  joints: ['trail-shoulder', 'trail-elbow', 'lead-shoulder', 'lead-hip', 'trail-hip'],
  value: (pose) =>
    angleBetween(subtract(pose('trail-elbow'), pose('trail-shoulder')), subtract(midHip(pose), midShoulder(pose))),
  spread: () => evenly(20, 22, 26),
});
