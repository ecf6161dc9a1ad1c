import { angleBetween } from '../geometry/angle.ts';
import { subtract } from '../geometry/vector.ts';
import { clubMetric } from './club-metric.ts';
import { evenly } from './interval.ts';
import { moment } from './published-range.ts';

/** The forearm is short and its elbow the worst landmark: most of the error is the arm's, not the shaft's. */
export const wristHinge = clubMetric({
  entry: {
    id: 'wrist-hinge',
    unit: '°',
    decimals: 0,
    plausible: { low: 0, high: 150 },
    moments: [moment('top'), moment('mid-downswing'), moment('impact')],
    definition:
      'The angle between the lead forearm, elbow to wrist, and the shaft, hands to club head. It holds the hinge of the wrist together with its bow or cup, which two cameras cannot tell apart.',
    sign: '0 where forearm and shaft are one line, 90 at a right angle; never negative.',
    frameOfReference: 'The lead forearm.',
    source: 'Coaching term (lag, wrist set); measured here.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'mid-downswing',
      marks: [
        { kind: 'line', from: 'lead-elbow', to: 'lead-wrist' },
        { kind: 'line', from: 'grip', to: 'club-head' },
        { kind: 'between-lines', first: ['grip', 'club-head'], second: ['lead-elbow', 'lead-wrist'] },
      ],
    },
  },
  value: (shaft, pose) => angleBetween(subtract(pose('lead-wrist'), pose('lead-elbow')), shaft),
  joints: { needed: ['lead-elbow', 'lead-wrist'], spread: () => evenly(14, 15, 18) },
});
