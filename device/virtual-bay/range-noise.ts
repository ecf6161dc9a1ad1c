import { type Random, seededRandom } from './random.ts';
import { SAMPLE_RATE } from './sound.ts';

/**
 * People who talk beside the microphone and music from the range's loudspeakers, as a few seconds of each that go round
 * at changing places and loudness. Both have what an ear for strikes must not fall for: consonants and hi-hats are
 * short, sharp and above 4 kHz.
 */
export type Background = 'talk' | 'music';

const LOOP_S = 16;

/** Peak of the loudest consonant or beat, of full scale; a strike in the bay is 0.6. */
const PEAK: Readonly<Record<Background, number>> = { talk: 0.12, music: 0.09 };

export class RangeNoise {
  readonly #loops: Readonly<Record<Background, Float32Array>>;

  constructor(seed: number) {
    const random = seededRandom(seed).fork('range noise');
    this.#loops = {
      talk: scaled(talk(random.fork('talk')), PEAK.talk),
      music: scaled(music(random.fork('music')), PEAK.music),
    };
  }

  /** Adds one kind to `into`; `fromSample` counts from the beginning of the day, `gain` is at most 1. */
  addTo(into: Float32Array, kind: Background, fromSample: number, gain: number): void {
    const loop = this.#loops[kind];
    const start = fromSample % loop.length;
    for (let i = 0; i < into.length; i++) {
      into[i] = (into[i] as number) + gain * (loop[(start + i) % loop.length] as number);
    }
  }
}

/** Syllables: a buzzing vowel of two formants, before it a hiss or the click of a plosive, and pauses for breath. */
function talk(random: Random): Float32Array {
  const out = new Float32Array(LOOP_S * SAMPLE_RATE);
  let at = 0.1;
  while (at < LOOP_S - 0.5) {
    at += random.next() < 0.12 ? random.between(0.4, 1.1) : random.between(0.02, 0.07);
    const consonant = random.next();
    if (consonant < 0.35) at = addHiss(out, at, random.between(0.05, 0.12), 0.5, random);
    else if (consonant < 0.7) at = addClick(out, at, random.between(0.4, 1), random);
    at = addVowel(out, at, random.between(0.09, 0.22), random);
  }
  return out;
}

function addVowel(out: Float32Array, at: number, seconds: number, random: Random): number {
  const pitch = random.between(95, 220);
  const formants = [random.between(300, 800), random.between(900, 2300), random.between(2400, 3400)];
  const from = Math.round(at * SAMPLE_RATE);
  const count = Math.round(seconds * SAMPLE_RATE);
  for (let i = 0; i < count && from + i < out.length; i++) {
    const t = i / SAMPLE_RATE;
    const rise = Math.sin((Math.PI * i) / count) ** 0.7;
    const beat = (t * pitch) % 1;
    let value = 0;
    for (const [k, hz] of formants.entries()) {
      value += (Math.sin(2 * Math.PI * hz * t) * Math.exp(-beat * 3)) / (1 + 1.5 * k);
    }
    out[from + i] = (out[from + i] as number) + 0.5 * rise * value;
  }
  return at + seconds;
}

function addHiss(out: Float32Array, at: number, seconds: number, level: number, random: Random): number {
  const from = Math.round(at * SAMPLE_RATE);
  const count = Math.round(seconds * SAMPLE_RATE);
  let before = 0;
  for (let i = 0; i < count && from + i < out.length; i++) {
    const white = random.next() * 2 - 1;
    const rise = Math.sin((Math.PI * i) / count);
    // The difference of neighbouring samples leaves the high part of the noise.
    out[from + i] = (out[from + i] as number) + level * rise * 0.5 * (white - before);
    before = white;
  }
  return at + seconds;
}

function addClick(out: Float32Array, at: number, level: number, random: Random): number {
  const from = Math.round(at * SAMPLE_RATE);
  const count = Math.round(0.02 * SAMPLE_RATE);
  let before = 0;
  for (let i = 0; i < count && from + i < out.length; i++) {
    const white = random.next() * 2 - 1;
    const decay = Math.exp(-i / (0.004 * SAMPLE_RATE)) * (1 - Math.exp(-i / (0.0006 * SAMPLE_RATE)));
    out[from + i] = (out[from + i] as number) + level * decay * 0.5 * (white - before);
    before = white;
  }
  return at + 0.02;
}

/** Drums at 120 beats a minute over a held chord. */
function music(random: Random): Float32Array {
  const out = new Float32Array(LOOP_S * SAMPLE_RATE);
  const chord = [220, 277.2, 329.6, 440].map((hz) => hz * random.between(0.995, 1.005));
  for (let i = 0; i < out.length; i++) {
    const t = i / SAMPLE_RATE;
    let value = 0;
    for (const hz of chord) value += Math.sin(2 * Math.PI * hz * t) + 0.3 * Math.sin(4 * Math.PI * hz * t);
    out[i] = 0.08 * value;
  }
  for (let eighth = 0; eighth < LOOP_S * 4; eighth++) {
    const at = eighth / 4;
    addHat(out, at, eighth % 2 === 0 ? 0.5 : 0.8, random);
    if (eighth % 8 === 4) addHat(out, at, 1, random, 0.09);
    if (eighth % 4 === 0) addKick(out, at);
  }
  return out;
}

function addHat(out: Float32Array, at: number, level: number, random: Random, decayS = 0.025): void {
  const from = Math.round(at * SAMPLE_RATE);
  let before = 0;
  for (let i = 0; i < 6 * decayS * SAMPLE_RATE && from + i < out.length; i++) {
    const white = random.next() * 2 - 1;
    out[from + i] = (out[from + i] as number) + level * Math.exp(-i / (decayS * SAMPLE_RATE)) * 0.5 * (white - before);
    before = white;
  }
}

function addKick(out: Float32Array, at: number): void {
  const from = Math.round(at * SAMPLE_RATE);
  for (let i = 0; i < 0.2 * SAMPLE_RATE && from + i < out.length; i++) {
    const t = i / SAMPLE_RATE;
    out[from + i] =
      (out[from + i] as number) + Math.exp(-t / 0.05) * Math.sin(2 * Math.PI * (50 + 60 * Math.exp(-t / 0.02)) * t);
  }
}

function scaled(samples: Float32Array, peak: number): Float32Array {
  const highest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return samples.map((sample) => (sample * peak) / highest);
}
