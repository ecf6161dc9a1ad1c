/**
 * Which swing a shot belongs to where nothing but the time of day says so: shots that were read in from a file, or sent
 * long after they were struck. Pure.
 *
 * A swing is stored some seconds after its impact, and the clocks of two machines differ. So what lies within
 * {@link APART_MS_MAX} may belong together, and is joined where neither has another candidate: a pair that could as
 * well be another one stays apart. Clocks that differ by more join nothing, which is a number that is missing and never
 * a wrong one.
 */

export interface TimedShot {
  readonly id: string;
  /** UTC, milliseconds. */
  readonly atMs: number;
}

export interface TimedSwing {
  readonly id: string;
  /** When it was stored, UTC, milliseconds. */
  readonly atMs: number;
}

export const APART_MS_MAX = 10_000;

export function shotsByTime(
  shots: readonly TimedShot[],
  swings: readonly TimedSwing[],
): { readonly shot: string; readonly swing: string }[] {
  const inOrder = [...swings].sort((a, b) => a.atMs - b.atMs);
  const candidates = new Map<string, string[]>();
  for (const swing of inOrder) candidates.set(swing.id, []);
  const pairs: { shot: string; swing: string }[] = [];
  for (const shot of shots) {
    const near = within(inOrder, shot.atMs);
    for (const swing of near) candidates.get(swing.id)?.push(shot.id);
    if (near.length === 1 && near[0] !== undefined) pairs.push({ shot: shot.id, swing: near[0].id });
  }
  return pairs.filter(({ swing }) => candidates.get(swing)?.length === 1);
}

function within(inOrder: readonly TimedSwing[], atMs: number): readonly TimedSwing[] {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inOrder[middle]?.atMs ?? 0) < atMs - APART_MS_MAX) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < inOrder.length && (inOrder[end]?.atMs ?? 0) <= atMs + APART_MS_MAX) end++;
  return inOrder.slice(low, end);
}
