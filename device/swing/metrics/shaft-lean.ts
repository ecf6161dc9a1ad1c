import { DEGREES } from '../geometry/angle.ts';
import { clubMetric } from './club-metric.ts';
import { BAY_AXES } from './metric-entry.ts';
import { moment } from './published-range.ts';

export const shaftLean = clubMetric({
  entry: {
    id: 'shaft-lean',
    unit: '°',
    decimals: 0,
    plausible: { low: -45, high: 60 },
    moments: [moment('address'), moment('impact')],
    definition: 'The shaft against the vertical, seen face-on.',
    sign: 'Positive where the hands are ahead of the club head, toward the target.',
    frameOfReference: BAY_AXES,
    source: 'Coaching term (forward shaft lean); measured here.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'impact',
      marks: [
        { kind: 'line', from: 'club-head', to: 'grip' },
        { kind: 'angle', corner: 'club-head', from: 'up', to: 'grip' },
      ],
    },
  },
  value: ({ x, y }) => Math.atan2(-x, -y) * DEGREES,
  lever: ({ x, y }) => 1 / Math.hypot(x, y),
});
