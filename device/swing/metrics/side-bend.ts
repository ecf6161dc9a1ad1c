import { evenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { HEURISTIC, moment, publishedMoment } from './published-range.ts';
import { sideBendOf, TRUNK } from './trunk-lean.ts';

/** On rendered golfers 1–2.6° off (2–5° at the 95th percentile), from two views or one, and 4° at the top with lite. */
export const sideBend = poseMetric({
  entry: {
    id: 'side-bend',
    unit: '°',
    decimals: 0,
    plausible: { low: -45, high: 60 },
    moments: [moment('address'), moment('top'), publishedMoment('impact', 20, 25, HEURISTIC), moment('finish')],
    definition:
      'The line from mid-hip to mid-shoulder against the vertical, seen face-on. It is the lean of the trunk’s axis, not the rib cage’s bend against the pelvis.',
    sign: 'Positive to the trail side, away from the target.',
    frameOfReference: BAY_AXES,
    source: 'Axis tilt between joint centres; coaching convention for its range.',
    picture: {
      kind: 'figure',
      view: 'face-on',
      at: 'impact',
      marks: [
        { kind: 'line', from: 'mid-hip', to: 'mid-shoulder' },
        { kind: 'angle', corner: 'mid-hip', from: 'up', to: 'mid-shoulder' },
      ],
    },
  },
  kind: 'angle',
  joints: TRUNK,
  value: sideBendOf,
  spread: () => evenly(4.5, 5, 7),
  picture: { view: 'face-on', at: ['address', 'top', 'impact', 'finish'], spread: () => evenly(6, 7, 8) },
});
