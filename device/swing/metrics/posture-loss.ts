import { evenly } from './interval.ts';
import { BAY_AXES } from './metric-entry.ts';
import { poseMetric } from './pose-metric.ts';
import { moment } from './published-range.ts';
import { forwardBendOf, TRUNK } from './trunk-lean.ts';

/** A difference of two readings of one trunk, which share most of their error. */
export const postureLoss = poseMetric({
  entry: {
    id: 'posture-loss',
    unit: '°',
    decimals: 0,
    plausible: { low: -40, high: 60 },
    moments: [moment('impact')],
    definition: 'Forward bend at address less forward bend now: how much of the bend toward the ball is gone.',
    sign: 'Positive: stood up; negative: bent deeper.',
    frameOfReference: BAY_AXES,
    source: 'Coaching term (loss of posture); measured here.',
    picture: {
      kind: 'figure',
      view: 'down-the-line',
      at: 'impact',
      ghostAt: 'address',
      marks: [{ kind: 'turned', from: 'mid-hip', to: 'mid-shoulder' }],
    },
  },
  kind: 'angle',
  fromAddress: true,
  joints: TRUNK,
  value: (pose, address) => forwardBendOf(address) - forwardBendOf(pose),
  spread: () => evenly(4, 4, 5),
  picture: { view: 'down-the-line', at: ['impact'], spread: () => evenly(6, 6, 7) },
});
