import { filterEvenly } from './butterworth.ts';
import { interpolate } from './interpolate.ts';

/**
 * Smooths one coordinate of a landmark over a whole clip without shifting it in time: the offline counterpart of the
 * live path's One-Euro filter.
 *
 * Times may be uneven (a camera that drops frames) and values may be NaN (no person, a hidden joint). A short gap is
 * bridged by a straight line and marked; a long one stays NaN, and each side is filtered for itself.
 */
export interface ZeroPhaseOptions {
  /** Where the two passes together are 3 dB down. */
  readonly cutoffHz: number;
  /** The longest gap that is bridged, from the last seen sample to the next. */
  readonly gapMsMax?: number;
}

export interface Smoothed {
  readonly values: Float64Array;
  /** 1 where the sample was missing and the value is a bridge. */
  readonly bridged: Uint8Array;
}

/** A hand covers half a metre in this time at impact: a longer bridge would be an invention. */
const GAP_MS_MAX = 70;

/** Frame times whose steps differ by less than this share are treated as even. */
const UNEVENNESS_MAX = 0.02;

export function zeroPhaseFilter(
  values: ArrayLike<number>,
  timesMs: ArrayLike<number>,
  options: ZeroPhaseOptions,
): Smoothed {
  const smoothed = Float64Array.from(values);
  const bridged = bridgeGaps(smoothed, timesMs, options.gapMsMax ?? GAP_MS_MAX);
  let from = 0;
  while (from < smoothed.length) {
    if (Number.isNaN(smoothed[from])) {
      from++;
      continue;
    }
    let to = from;
    while (to < smoothed.length && !Number.isNaN(smoothed[to])) to++;
    const times = Float64Array.from({ length: to - from }, (_, i) => timesMs[from + i] as number);
    smoothed.set(filterRun(smoothed.slice(from, to), times, options.cutoffHz), from);
    from = to;
  }
  return { values: smoothed, bridged };
}

/** Fills gaps of at most `gapMsMax` in place with straight lines and says where. */
function bridgeGaps(values: Float64Array, timesMs: ArrayLike<number>, gapMsMax: number): Uint8Array {
  const bridged = new Uint8Array(values.length);
  let seen = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const lengthMs = seen < 0 ? 0 : (timesMs[i] as number) - (timesMs[seen] as number);
    if (seen >= 0 && i - seen > 1 && lengthMs <= gapMsMax) {
      const start = values[seen] as number;
      const rise = (values[i] as number) - start;
      for (let j = seen + 1; j < i; j++) {
        values[j] = start + (rise * ((timesMs[j] as number) - (timesMs[seen] as number))) / lengthMs;
        bridged[j] = 1;
      }
    }
    seen = i;
  }
  return bridged;
}

/** One run without gaps. Uneven times are laid on an even grid of the median step, filtered, and read back. */
function filterRun(values: Float64Array, times: Float64Array, cutoffHz: number): Float64Array {
  if (values.length < 3) return values;
  const steps = times.slice(1).map((time, i) => time - (times[i] as number));
  const step = steps.toSorted()[steps.length >> 1] as number;
  if (steps.every((each) => Math.abs(each - step) <= UNEVENNESS_MAX * step)) {
    return filterEvenly(values, 1000 / step, cutoffHz);
  }
  const start = times[0] as number;
  const end = times[times.length - 1] as number;
  const count = Math.max(3, Math.round((end - start) / step) + 1);
  const even = (end - start) / (count - 1);
  const grid = Float64Array.from({ length: count }, (_, i) => Math.min(end, start + i * even));
  grid[count - 1] = end;
  const gridValues = grid.map((time) => interpolate(values, times, time));
  const filtered = filterEvenly(gridValues, 1000 / even, cutoffHz);
  return times.map((time) => interpolate(filtered, grid, time));
}
