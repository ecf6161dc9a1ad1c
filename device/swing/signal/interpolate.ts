/**
 * Values between samples: a cubic through the neighbours where there are four, a straight line where there are two.
 * Never reaches beyond the samples, and never across a gap: next to a NaN the answer is NaN.
 */

/** The index i with times[i] <= time < times[i + 1], or -1 before the first; the last index at and after the last. */
export function indexBefore(times: ArrayLike<number>, time: number): number {
  let low = -1;
  let high = times.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= time) low = middle;
    else high = middle;
  }
  return low;
}

/** Slope of the parabola through three samples, at the middle one; the chord's where an outer one is missing. */
function slopeAt(values: ArrayLike<number>, times: ArrayLike<number>, index: number, chord: number): number {
  if (index < 1 || index + 1 >= values.length) return chord;
  const before = (times[index] as number) - (times[index - 1] as number);
  const after = (times[index + 1] as number) - (times[index] as number);
  const risingBefore = ((values[index] as number) - (values[index - 1] as number)) / before;
  const risingAfter = ((values[index + 1] as number) - (values[index] as number)) / after;
  const slope = (risingBefore * after + risingAfter * before) / (before + after);
  return Number.isFinite(slope) ? slope : chord;
}

/** The value at a time; `times` rise strictly. Outside the samples and inside gaps NaN. */
export function interpolate(values: ArrayLike<number>, times: ArrayLike<number>, time: number): number {
  const index = indexBefore(times, time);
  if (index < 0) return Number.NaN;
  const startTime = times[index] as number;
  const start = values[index] as number;
  if (startTime === time) return start;
  if (index + 1 >= times.length) return Number.NaN;
  const end = values[index + 1] as number;
  const length = (times[index + 1] as number) - startTime;
  const chord = (end - start) / length;
  if (!Number.isFinite(chord)) return Number.NaN;
  const u = (time - startTime) / length;
  const startSlope = slopeAt(values, times, index, chord) * length;
  const endSlope = slopeAt(values, times, index + 1, chord) * length;
  const u2 = u * u;
  const u3 = u2 * u;
  return (
    (2 * u3 - 3 * u2 + 1) * start + (u3 - 2 * u2 + u) * startSlope + (3 * u2 - 2 * u3) * end + (u3 - u2) * endSlope
  );
}
