import type { NumberWords } from './number-words.ts';

/**
 * Where a number lies beside what is usual of good players, no surer than it was measured: `near` where the value lies
 * outside but its interval reaches in, `outside` where more and less would mean nothing, as of hips that are closed
 * where others are open. Null where no usual range is published.
 */
export type Standing = 'inside' | 'near' | 'above' | 'below' | 'outside' | null;

export function standingOf({ scale, typical, isRough }: Pick<NumberWords, 'scale' | 'typical' | 'isRough'>): Standing {
  if (typical === null || isRough) return null;
  const { low, high, value } = scale;
  if (value >= typical.low && value <= typical.high) return 'inside';
  if (high >= typical.low && low <= typical.high) return 'near';
  if (value >= 0 && typical.high < 0) return 'outside';
  return value > typical.high ? 'above' : 'below';
}

/** How far outside of what is usual, in widths of the usual range; 0 where it may as well be inside. */
export function outsideBy({ scale, typical, isRough }: Pick<NumberWords, 'scale' | 'typical' | 'isRough'>): number {
  if (typical === null || isRough) return 0;
  const width = typical.high - typical.low || 1;
  return Math.max(0, scale.low - typical.high, typical.low - scale.high) / width;
}
