/**
 * The times at which a series passes a level, between samples by a straight line. `rising` counts from below the level
 * to at or above it, `falling` from above it to at or below it. A NaN ends a passage: nothing is found across a gap.
 */
export function crossings(
  values: ArrayLike<number>,
  timesMs: ArrayLike<number>,
  level: number,
  direction: 'rising' | 'falling',
): number[] {
  const sign = direction === 'rising' ? 1 : -1;
  const found: number[] = [];
  for (let i = 1; i < values.length; i++) {
    const before = sign * ((values[i - 1] as number) - level);
    const after = sign * ((values[i] as number) - level);
    if (!(before < 0 && after >= 0)) continue;
    const start = timesMs[i - 1] as number;
    found.push(start + ((timesMs[i] as number) - start) * (before / (before - after)));
  }
  return found;
}
