import { elevationOf } from '../geometry/angle.ts';
import { subtract } from '../geometry/vector.ts';
import { unevenly } from './interval.ts';
import { poseMetric } from './pose-metric.ts';
import { GOLFTEC, publishedMoment } from './published-range.ts';

/**
 * Not from a single picture, which shortens the line by the turn. On rendered golfers the shoulders read 13° too flat at
 * the top (lite 21°) and 5° at impact.
 */
export const shoulderTilt = poseMetric({
  entry: {
    id: 'shoulder-tilt',
    unit: '°',
    decimals: 0,
    plausible: { low: -75, high: 75 },
    moments: [publishedMoment('top', -40, -30, GOLFTEC), publishedMoment('impact', 32, 45, GOLFTEC)],
    definition: 'The inclination of the line between the shoulder joints to the level.',
    sign: 'Positive where the trail shoulder is the lower one: about −36 at the top and 39 at impact.',
    frameOfReference: 'The level of the ground.',
    source: 'GolfTEC SwingTRU.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'impact',
      marks: [
        { kind: 'line', from: 'trail-shoulder', to: 'lead-shoulder' },
        { kind: 'angle', corner: 'trail-shoulder', from: 'to-target', to: 'lead-shoulder' },
      ],
    },
  },
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder'],
  value: (pose) => elevationOf(subtract(pose('lead-shoulder'), pose('trail-shoulder'))),
  spread: (at) => (at === 'top' ? unevenly([24, 6], [25, 6], [30, 6]) : unevenly([6, 9], [6, 9], [6, 11])),
});
