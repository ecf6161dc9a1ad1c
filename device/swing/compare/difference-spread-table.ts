import type { EventName } from '../events/event-name.ts';
import type { MetricId } from '../metrics/metric-catalogue.ts';
import type { MetricMethod } from '../report/swing-report.ts';

/**
 * How far the measured difference of two swings of one session may lie from the true one: half of its 90 % interval, in
 * the metric's unit. What golfer, clothes, cameras and calibration do to a landmark is common to both swings and goes
 * with the difference; what is left was measured by moving one rendered golfer about (median and 95th percentile).
 *
 * The accuracy bench measures the same on whole swings: a row of its own for a metric, moment, method and number of
 * cameras replaces what stands here. The first row that fits counts.
 */
export interface DifferenceSpread {
  readonly metric: MetricId;
  /** Null: at every moment. */
  readonly at: EventName | null;
  readonly method: MetricMethod;
  /** Null: of however many cameras. */
  readonly cameras: number | null;
  readonly spread: number;
}

const MOVED_GOLFER: readonly (readonly [MetricId, number])[] = [
  // Median and 95th percentile 0.6° and 4°, 1.4° and 10°, 0.3° and 1°.
  ['shoulder-turn', 3],
  ['pelvis-turn', 7],
  // Both turns, which err on their own.
  ['x-factor', 7.6],
  ['spine-angle', 0.9],
  ['side-bend', 0.9],
];

export const DIFFERENCE_SPREADS: readonly DifferenceSpread[] = MOVED_GOLFER.flatMap(([metric, spread]) =>
  (['triangulated', 'corrected'] as const).map((method) => ({ metric, at: null, method, cameras: null, spread })),
);

/**
 * For metrics of the body without a row: differences were 3 to 6 times better than absolute values wherever that was
 * measured, and the lesser gain is taken.
 */
export const SHARE_OF_ABSOLUTE = 1 / 3;
