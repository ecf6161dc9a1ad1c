/** What one kind of evidence says about how two views' clocks lie to each other. */
export interface OffsetEvidence {
  /** Milliseconds to add to the second view's times to be on the first view's clock. */
  readonly offsetMs: number;
  /** 90 %: the true offset lies within ± so many milliseconds. */
  readonly uncertaintyMs: number;
  readonly by: 'stamps' | 'sound' | 'hands' | 'clip-edges' | 'impact';
}

export type OffsetVerdict =
  | OffsetEvidence
  | { readonly refused: 'evidence-disagrees' | 'rates-differ' | 'nothing-shared' };

/** Two honest 90 % intervals of one truth lie so far apart, in units of both together, in one case of a thousand. */
const DISAGREES_AT = 2;

/**
 * Several kinds of evidence as one: the mean, weighted by the inverse squares of their uncertainties, named after the
 * surest. Refused where two of them cannot both be right: then one was about another swing or another sound, and
 * nobody knows which.
 */
export function fuseOffsets(evidence: readonly OffsetEvidence[]): OffsetVerdict {
  const surest = evidence.toSorted((a, b) => a.uncertaintyMs - b.uncertaintyMs)[0];
  if (surest === undefined) return { refused: 'nothing-shared' };
  if (evidence.some((a) => evidence.some((b) => !agree(a, b)))) return { refused: 'evidence-disagrees' };
  const weights = evidence.map(({ uncertaintyMs }) => 1 / Math.max(uncertaintyMs, 1e-3) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const offsetMs = evidence.reduce((sum, { offsetMs: each }, i) => sum + each * (weights[i] as number), 0) / total;
  return { offsetMs, uncertaintyMs: Math.sqrt(1 / total), by: surest.by };
}

export function agree(a: OffsetEvidence, b: OffsetEvidence): boolean {
  return Math.abs(a.offsetMs - b.offsetMs) <= DISAGREES_AT * Math.hypot(a.uncertaintyMs, b.uncertaintyMs);
}
