/**
 * Each value replaced by the median of itself and its two neighbours: takes out a landmark that jumps for one frame
 * and leaves edges and slopes alone. The first and last values stay; a NaN stays NaN, and beside one nothing changes.
 */
export function medianOfThree(values: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(values);
  for (let i = 1; i + 1 < result.length; i++) {
    const a = values[i - 1] as number;
    const b = values[i] as number;
    const c = values[i + 1] as number;
    if (Number.isNaN(a) || Number.isNaN(b) || Number.isNaN(c)) continue;
    result[i] = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
  return result;
}
