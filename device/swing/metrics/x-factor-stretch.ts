import type { GolferJoint } from '../pose/golfer-joint.ts';
import { BAY_AXES } from './metric-entry.ts';
import { motionMetric } from './motion-metric.ts';
import { type Peak, peakBetween } from './peak.ts';
import { poseAt } from './pose-metric.ts';
import type { PoseSource } from './pose-source.ts';
import { moment } from './published-range.ts';
import { turnBetween } from './turn.ts';

const JOINTS: readonly GolferJoint[] = ['lead-shoulder', 'trail-shoulder', 'lead-hip', 'trail-hip'];

/** The greatest of noisy values reads too much rather than too little. */
export const xFactorStretch = motionMetric({
  entry: {
    id: 'x-factor-stretch',
    unit: '°',
    decimals: 0,
    plausible: { low: 0, high: 45 },
    moments: [moment(null)],
    definition:
      'The greatest X-factor between the top and mid-downswing, less the X-factor at the top: how far the pelvis runs ahead of the shoulders.',
    sign: 'Never negative.',
    frameOfReference: BAY_AXES,
    source:
      'Cheetham et al. 2001, Optimising Performance in Golf: 19 % of the X-factor at the top among the highly skilled, 13 % among the others.',
    picture: {
      kind: 'chart',
      curves: ['x-factor'],
      from: 'address',
      to: 'impact',
      spans: [{ from: 'top', to: 'mid-downswing' }],
      peaks: { from: 'top', to: 'mid-downswing' },
    },
  },
  needs: ['top', 'mid-downswing'],
  value: ({ space, time }) => {
    const atTop = xFactorAt(space, time('top'));
    const peak = greatestXFactor(space, time('top'), time('mid-downswing'));
    return peak === null ? Number.NaN : Math.max(peak.value, atTop) - atTop;
  },
  spread: (value) => ({ below: Math.min(value, 8), above: 10 }),
});

function greatestXFactor(space: PoseSource, fromMs: number, toMs: number): Peak | null {
  const { timesMs } = space;
  const values = Array.from(timesMs, (time) => (time < fromMs || time > toMs ? Number.NaN : xFactorAt(space, time)));
  return peakBetween({ timesMs, values }, fromMs, toMs);
}

function xFactorAt(space: PoseSource, timeMs: number): number {
  const pose = poseAt(space, JOINTS, timeMs);
  return pose === null ? Number.NaN : turnBetween(pose);
}
