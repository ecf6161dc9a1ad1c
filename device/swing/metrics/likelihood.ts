/**
 * What a report's interval says about where the truth may lie: the value is its middle, low and high are its 5th and
 * 95th percentile, and each arm falls off as half of a normal distribution does. Arms may differ: a known bias makes
 * one longer.
 */
export interface ReportedInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Standard deviations from the middle of a normal distribution to its 95th percentile. */
const Z_95 = 1.6449;

/** Standard normal quantiles in the middles of ten equal shares of probability: enough for any smooth average. */
const TENTHS = [-1.6449, -1.0364, -0.6745, -0.3853, -0.1257, 0.1257, 0.3853, 0.6745, 1.0364, 1.6449];

/** The mean of a function over where the truth may lie. */
export function expected(interval: ReportedInterval, of: (truth: number) => number): number {
  return TENTHS.reduce((sum, z) => sum + of(atDeviation(interval, z)), 0) / TENTHS.length;
}

/** How likely the truth lies above a limit, from 0 to 1. */
export function likelihoodAbove(interval: ReportedInterval, limit: number): number {
  const distance = interval.value - limit;
  const arm = distance >= 0 ? interval.value - interval.low : interval.high - interval.value;
  if (arm <= 0) return distance > 0 ? 1 : distance < 0 ? 0 : 0.5;
  return normalShareBelow((distance / arm) * Z_95);
}

function atDeviation({ value, low, high }: ReportedInterval, z: number): number {
  return value + (z < 0 ? (value - low) * (z / Z_95) : (high - value) * (z / Z_95));
}

/** Cumulative normal distribution; Abramowitz and Stegun 26.2.17, off by less than 1e-7. */
function normalShareBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    series.reduceRight((sum, coefficient) => (sum + coefficient) * t, 0);
  return z >= 0 ? 1 - tail : tail;
}
