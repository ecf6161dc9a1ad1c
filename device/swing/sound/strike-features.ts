/**
 * What an impact sounds like, in four numbers: how far it stands above the noise, how bright it is, how much it thumps
 * and how long it lasts. A ball off the middle of the face is a short bright crack; the mat or the ground struck first
 * adds a thump, a thin or an off-centre strike rings longer and duller.
 */
export interface ImpactSound {
  readonly sampleRate: number;
  /** −1 to 1, one channel: from at least {@link BEFORE_MS} before the onset to {@link AFTER_MS} after it. */
  readonly samples: Float32Array;
  /** Index of the onset. */
  readonly onset: number;
}

export interface StrikeFeatures {
  /** Energy above 3 kHz of the first 12 ms against that of as much sound before the onset, in decibels. */
  readonly overNoiseDb: number;
  /** Share of the energy above 3 kHz, 0–1. */
  readonly brightShare: number;
  /** Energy below 350 Hz over 60 ms against that above 3 kHz, in decibels. */
  readonly thumpDb: number;
  /** Mean time of the energy above 3 kHz after the onset, in milliseconds. */
  readonly ringMs: number;
}

export const BEFORE_MS = 60;
export const AFTER_MS = 80;
const CRACK_MS = 12;
const BODY_MS = 60;
/** The noise is read up to so long before the onset, which is right within a millisecond. */
const GUARD_MS = 4;
const BRIGHT_FROM_HZ = 3000;
const THUMP_TO_HZ = 350;

/** Null where the track does not reach far enough to both sides. */
export function strikeFeatures(sound: ImpactSound): StrikeFeatures | null {
  const at = (ms: number): number => sound.onset + Math.round((ms * sound.sampleRate) / 1000);
  if (at(-BEFORE_MS) < 0 || at(AFTER_MS) > sound.samples.length) return null;
  const bright = bandPassed(sound, { highPassHz: BRIGHT_FROM_HZ });
  const low = bandPassed(sound, { lowPassHz: THUMP_TO_HZ });
  const noiseSpan = BEFORE_MS - GUARD_MS;
  /** Energy of a stretch less what noise alone would bring. */
  const above = (values: Float32Array, toMs: number): number => {
    const noise = energy(values, at(-BEFORE_MS), at(-GUARD_MS)) / noiseSpan;
    return Math.max(1e-12, energy(values, at(-1), at(toMs)) - noise * (toMs + 1));
  };
  const noise = (energy(bright, at(-BEFORE_MS), at(-GUARD_MS)) / noiseSpan) * CRACK_MS;
  const brightEnergy = above(bright, CRACK_MS);
  return {
    overNoiseDb: 10 * Math.log10(brightEnergy / Math.max(1e-12, noise)),
    brightShare: Math.min(1, brightEnergy / above(sound.samples, CRACK_MS)),
    thumpDb: 10 * Math.log10(above(low, BODY_MS) / brightEnergy),
    ringMs: meanTime(bright, sound, at),
  };
}

function energy(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++) sum += (values[i] as number) ** 2;
  return sum;
}

const RING_TO_MS = 30;

function meanTime(values: Float32Array, { sampleRate, onset }: ImpactSound, at: (ms: number) => number): number {
  const noise = energy(values, at(-BEFORE_MS), at(-GUARD_MS)) / (at(-GUARD_MS) - at(-BEFORE_MS));
  let weight = 0;
  let moment = 0;
  for (let i = at(0); i < at(RING_TO_MS); i++) {
    const share = (values[i] as number) ** 2 - noise;
    weight += share;
    moment += share * (((i - onset) * 1000) / sampleRate);
  }
  return weight > 0 ? Math.max(0, moment / weight) : RING_TO_MS / 2;
}

/** Two one-pole filters in a row, either way: gentle, and without ringing of their own. */
function bandPassed(sound: ImpactSound, band: { highPassHz?: number; lowPassHz?: number }): Float32Array {
  const cutoff = band.highPassHz ?? band.lowPassHz ?? 0;
  const share = 1 - Math.exp((-2 * Math.PI * cutoff) / sound.sampleRate);
  let values = sound.samples;
  for (let pass = 0; pass < 2; pass++) {
    let low = 0;
    values = values.map((value) => {
      low += share * (value - low);
      return band.highPassHz === undefined ? low : value - low;
    });
  }
  return values;
}
