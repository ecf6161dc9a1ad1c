import { gapErrorMs, SEQUENCE_SOURCE, sequenceGapMs } from './kinematic-sequence.ts';
import { BAY_AXES } from './metric-entry.ts';
import { motionMetric, type SwingInSpace } from './motion-metric.ts';
import { moment } from './published-range.ts';
import type { TurningPart } from './turning-speed.ts';

/** A pair whose gap is smaller than the error of a gap may be either way round: the interval counts it both ways. */
const PAIRS: readonly (readonly [TurningPart, TurningPart])[] = [
  ['pelvis', 'shoulders'],
  ['pelvis', 'lead-arm'],
  ['shoulders', 'lead-arm'],
];

export const sequenceOrder = motionMetric({
  entry: {
    id: 'sequence-order',
    unit: '%',
    decimals: 0,
    plausible: { low: 0, high: 100 },
    moments: [moment(null)],
    definition:
      'Of the three pairs pelvis–shoulders, pelvis–lead arm and shoulders–lead arm, the share in which the first reaches its greatest speed before the second.',
    sign: '100 is the whole order, 0 the reverse of it.',
    frameOfReference: BAY_AXES,
    source: SEQUENCE_SOURCE,
    picture: {
      kind: 'chart',
      curves: ['pelvis-speed', 'shoulder-speed', 'lead-arm-speed'],
      from: 'top',
      to: 'impact',
      peaks: { from: 'top', to: 'impact' },
    },
  },
  needs: ['top', 'impact'],
  isTimed: true,
  value: (swing) => shareAbove(gapsOf(swing), 0),
  spread: (value, swing) => {
    const gaps = gapsOf(swing);
    const error = gapErrorMs(swing);
    return { below: value - shareAbove(gaps, error), above: shareAbove(gaps, -error) - value };
  },
});

function gapsOf(swing: SwingInSpace): number[] {
  return PAIRS.map(([earlier, later]) => sequenceGapMs(swing, earlier, later));
}

/** NaN where a gap is not known. */
function shareAbove(gaps: readonly number[], limitMs: number): number {
  if (gaps.some(Number.isNaN)) return Number.NaN;
  return (100 * gaps.filter((gap) => gap > limitMs).length) / gaps.length;
}
