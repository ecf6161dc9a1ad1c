/**
 * One quantity of a golfer over time: monotone cubic pieces through keys (Fritsch–Carlson, so nothing overshoots),
 * then three passes of a moving mean, which make it twice differentiable and keep it monotone where it was.
 */
export interface Key {
  readonly atMs: number;
  readonly value: number;
  /** Units per second; estimated from the neighbours where absent. */
  readonly slope?: number;
}

export class Curve {
  private readonly keys: readonly Key[];
  private readonly smoothMs: number;
  private readonly fromMs: number;
  private samples: Float64Array | null = null;

  /** `smoothMs` is the whole width of each moving mean; 0 leaves the cubic as it is. */
  constructor(keys: readonly Key[], smoothMs: number) {
    this.keys = keys;
    this.smoothMs = smoothMs;
    this.fromMs = Math.floor((keys[0]?.atMs ?? 0) - smoothMs * 2);
  }

  /** Catmull–Rom between the samples, one a millisecond; the ends are held. */
  at(ms: number): number {
    const samples = (this.samples ??= this.sampled());
    const last = samples.length - 1;
    const x = Math.min(last, Math.max(0, ms - this.fromMs));
    const i = Math.min(last, Math.floor(x));
    const f = x - i;
    const b = samples[i] as number;
    if (f === 0) return b;
    const a = samples[Math.max(0, i - 1)] as number;
    const c = samples[Math.min(last, i + 1)] as number;
    const d = samples[Math.min(last, i + 2)] as number;
    return b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
  }

  /** Only when first asked: fitting a golfer to the ball makes hundreds of curves of which few are ever read. */
  private sampled(): Float64Array {
    const { keys, smoothMs, fromMs } = this;
    const last = keys.at(-1);
    if (last === undefined) return new Float64Array(1);
    const count = Math.ceil(last.atMs + smoothMs * 2) - fromMs + 1;
    const slopes = keySlopes(keys);
    let samples = new Float64Array(count);
    let piece = 0;
    for (let i = 0; i < count; i++) {
      const ms = fromMs + i;
      while (piece < keys.length - 2 && ms > (keys[piece + 1] as Key).atMs) piece++;
      samples[i] = hermite(keys, slopes, piece, ms);
    }
    const half = Math.round(smoothMs / 2);
    for (let pass = 0; pass < 3 && half > 0; pass++) samples = movingMean(samples, half);
    return samples;
  }
}

function keySlopes(keys: readonly Key[]): number[] {
  const secant = (i: number) => {
    const a = keys[i] as Key;
    const b = keys[i + 1] as Key;
    return (b.value - a.value) / ((b.atMs - a.atMs) / 1000);
  };
  return keys.map((key, i) => {
    if (key.slope !== undefined) return key.slope;
    if (i === 0 || i === keys.length - 1) return 0;
    const before = secant(i - 1);
    const after = secant(i);
    if (before * after <= 0) return 0;
    return (2 * before * after) / (before + after);
  });
}

function hermite(keys: readonly Key[], slopes: readonly number[], piece: number, ms: number): number {
  const a = keys[piece] as Key;
  const b = keys[piece + 1];
  if (b === undefined || ms <= a.atMs) return a.value;
  if (ms >= b.atMs) return b.value;
  const seconds = (b.atMs - a.atMs) / 1000;
  const u = (ms - a.atMs) / (b.atMs - a.atMs);
  const u2 = u * u;
  const u3 = u2 * u;
  return (
    (2 * u3 - 3 * u2 + 1) * a.value +
    (u3 - 2 * u2 + u) * seconds * (slopes[piece] as number) +
    (-2 * u3 + 3 * u2) * b.value +
    (u3 - u2) * seconds * (slopes[piece + 1] as number)
  );
}

function movingMean(samples: Float64Array, half: number): Float64Array<ArrayBuffer> {
  const last = samples.length - 1;
  const out = new Float64Array(samples.length);
  const value = (i: number) => samples[Math.min(last, Math.max(0, i))] as number;
  let sum = 0;
  for (let i = -half; i <= half; i++) sum += value(i);
  for (let i = 0; i <= last; i++) {
    out[i] = sum / (2 * half + 1);
    sum += value(i + half + 1) - value(i - half);
  }
  return out;
}

/** A C² bump: 1 at 0, 0 beyond ± 1. */
export function bump(x: number): number {
  const y = 1 - x * x;
  return y <= 0 ? 0 : y * y * y;
}

/** A C² step from 0 at `from` to 1 at `to`. */
export function step(from: number, to: number, x: number): number {
  const u = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return u * u * u * (u * (u * 6 - 15) + 10);
}
