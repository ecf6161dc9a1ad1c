import { elevationOf } from '../geometry/angle.ts';
import { subtract } from '../geometry/vector.ts';
import { evenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { moment } from './published-range.ts';

/** Shoulder to wrist, without the elbow, which is the worst landmark of a swing. */
export const leadArmElevation = poseMetric({
  entry: {
    id: 'lead-arm-elevation',
    unit: '°',
    decimals: 0,
    plausible: { low: -60, high: 90 },
    moments: [moment('top')],
    definition: 'The inclination to the level of the line from the lead shoulder to the lead wrist.',
    sign: 'Positive where the hands are above the shoulder.',
    frameOfReference: 'The level of the ground.',
    source: 'Coaching term (lead arm past parallel); measured here.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'top',
      marks: [
        { kind: 'line', from: 'lead-shoulder', to: 'lead-wrist' },
        { kind: 'angle', corner: 'lead-shoulder', from: 'away-from-target', to: 'lead-wrist' },
      ],
    },
  },
  kind: 'angle',
  joints: ['lead-shoulder', 'lead-wrist'],
  value: (pose) => elevationOf(subtract(pose('lead-wrist'), pose('lead-shoulder'))),
  spread: () => evenly(12, 13, 16),
});
