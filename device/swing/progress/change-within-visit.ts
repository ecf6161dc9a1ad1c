import type { MeasuredChange } from './change-verdict.ts';

/**
 * Whether a number has moved from the first half of a visit to its last half.
 *
 * What clothes and cameras do to all swings of a visit is in both halves and falls out of the difference, so that a
 * visit can show what two visits cannot. The halves are small and hold a topped shot now and then: the shift is Hodges
 * and Lehmann's (the middle of all differences between a late swing and an early one), its interval and its test are
 * Mann and Whitney's with the exact distribution, which hold their rates whatever the swings are distributed like. With
 * an odd number the swing between the halves belongs to neither.
 */
export interface VisitChange extends MeasuredChange {
  readonly from: number;
  readonly to: number;
  readonly swings: number;
}

/** Swings in each half. With fewer, two lucky ones would be progress. */
export const HALF_MIN = 4;
const ERROR_RATE = 0.05;
const INTERVAL_RATE = 0.1;

/**
 * @param values in the order of the swings
 * @param tried how many numbers are looked at together: they share the error rate, so that of a visit in which nothing
 * changed no more than one in twenty is told that something did
 */
export function changeWithinVisit(values: readonly number[], tried: number): VisitChange | null {
  const half = Math.floor(values.length / 2);
  if (half < HALF_MIN) return null;
  const [before, after] = [values.slice(0, half), values.slice(-half)];
  const shifts = after.flatMap((late) => before.map((early) => late - early)).toSorted((a, b) => a - b);
  const value = middleOf(shifts);
  const chances = belowChances(half);
  const rises = shifts.reduce((sum, shift) => sum + (shift > 0 ? 1 : shift === 0 ? 0.5 : 0), 0);
  const fewer = Math.ceil(Math.min(rises, shifts.length - rises));
  const isReal = Math.min(1, 2 * (chances[fewer] ?? 1)) < ERROR_RATE / Math.max(1, tried);
  // As many differences are cut off either end as the true shift rarely lies beyond.
  const cut = Math.max(0, chances.filter((chance) => chance <= INTERVAL_RATE / 2).length - 1);
  const low = shifts[cut] as number;
  const high = shifts[shifts.length - 1 - cut] as number;
  const from = middleOf(before.toSorted((a, b) => a - b));
  return { from, to: from + value, value, low, high, isReal, swings: values.length };
}

function middleOf(sorted: readonly number[]): number {
  const at = sorted.length >> 1;
  const upper = sorted[at] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[at - 1] as number) + upper) / 2;
}

/**
 * For two halves of one kind, the chance that at most so many of their n² pairs rise, by index.
 *
 * The number of orders with so many rising pairs is a coefficient of the Gaussian binomial (2n over n): the product of
 * 1 − qⁿ⁺ⁱ over 1 − qⁱ, multiplied out here.
 */
function belowChances(half: number): number[] {
  const pairs = half * half;
  const orders: number[] = [1, ...Array.from({ length: pairs }, () => 0)];
  for (let i = 1; i <= half; i++) {
    for (let at = pairs; at >= half + i; at--) (orders[at] as number) -= orders[at - half - i] as number;
    for (let at = i; at <= pairs; at++) (orders[at] as number) += orders[at - i] as number;
  }
  const all = orders.reduce((sum, count) => sum + count, 0);
  let below = 0;
  return orders.map((count) => {
    below += count;
    return below / all;
  });
}
