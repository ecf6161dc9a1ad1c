import { interpolate } from '../signal/interpolate.ts';
import type { OffsetEvidence, OffsetVerdict } from './offset-evidence.ts';

/**
 * The offset of two views by what the hands do in both: how fast they rise and fall, from hip to shoulder, which looks
 * alike from the front and from behind.
 *
 * The rates of rise are laid over each other where their correlation is greatest. Perspective makes one curve a little
 * larger than the other, which correlation does not mind; that it bends them a little as well does more harm than
 * noise, and differs from one part of the swing to the next. So the uncertainty comes from the swing itself: it is cut
 * into parts, and the offset found again without each in turn (the jackknife).
 */
export interface HandsOverTime {
  /** Rising strictly. */
  readonly timesMs: ArrayLike<number>;
  /** Height of the hands over the hips, in any unit that stays the same over the swing. NaN where they were not seen. */
  readonly height: ArrayLike<number>;
  /** The part that holds the swing. */
  readonly fromMs: number;
  readonly toMs: number;
  /** When the hands passed their lowest point, for a first guess. */
  readonly impactMs: number;
}

const STEP_MS = 4;
/** Rates over less than this would be noise. */
const SLOPE_MS = 24;
/** How far from the first guess the offset is sought. */
const REACH_MS = 240;
const PARTS = 6;
/** Student's t for 90 % and five degrees of freedom. */
const T_90 = 2.015;
/** Perspective moves the curves of the two usual views against each other: 2–5 ms on virtual golfers, always one way. */
const PERSPECTIVE_MS = 5;
/** What the frames of the slower view leave open, in frames: events between two frames are read off a cubic. */
const FRAME_SHARE = 0.25;
/** Two swings of two golfers correlate to some 0.8. */
const CORRELATION_MIN = 0.85;
/** One view slower than the other by more than this is no view of the same time. */
const RATES = [0.25, 0.33, 0.5, 0.66, 0.8, 0.9, 1, 1.11, 1.25, 1.5, 2, 3, 4] as const;
const RATE_TOLERANCE = 0.1;
const RATE_GAIN_MIN = 0.03;

export function handsOffset(first: HandsOverTime, second: HandsOverTime): OffsetVerdict {
  const guess = first.impactMs - second.impactMs;
  const reference = risesOf(first, first.fromMs, first.toMs);
  const found = bestOffset(reference, first.fromMs, second, guess, REACH_MS);
  if (ratesDiffer(reference, first, second, found?.correlation ?? -1)) return { refused: 'rates-differ' };
  if (found === null || found.correlation < CORRELATION_MIN) return { refused: 'nothing-shared' };
  const without = partsOf(reference).flatMap((part) => {
    const rest = reference.map((value, i) => (i >= part.from && i < part.to ? Number.NaN : value));
    const again = bestOffset(rest, first.fromMs, second, found.offsetMs, REACH_MS / 4);
    return again === null ? [] : [again.offsetMs];
  });
  if (without.length < PARTS) return { refused: 'nothing-shared' };
  const mean = without.reduce((sum, value) => sum + value, 0) / PARTS;
  const variance = ((PARTS - 1) / PARTS) * without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const frameMs = Math.max(frameMsOf(first), frameMsOf(second));
  const evidence: OffsetEvidence = {
    offsetMs: found.offsetMs,
    uncertaintyMs: Math.hypot(T_90 * Math.sqrt(variance), FRAME_SHARE * frameMs, PERSPECTIVE_MS),
    by: 'hands',
  };
  return evidence;
}

/** Rise of the hands per millisecond at equal steps; NaN where it is not known. */
function risesOf({ timesMs, height }: HandsOverTime, fromMs: number, toMs: number): Float64Array {
  const count = Math.max(0, Math.floor((toMs - fromMs) / STEP_MS) + 1);
  return new Float64Array(count).map((_, i) => riseAt(timesMs, height, fromMs + i * STEP_MS));
}

function riseAt(timesMs: ArrayLike<number>, height: ArrayLike<number>, timeMs: number): number {
  const after = interpolate(height, timesMs, timeMs + SLOPE_MS);
  return (after - interpolate(height, timesMs, timeMs - SLOPE_MS)) / (2 * SLOPE_MS);
}

/** Where the second view's rises correlate best with the reference, to a fraction of a step. */
function bestOffset(
  reference: Float64Array,
  fromMs: number,
  second: HandsOverTime,
  guessMs: number,
  reachMs: number,
): { offsetMs: number; correlation: number } | null {
  const steps = Math.ceil(reachMs / STEP_MS);
  const longer = risesOf(
    second,
    fromMs - guessMs - steps * STEP_MS,
    fromMs - guessMs + (reference.length + steps) * STEP_MS,
  );
  const scores = Array.from({ length: 2 * steps + 1 }, (_, k) => correlation(reference, longer, k));
  const best = scores.reduce((at, score, k) => (score > (scores[at] as number) ? k : at), 0);
  const [before, top, after] = [scores[best - 1], scores[best] as number, scores[best + 1]];
  if (before === undefined || after === undefined || !(top > 0)) return null;
  const bend = before - 2 * top + after;
  const part = bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend)) : 0;
  return { offsetMs: guessMs - (best + part - steps) * STEP_MS, correlation: top };
}

/** −1 to 1 over the samples that both know; −1 where those are less than half of the reference's. */
function correlation(reference: Float64Array, longer: Float64Array, shift: number): number {
  let [n, known, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < reference.length; i++) {
    const x = reference[i] as number;
    const y = longer[i + shift] ?? Number.NaN;
    if (!Number.isNaN(x)) known++;
    if (Number.isNaN(x + y)) continue;
    n++;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  if (n < Math.max(2, known / 2)) return -1;
  const spread = Math.sqrt(Math.max(0, aa - (a * a) / n) * Math.max(0, bb - (b * b) / n));
  return spread > 0 ? (ab - (a * b) / n) / spread : -1;
}

/** Parts of equal weight: what tells the offset is where the rate of rise changes most. */
function partsOf(reference: Float64Array): { from: number; to: number }[] {
  const changes = reference.map((value, i) => {
    const change = ((reference[i + 1] ?? value) - (reference[i - 1] ?? value)) ** 2;
    return Number.isNaN(change) ? 0 : change;
  });
  const total = changes.reduce((sum, change) => sum + change, 0);
  const ends: number[] = [];
  let sum = 0;
  for (const [i, change] of changes.entries()) {
    sum += change;
    if (sum >= (total * (ends.length + 1)) / PARTS && ends.length < PARTS - 1) ends.push(i + 1);
  }
  return [...ends, reference.length].map((to, part) => ({ from: part === 0 ? 0 : (ends[part - 1] as number), to }));
}

/** Whether one of the views runs slower than the other: a stretched second view then fits clearly better. */
function ratesDiffer(reference: Float64Array, first: HandsOverTime, second: HandsOverTime, plain: number): boolean {
  const fits = RATES.map((rate) => {
    if (rate === 1) return { rate, correlation: plain };
    const stretched: HandsOverTime = {
      ...second,
      timesMs: Float64Array.from(second.timesMs, (time) => second.impactMs + (time - second.impactMs) * rate),
    };
    const guess = first.impactMs - second.impactMs;
    return {
      rate,
      correlation: bestOffset(reference, first.fromMs, stretched, guess, REACH_MS / 2)?.correlation ?? -1,
    };
  });
  const best = fits.reduce((a, b) => (b.correlation > a.correlation ? b : a));
  const isFar = Math.abs(Math.log(best.rate)) > Math.log(1 + RATE_TOLERANCE);
  return isFar && best.correlation > Math.max(CORRELATION_MIN, plain + RATE_GAIN_MIN);
}

function frameMsOf({ timesMs }: HandsOverTime): number {
  const last = timesMs.length - 1;
  return last < 1 ? REACH_MS : ((timesMs[last] as number) - (timesMs[0] as number)) / last;
}
