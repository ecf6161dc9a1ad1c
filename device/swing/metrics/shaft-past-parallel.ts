import { elevationOf } from '../geometry/angle.ts';
import { clubMetric } from './club-metric.ts';
import { moment } from './published-range.ts';

export const shaftPastParallel = clubMetric({
  entry: {
    id: 'shaft-past-parallel',
    unit: '°',
    decimals: 0,
    plausible: { low: -90, high: 80 },
    moments: [moment('top')],
    definition: 'How far the shaft at the top, from the hands to the club head, points below the level.',
    sign: 'Positive where the head is lower than the hands (overswing), negative where the club stops short of level.',
    frameOfReference: 'The level of the ground.',
    source: 'Coaching term (past parallel); measured here.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'top',
      marks: [
        { kind: 'line', from: 'grip', to: 'club-head' },
        { kind: 'angle', corner: 'grip', from: 'to-target', to: 'club-head' },
      ],
    },
  },
  value: (shaft) => -elevationOf(shaft),
});
