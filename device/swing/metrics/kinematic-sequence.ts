import { BAY_AXES, type MetricEntry } from './metric-entry.ts';
import { either, motionMetric, type SwingInSpace } from './motion-metric.ts';
import { moment } from './published-range.ts';
import type { Metric } from './reading.ts';
import { fastestInDownswing, type TurningPart } from './turning-speed.ts';

/**
 * The order in which the parts of the body reach their greatest speed: pelvis, shoulders, lead arm. It is a direction
 * to look in, not a score: the spread among amateurs is twice that among professionals, and both break the order.
 */
/** Shoulders and arms have two humps of nearly equal speed: which of them is the peak may change with a landmark's error. */
const GAP_ERROR_MS = 110;

export const SEQUENCE_SOURCE =
  'Kinematic sequence, Cheetham et al. 2008, Science and Golf V: pelvis, thorax, arm, club peak in this order.';

/** Milliseconds by which the later part peaks after the earlier one; NaN where one of them was not seen. */
export function sequenceGapMs({ space, time }: SwingInSpace, earlier: TurningPart, later: TurningPart): number {
  const peakMs = (part: TurningPart) =>
    fastestInDownswing(space, part, time('top'), time('impact'))?.timeMs ?? Number.NaN;
  return peakMs(later) - peakMs(earlier);
}

export function gapErrorMs(swing: SwingInSpace): number {
  return Math.max(GAP_ERROR_MS, 1.5 * swing.frameMs);
}

export function sequenceGap(
  earlier: TurningPart,
  later: TurningPart,
  words: Pick<MetricEntry, 'id' | 'definition' | 'picture'>,
): Metric {
  return motionMetric({
    entry: {
      ...words,
      unit: 'ms',
      decimals: 0,
      plausible: { low: -400, high: 400 },
      moments: [moment(null)],
      sign: 'Positive in the right order.',
      frameOfReference: BAY_AXES,
      source: SEQUENCE_SOURCE,
    },
    needs: ['top', 'impact'],
    isTimed: true,
    value: (swing) => sequenceGapMs(swing, earlier, later),
    spread: (_, swing) => either(gapErrorMs(swing)),
  });
}
