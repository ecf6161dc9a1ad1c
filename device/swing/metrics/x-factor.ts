import { unevenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { MCTEIGUE, moment, publishedMoment } from './published-range.ts';
import { turnBetween } from './turn.ts';

/** Triangulated plainly it reads too small on rendered golfers, at the top by 18–27° (lite 44°), at impact by 10–17°. */
export const xFactor = poseMetric({
  entry: {
    id: 'x-factor',
    unit: '°',
    decimals: 0,
    plausible: { low: -60, high: 110 },
    moments: [publishedMoment('top', 30, 50, MCTEIGUE), moment('impact')],
    definition:
      'Shoulder turn less pelvis turn, both as lines between joints seen from above. The turn of the rib cage about the spine gives about half of it: compare with figures of this definition only.',
    sign: 'Positive where the shoulders are turned further from the target than the pelvis.',
    frameOfReference: BAY_AXES,
    source: 'McLean’s X-factor, as lines between joints; McTeigue et al. 1994 for players.',
    picture: {
      kind: 'figure',
      view: 'above',
      at: 'top',
      marks: [
        { kind: 'line', from: 'trail-shoulder', to: 'lead-shoulder' },
        { kind: 'line', from: 'trail-hip', to: 'lead-hip' },
        { kind: 'between-lines', first: ['mid-hip', 'lead-hip'], second: ['trail-shoulder', 'lead-shoulder'] },
      ],
    },
  },
  kind: 'angle',
  joints: ['lead-shoulder', 'trail-shoulder', 'lead-hip', 'trail-hip'],
  value: turnBetween,
  spread: (at) => (at === 'top' ? unevenly([8, 44], [8, 48], [8, 68]) : unevenly([9, 24], [9, 28], [10, 38])),
});
