import { angleAt } from '../geometry/angle.ts';
import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { moment } from './published-range.ts';

/** At the top the trail elbow is often behind the body in one of the views: the interval is wide. */
export const trailElbowAngle = poseMetric({
  entry: {
    id: 'trail-elbow-angle',
    unit: '°',
    decimals: 0,
    plausible: { low: 20, high: 180 },
    moments: [moment('top'), moment('impact')],
    definition: 'The angle at the trail elbow between shoulder and wrist: 180 is a straight arm.',
    sign: 'Never negative.',
    frameOfReference: 'The arm itself.',
    source: 'Included angle of the joint centres; measured here.',
    picture: {
      kind: 'figure',
      view: 'down-the-line',
      at: 'top',
      marks: [
        { kind: 'line', from: 'trail-shoulder', to: 'trail-elbow' },
        { kind: 'angle', corner: 'trail-elbow', from: 'trail-shoulder', to: 'trail-wrist' },
      ],
    },
  },
  kind: 'angle',
  joints: ['trail-shoulder', 'trail-elbow', 'trail-wrist'],
  value: (pose) => angleAt(pose('trail-elbow'), pose('trail-shoulder'), pose('trail-wrist')),
  spread: (at) => (at === 'top' ? evenly(28, 30, 36) : evenly(24, 24, 28)),
});
