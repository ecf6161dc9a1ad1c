import { DEGREES } from '../geometry/angle.ts';
import { clubMetric } from './club-metric.ts';
import { BAY_AXES } from './metric-entry.ts';
import { moment } from './published-range.ts';

export const shaftPlane = clubMetric({
  entry: {
    id: 'shaft-plane',
    unit: '°',
    decimals: 0,
    plausible: { low: 15, high: 120 },
    moments: [moment('address'), moment('mid-downswing')],
    definition:
      'The inclination of the shaft’s line to the ground, seen down the line: 0 lies flat, 90 stands upright, whichever end is up.',
    sign: 'Never negative; above 90 the upper end leans out over the ball.',
    frameOfReference: BAY_AXES,
    source: 'Coaching term (shaft plane); measured here.',
    picture: {
      kind: 'figure',
      view: 'down-the-line',
      at: 'address',
      marks: [
        { kind: 'line', from: 'grip', to: 'club-head' },
        { kind: 'angle', corner: 'club-head', from: 'from-ball', to: 'grip' },
      ],
    },
  },
  value: ({ y, z }) => {
    const angle = Math.atan2(-y, z) * DEGREES;
    return angle < 0 ? angle + 180 : angle;
  },
  lever: ({ y, z }) => 1 / Math.hypot(y, z),
});
