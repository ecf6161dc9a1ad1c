import { lengthOf, subtract } from '../geometry/vector.ts';
import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { moment } from './published-range.ts';

/** A ratio of two lengths of one picture or one body: it needs no scale and no camera's calibration. */
export const stanceWidth = poseMetric({
  entry: {
    id: 'stance-width',
    unit: 'ratio',
    decimals: 2,
    plausible: { low: 0.2, high: 3 },
    moments: [moment('address')],
    definition:
      'The distance between the ankle joints along the target line, over the distance between the shoulder joints.',
    sign: 'Never negative; 1 is a stance as wide as the shoulders.',
    frameOfReference: 'The target line, and the golfer’s own shoulders.',
    source: 'Coaching convention tells stance in shoulder widths; measured here between joint centres.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'address',
      marks: [
        { kind: 'span', from: 'trail-ankle', to: 'lead-ankle' },
        { kind: 'line', from: 'trail-shoulder', to: 'lead-shoulder' },
      ],
    },
  },
  kind: 'share',
  joints: ['lead-ankle', 'trail-ankle', 'lead-shoulder', 'trail-shoulder'],
  value: (pose) =>
    Math.abs(pose('lead-ankle').x - pose('trail-ankle').x) /
    lengthOf(subtract(pose('lead-shoulder'), pose('trail-shoulder'))),
  spread: () => evenly(0.15, 0.15, 0.2),
  picture: { view: 'face-on', at: ['address'], spread: () => evenly(0.2, 0.2, 0.25) },
});
