import { twoSidedQuantile } from './student-t.ts';

/**
 * What one session says of one metric: the middle of its swings, and how well that middle is known.
 *
 * Huber's estimate with its scale from the median deviation: a topped shot or a swing at which the model erred moves it
 * little. The spread of the swings holds the golfer's own variation and the part of the error that belongs to each
 * swing; both shrink with the number of swings. What clothes and cameras do to all swings of the session does not, and
 * is no part of this interval: it is seen from session to session (see `metric-progress.ts`).
 */
export interface SessionLevel {
  readonly mean: number;
  /** One standard error of the mean, of the swings' scatter alone. */
  readonly standardError: number;
  /** One standard deviation of a swing. */
  readonly spread: number;
  /** 90 % interval of the mean, of the swings' scatter alone. */
  readonly low: number;
  readonly high: number;
  readonly swings: number;
}

/** Fewer swings have no spread to speak of. */
const SWINGS_MIN = 3;

/** Huber's constant: 95 % as good as the mean where nothing is amiss. */
const HUBER = 1.345;
const EFFICIENCY = 0.95;
const ROUNDS = 20;
/** A mean that moves by less than this share of the spread has settled. */
const SETTLED = 1e-9;
/** So few swings may agree by chance: half of their ordinary deviation is believed in any case. */
const AGREEING_MAX = 6;
/** A median deviation of normal values is this share of their standard deviation. */
const MEDIAN_OF_SIGMA = 0.6745;

/** Null with fewer than {@link SWINGS_MIN} values. */
export function sessionLevel(values: readonly number[]): SessionLevel | null {
  if (values.length < SWINGS_MIN) return null;
  const middle = median(values);
  const robust = median(values.map((value) => Math.abs(value - middle))) / MEDIAN_OF_SIGMA;
  const spread = values.length > AGREEING_MAX ? robust : Math.max(robust, deviationOf(values) / 2);
  let mean = middle;
  for (let round = 0; round < ROUNDS && spread > 0; round++) {
    const weights = values.map((value) => Math.min(1, (HUBER * spread) / Math.max(Math.abs(value - mean), 1e-12)));
    const before = mean;
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    mean = values.reduce((sum, value, i) => sum + value * (weights[i] as number), 0) / whole;
    if (Math.abs(mean - before) < SETTLED * spread) break;
  }
  const standardError = spread / Math.sqrt(EFFICIENCY * values.length);
  const reach = twoSidedQuantile(0.1, values.length - 1) * standardError;
  return { mean, standardError, spread, low: mean - reach, high: mean + reach, swings: values.length };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
