/**
 * The rate of change per second of values at possibly uneven times in milliseconds: the slope of the parabola through
 * a sample and its two neighbours, exact for anything up to a parabola. One-sided at the ends and beside a NaN; NaN
 * where no neighbour is known.
 */
export function derivative(values: ArrayLike<number>, timesMs: ArrayLike<number>): Float64Array {
  const slope = (from: number, to: number): number =>
    (1000 * ((values[to] as number) - (values[from] as number))) /
    ((timesMs[to] as number) - (timesMs[from] as number));
  return Float64Array.from({ length: values.length }, (_, i) => {
    const before = i > 0 ? slope(i - 1, i) : Number.NaN;
    const after = i + 1 < values.length ? slope(i, i + 1) : Number.NaN;
    if (Number.isNaN(before)) return after;
    if (Number.isNaN(after)) return before;
    const stepBefore = (timesMs[i] as number) - (timesMs[i - 1] as number);
    const stepAfter = (timesMs[i + 1] as number) - (timesMs[i] as number);
    return (before * stepAfter + after * stepBefore) / (stepBefore + stepAfter);
  });
}
