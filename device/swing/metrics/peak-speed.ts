import { BAY_AXES, type MetricEntry } from './metric-entry.ts';
import { motionMetric } from './motion-metric.ts';
import type { Metric } from './reading.ts';
import { fastestInDownswing, type TurningPart } from './turning-speed.ts';

type Words = Pick<MetricEntry, 'id' | 'definition' | 'sign' | 'plausible' | 'moments' | 'source'>;

/** How fast one part of the body turns at its fastest between top and impact: alike for every link of the sequence. */
export function peakSpeed(
  part: TurningPart,
  curve: 'pelvis-speed' | 'shoulder-speed' | 'lead-arm-speed',
  words: Words,
): Metric {
  return motionMetric({
    entry: {
      ...words,
      unit: '°/s',
      decimals: 0,
      frameOfReference: BAY_AXES,
      picture: { kind: 'chart', curves: [curve], from: 'top', to: 'impact', peaks: { from: 'top', to: 'impact' } },
    },
    needs: ['top', 'impact'],
    isTimed: true,
    value: ({ space, time }) => fastestInDownswing(space, part, time('top'), time('impact'))?.value ?? Number.NaN,
    // Smoothing takes some of a peak off, and a landmark's bias that changes with the turn is a speed of its own.
    spread: (value) => ({ below: value * RELATIVE_ERROR.below, above: value * RELATIVE_ERROR.above }),
  });
}

const RELATIVE_ERROR = { below: 0.25, above: 0.45 };
