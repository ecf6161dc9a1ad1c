import type { PoseModel } from '../pose/pose-model.ts';

/**
 * How far the truth may lie below and above a reading, in the reading's own unit: the two arms of its 90 % interval.
 *
 * The figures stand with each metric. They were measured with each model on two unlike sets of rendered golfers with
 * known joints, the worse set counting, and widened where people in clothes are known to differ. The model is biased,
 * not noisy: a bias with a known direction makes the arms unequal, and the value stays what the geometry gives.
 */
export interface Spread {
  readonly below: number;
  readonly above: number;
}

export type SpreadOfModel = (model: PoseModel) => Spread;

type Arms = readonly [below: number, above: number];

export function unevenly(heavy: Arms, full: Arms, lite: Arms): SpreadOfModel {
  return (model) => {
    const [below, above] = { heavy, full, lite }[model];
    return { below, above };
  };
}

/** The same either way. */
export function evenly(heavy: number, full: number, lite: number): SpreadOfModel {
  return unevenly([heavy, heavy], [full, full], [lite, lite]);
}

/** Two independent causes of error together, each arm in quadrature. */
export function combine(a: Spread, b: Spread): Spread {
  return { below: Math.hypot(a.below, b.below), above: Math.hypot(a.above, b.above) };
}
