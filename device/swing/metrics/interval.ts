import type { PoseModel } from './swing-motion.ts';

/**
 * How far the truth may lie below and above a reading, in the reading's own unit: the two arms of its 90 % interval.
 * The figures stand with each metric. They come from rendered golfers with known joints, widened where people in
 * clothes are known to differ; a bias with a known direction makes the arms unequal.
 */
export interface Spread {
  readonly below: number;
  readonly above: number;
}

export type SpreadOfModel = (model: PoseModel) => Spread;

/** The full model's spread from the heavy one's, where only one was measured. */
const FULL_TO_HEAVY = 1.2;
/** Lite was clearly worse on rendered golfers and not measured in full: half again as wide as heavy, and a little. */
const LITE_TO_HEAVY = 1.6;

/** The same either way, given for the heavy model (and the full one where it was measured). */
export function evenly(heavy: number, full = heavy * FULL_TO_HEAVY): SpreadOfModel {
  return unevenly({ below: heavy, above: heavy }, { below: full, above: full });
}

export function unevenly(heavy: Spread, full: Spread): SpreadOfModel {
  const lite: Spread = {
    below: Math.max(full.below, heavy.below * LITE_TO_HEAVY),
    above: Math.max(full.above, heavy.above * LITE_TO_HEAVY),
  };
  return (model) => ({ heavy, full, lite })[model];
}

/** Two independent causes of error together, each arm in quadrature. */
export function combine(a: Spread, b: Spread): Spread {
  return { below: Math.hypot(a.below, b.below), above: Math.hypot(a.above, b.above) };
}
