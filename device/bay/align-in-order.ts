/**
 * Which shot belongs to which swing, when both are in the order of time and either may lack its fellow. Pure.
 *
 * The cheapest alignment of two sequences (Needleman–Wunsch): a pair costs the square of how far it is from the
 * expected delay, a shot or a swing that stays alone a fixed price. Pairs never cross. A pair that could as well be
 * another is left alone: a wrong number in a report is worse than none.
 */

/** Of a pair at the edge of what is possible; half a squared distance of four deviations. */
const COST_AT_EDGE = 8;
/** Two that stay alone cost a little more than the worst pair. */
const COST_ALONE = 5;
/** So much dearer must everything be that does without the pair; about seven times less likely. */
const COST_MARGIN = 2;

export interface AlignedPair {
  readonly swing: number;
  readonly shot: number;
  readonly isCertain: boolean;
}

/**
 * @param swings how many there are, in the order of time
 * @param shots how many there are, in the order of time
 * @param apartOf how far a pair is from the expected delay, 1 at the edge of what is possible and more for what is not
 */
export function alignInOrder(
  swings: number,
  shots: number,
  apartOf: (swing: number, shot: number) => number,
): AlignedPair[] {
  const cost = (swing: number, shot: number): number => {
    const apart = apartOf(swing, shot);
    return apart > 1 ? Number.POSITIVE_INFINITY : COST_AT_EDGE * apart * apart;
  };
  const best = cheapest(swings, shots, cost);
  return best.pairs.map(({ swing, shot }) => {
    const without = cheapest(swings, shots, (a, b) =>
      a === swing && b === shot ? Number.POSITIVE_INFINITY : cost(a, b),
    );
    return { swing, shot, isCertain: without.cost - best.cost >= COST_MARGIN };
  });
}

interface Alignment {
  readonly cost: number;
  readonly pairs: readonly { readonly swing: number; readonly shot: number }[];
}

function cheapest(swings: number, shots: number, cost: (swing: number, shot: number) => number): Alignment {
  const columns = shots + 1;
  const costs = new Float64Array((swings + 1) * columns);
  const costAt = (swing: number, shot: number): number => costs[swing * columns + shot] ?? 0;
  for (let swing = 0; swing <= swings; swing++) {
    for (let shot = 0; shot <= shots; shot++) {
      if (swing === 0 || shot === 0) {
        costs[swing * columns + shot] = (swing + shot) * COST_ALONE;
        continue;
      }
      costs[swing * columns + shot] = Math.min(
        costAt(swing - 1, shot - 1) + cost(swing - 1, shot - 1),
        costAt(swing - 1, shot) + COST_ALONE,
        costAt(swing, shot - 1) + COST_ALONE,
      );
    }
  }
  const pairs: { swing: number; shot: number }[] = [];
  for (let swing = swings, shot = shots; swing > 0 && shot > 0; ) {
    const here = costAt(swing, shot);
    if (here === costAt(swing - 1, shot) + COST_ALONE) swing--;
    else if (here === costAt(swing, shot - 1) + COST_ALONE) shot--;
    else pairs.unshift({ swing: --swing, shot: --shot });
  }
  return { cost: costAt(swings, shots), pairs };
}
