/** Values at rising times; NaN where nothing is known. */
export interface Series {
  readonly timesMs: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export interface Peak {
  readonly timeMs: number;
  readonly value: number;
}

/**
 * Where a series is greatest between two times: the top of the parabola through the greatest sample and its two
 * neighbours, so that a peak is told more finely than pictures follow each other. Null where no sample is known.
 */
export function peakBetween({ timesMs, values }: Series, fromMs: number, toMs: number): Peak | null {
  let best = -1;
  for (let i = 0; i < timesMs.length; i++) {
    const [time, value] = [timesMs[i] as number, values[i] as number];
    if (time < fromMs || time > toMs || Number.isNaN(value)) continue;
    if (best === -1 || value > (values[best] as number)) best = i;
  }
  if (best === -1) return null;
  const [t0, t1, t2] = [timesMs[best - 1], timesMs[best], timesMs[best + 1]] as [number, number, number];
  const [v0, v1, v2] = [values[best - 1], values[best], values[best + 1]] as [number, number, number];
  const rise = (v1 - v0) / (t1 - t0);
  const bend = ((v2 - v1) / (t2 - t1) - rise) / (t2 - t0);
  // At an end of the series, beside a gap or on a slope that goes on outside, the sample itself is the greatest known.
  if (!(bend < 0) || v1 < v0 || v1 < v2) return { timeMs: t1, value: v1 };
  const timeMs = Math.min(toMs, Math.max(fromMs, (t0 + t1) / 2 - rise / (2 * bend)));
  return { timeMs, value: v0 + (timeMs - t0) * (rise + bend * (timeMs - t1)) };
}
