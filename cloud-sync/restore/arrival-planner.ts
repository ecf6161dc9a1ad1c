/** When a swing of which not all could be had is looked at again, and when that ends. Pure. */

/** Films of a swing may come hours after its numbers: a bay sends them last, and only over a line that is not metered. */
const FIRST_REST_MS = 2_000;
const REST_MS_MAX = 15 * 60_000;
/** The last forty of them take ten hours; then whoever hears of the swing again begins anew. */
export const ARRIVAL_ATTEMPTS_MAX = 50;

/** @param random from 0 to 1, so that not all are looked at in the same moment */
export function restOfArrivalMs(attempts: number, random: number): number {
  const longest = Math.min(REST_MS_MAX, FIRST_REST_MS * 2 ** Math.min(attempts, 20));
  return Math.round(longest * (0.5 + random / 2));
}

export function verdictOfArrival(attempts: number, isRetryable: boolean): 'try-again' | 'park' {
  return isRetryable && attempts + 1 < ARRIVAL_ATTEMPTS_MAX ? 'try-again' : 'park';
}
