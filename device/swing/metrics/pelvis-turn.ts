import { unevenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { GOLFTEC, MCTEIGUE, publishedMoment } from './published-range.ts';
import { headingOf } from './turn.ts';

/**
 * One centimetre between the hips is 3° of turn: on rendered golfers 3–8° off in the median and 16–20° at the 95th
 * percentile; at impact it reads 9° too closed with heavy, 14° with full and 18° with lite.
 */
export const pelvisTurn = poseMetric({
  entry: {
    id: 'pelvis-turn',
    unit: '°',
    decimals: 0,
    plausible: { low: -120, high: 110 },
    moments: [publishedMoment('top', 40, 55, MCTEIGUE), publishedMoment('impact', -45, -35, GOLFTEC)],
    definition:
      'The direction of the line from the trail to the lead hip joint, seen from above, against the target line.',
    sign: 'Positive away from the target: about 45 at the top, about −40 (open) at impact.',
    frameOfReference: BAY_AXES,
    source: 'McTeigue et al. 1994, Science and Golf II; GolfTEC SwingTRU for impact.',
    picture: {
      kind: 'figure',
      view: 'above',
      at: 'top',
      marks: [
        { kind: 'line', from: 'trail-hip', to: 'lead-hip' },
        { kind: 'angle', corner: 'trail-hip', from: 'to-target', to: 'lead-hip' },
      ],
    },
  },
  kind: 'angle',
  joints: ['lead-hip', 'trail-hip'],
  value: (pose) => headingOf(pose('trail-hip'), pose('lead-hip')),
  spread: (at) => (at === 'top' ? unevenly([17, 17], [22, 18], [26, 26]) : unevenly([22, 9], [27, 9], [38, 10])),
});
