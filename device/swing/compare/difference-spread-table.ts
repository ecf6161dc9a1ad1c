import type { EventName } from '../events/event-name.ts';
import type { MetricId } from '../metrics/metric-catalogue.ts';
import type { PoseModel } from '../pose/pose-model.ts';
import type { MetricMethod } from '../report/swing-report.ts';
import measured from './measured-differences.json' with { type: 'json' };

/**
 * How far the measured difference of two swings of one session may lie from the true one: half of its 90 % interval, in
 * the metric's unit. What golfer, clothes, cameras and calibration do to a landmark is common to both swings and goes
 * with the difference; what a swing's own poses make of it stays.
 *
 * Rows are measured, never guessed: the accuracy bench adds rows for a metric, moment, method, model and number of
 * cameras, and the first row that fits counts.
 */
export interface DifferenceSpread {
  readonly metric: MetricId;
  /** `any`: at every moment that has no row of its own. */
  readonly at: EventName | null | 'any';
  readonly method: MetricMethod;
  readonly model: PoseModel;
  /** Null: of however many cameras. */
  readonly cameras: number | null;
  readonly spread: number;
}

type Row = readonly [MetricId, DifferenceSpread['at'], number];

/** One rendered golfer moved about before two cameras: 90 % between the median and the 95th percentile measured. */
const HEAVY: readonly Row[] = [
  ['shoulder-turn', 'any', 3],
  ['pelvis-turn', 'any', 7],
  // Both turns, which err on their own.
  ['x-factor', 'any', 7.6],
  ['spine-angle', 'any', 0.9],
  ['side-bend', 'any', 0.9],
];

/**
 * 55 swings of 11 rendered golfers, all pairs of one golfer's, two cameras at 30 frames a second, events found by the
 * bay's own rules: the 90th percentile. At the top the lite model loses the far shoulder and hip in one swing and finds
 * them in the next.
 */
const LITE: readonly Row[] = [
  ['shoulder-turn', 'top', 22],
  ['shoulder-turn', 'impact', 4.1],
  ['pelvis-turn', 'top', 22],
  ['pelvis-turn', 'impact', 11],
  ['x-factor', 'top', 16.5],
  ['x-factor', 'impact', 11.6],
  ['spine-angle', 'address', 1.8],
  ['spine-angle', 'top', 2.4],
  ['spine-angle', 'impact', 1.8],
  ['side-bend', 'any', 1.4],
  ['shoulder-tilt', 'top', 5.5],
  ['shoulder-tilt', 'impact', 3.2],
  ['lead-knee-flex', 'address', 6.1],
  ['lead-knee-flex', 'top', 4.1],
  ['lead-knee-flex', 'impact', 10.9],
  ['trail-knee-flex', 'address', 5.4],
  ['trail-knee-flex', 'top', 15],
  ['trail-knee-flex', 'impact', 3.8],
  ['pelvis-sway', 'any', 1.7],
  ['pelvis-thrust', 'top', 2.8],
  ['pelvis-thrust', 'impact', 2.1],
  ['head-sway', 'top', 1.3],
  ['head-sway', 'impact', 0.5],
  ['head-lift', 'top', 0.9],
  ['head-lift', 'impact', 0.7],
  ['lead-arm-angle', 'top', 10.3],
  ['lead-arm-angle', 'impact', 24],
  ['lead-arm-angle', 'mid-follow-through', 13.5],
  ['hand-speed', 'any', 0.6],
];

const rowsOf = (model: PoseModel, rows: readonly Row[]): DifferenceSpread[] =>
  rows.map(([metric, at, spread]) => ({ metric, at, method: 'triangulated', model, cameras: null, spread }));

/** Of corrected joints: made by `./swingbay bench accuracy --cast proving --fit`. */
const CORRECTED = measured as unknown as readonly DifferenceSpread[];

export const DIFFERENCE_SPREADS: readonly DifferenceSpread[] = [
  ...CORRECTED,
  ...rowsOf('heavy', HEAVY),
  ...rowsOf('lite', LITE),
];

/**
 * For metrics of the body without a row. Differences were 2 to 6 times better than absolute values in four of five rows
 * that were measured; the least gain of those is taken.
 */
export const SHARE_OF_ABSOLUTE = 1 / 2;
