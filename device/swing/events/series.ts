/**
 * Reading instants out of sampled curves: crossings between samples, medians, gaps. Positions are frame indices and may
 * lie between two frames. Smoothing for metrics is not here; events want edges kept, so only short medians are used.
 */

export type Series = Float64Array;

/** The median; for an even count the mean of the middle two. NaN for none. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The value below which `share` (0–1) of the values lie. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length === 0) return Number.NaN;
  const place = Math.min(sorted.length - 1, Math.max(0, share * (sorted.length - 1)));
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] as number;
  return low + (high - low) * (place - below);
}

/** A running median over 2 · `reach` + 1 samples, shorter at the ends. Removes lone outliers and keeps edges. */
export function medianFiltered(values: Series, reach: number): Series {
  return values.map((_, at) => median(values.subarray(Math.max(0, at - reach), at + reach + 1)));
}

/** A running mean over 2 · `reach` + 1 samples, shorter at the ends. */
export function averaged(values: Series, reach: number): Series {
  return values.map((_, at) => {
    const from = Math.max(0, at - reach);
    const to = Math.min(values.length - 1, at + reach);
    let sum = 0;
    for (let i = from; i <= to; i++) sum += values[i] as number;
    return sum / (to - from + 1);
  });
}

/** NaN runs between two known samples become straight lines, those at the ends repeat the nearest known sample. */
export function filled(values: Series): Series {
  const out = values.slice();
  let known = -1;
  for (let i = 0; i < out.length; i++) {
    if (Number.isNaN(out[i])) continue;
    const value = out[i] as number;
    const from = known < 0 ? value : (out[known] as number);
    for (let gap = known + 1; gap < i; gap++) out[gap] = from + ((value - from) * (gap - known)) / (i - known);
    known = i;
  }
  if (known >= 0) out.fill(out[known] as number, known + 1);
  return out;
}

/** The value between two samples, by a straight line; the ends hold. */
export function valueAt(values: Series, position: number): number {
  const clamped = Math.min(values.length - 1, Math.max(0, position));
  const below = Math.floor(clamped);
  const low = values[below] as number;
  const high = values[Math.min(values.length - 1, below + 1)] as number;
  return low + (high - low) * (clamped - below);
}

/**
 * Where the curve passes `level`, looked for from `from` towards `to` (either way); the first such place, between
 * samples. `undefined` where it never does.
 */
export function crossing(values: Series, level: number, from: number, to: number): number | undefined {
  const step = to >= from ? 1 : -1;
  const start = Math.min(values.length - 1, Math.max(0, Math.round(from)));
  const end = Math.min(values.length - 1, Math.max(0, Math.round(to)));
  for (let i = start; i !== end; i += step) {
    const here = (values[i] as number) - level;
    const next = (values[i + step] as number) - level;
    if (here === 0) return i;
    if (here < 0 !== next < 0) return i + step * (here / (here - next));
  }
  return undefined;
}

export function indexOfMaximum(values: Series, from: number, to: number): number {
  let best = Math.max(0, from);
  for (let i = best; i <= Math.min(values.length - 1, to); i++) {
    if ((values[i] as number) > (values[best] as number)) best = i;
  }
  return best;
}

export function indexOfMinimum(values: Series, from: number, to: number): number {
  let best = Math.max(0, from);
  for (let i = best; i <= Math.min(values.length - 1, to); i++) {
    if ((values[i] as number) < (values[best] as number)) best = i;
  }
  return best;
}
