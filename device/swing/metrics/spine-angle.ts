import { evenly, unevenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { HEURISTIC, moment, publishedMoment } from './published-range.ts';
import { forwardBendOf, TRUNK } from './trunk-lean.ts';

/**
 * The best of all angles to measure: on rendered golfers 1.0° off (3° at the 95th percentile) from two views, 1.2 and
 * 6° from one; 2° too upright at the top. A camera that is not level adds its own tilt to the picture's.
 */
export const spineAngle = poseMetric({
  entry: {
    id: 'spine-angle',
    unit: '°',
    decimals: 0,
    plausible: { low: -40, high: 75 },
    moments: [
      publishedMoment('address', 30, 40, HEURISTIC),
      moment('top'),
      publishedMoment('impact', 30, 40, HEURISTIC),
      moment('finish'),
    ],
    definition: 'Forward bend: the line from mid-hip to mid-shoulder against the vertical, seen down the line.',
    sign: 'Positive toward the ball, 0 upright.',
    frameOfReference: BAY_AXES,
    source: 'The trunk’s axis between joint centres; coaching convention for its range.',
    picture: {
      kind: 'figure',
      view: 'down-the-line',
      at: 'address',
      marks: [
        { kind: 'line', from: 'mid-hip', to: 'mid-shoulder' },
        { kind: 'angle', corner: 'mid-hip', from: 'up', to: 'mid-shoulder' },
      ],
    },
  },
  kind: 'angle',
  joints: TRUNK,
  value: forwardBendOf,
  spread: () => unevenly([4, 5], [4, 5], [5, 7]),
  picture: { view: 'down-the-line', at: ['address', 'top', 'impact', 'finish'], spread: () => evenly(6, 6, 8) },
});
