import { type Random, seededRandom } from './random.ts';

/**
 * What the microphone of a range bay hears: ventilation and murmur without end, neighbours' shots through walls, and
 * this bay's own impact, a sharp click. Samples are numbered from 0 and made in order; the same seed and events give
 * the same samples.
 */
export const SAMPLE_RATE = 48_000;

/** How loud this bay's strikes are, of full scale, and what walls leave of far ones. */
const OWN_STRIKE = 0.62;
const DULL_HZ = 3000;

/** At 20 °C. */
const SPEED_OF_SOUND_MS = 343;

export interface MicrophonePlace {
  readonly distanceM: number;
  /** From the membrane to the time stamp. */
  readonly delayMs: number;
}

export const BAY_MICROPHONE: MicrophonePlace = { distanceM: 1.6, delayMs: 12 };

/** How long after the impact itself its click stands in the track. */
export function hearingDelayMs(place: MicrophonePlace): number {
  return (place.distanceM / SPEED_OF_SOUND_MS) * 1000 + place.delayMs;
}

/** Where the ball met the club, as it is heard. */
export interface Strike {
  readonly kind: 'centred' | 'thin' | 'fat' | 'toe';
  /** How far from a clean strike: 0 for none, 1 for the worst of its kind. */
  readonly off: number;
}

const CENTRED: Strike = { kind: 'centred', off: 0 };

/** A strike drawn from a seed: half of them clean, the rest of any kind. */
export function randomStrike(seed: number): Strike {
  const random = seededRandom(seed).fork('strike');
  if (random.next() < 0.5) return { kind: 'centred', off: random.between(0, 0.15) };
  return { kind: random.pick(['thin', 'fat', 'toe'] as const), off: random.between(0.4, 1) };
}

/**
 * What each kind does at its worst: the crack is duller and quieter, the head's partials are lower and ring longer, the
 * mat or the ground thumps.
 */
const SPOILT: Readonly<Record<Strike['kind'], Timbre>> = {
  centred: { crack: 0.9, pitch: 0.97, ring: 1.2, thump: 1.3 },
  thin: { crack: 0.45, pitch: 0.85, ring: 3.2, thump: 1.8 },
  fat: { crack: 0.35, pitch: 0.8, ring: 1.7, thump: 4 },
  toe: { crack: 0.55, pitch: 0.68, ring: 2.8, thump: 1.5 },
};

interface Timbre {
  readonly crack: number;
  readonly pitch: number;
  readonly ring: number;
  readonly thump: number;
}

function timbreOf({ kind, off }: Strike): Timbre {
  const worst = SPOILT[kind];
  const mixed = (value: number): number => 1 + (value - 1) * off;
  return { crack: mixed(worst.crack), pitch: mixed(worst.pitch), ring: mixed(worst.ring), thump: mixed(worst.thump) };
}

interface Burst {
  readonly firstSample: number;
  readonly samples: Float32Array;
}

export class BaySound {
  private next = 0;
  private readonly noise: Random;
  private readonly neighbours: Random;
  private readonly shots: Random;
  private bursts: Burst[] = [];
  private nextNeighbour: number;
  private readonly fan = lowPass(420);
  private readonly hiss = lowPass(5200);
  private readonly murmurHigh = lowPass(900);
  private readonly murmurLow = lowPass(240);
  private readonly swell = lowPass(1.2);

  constructor(seed: number) {
    const random = seededRandom(seed);
    this.noise = random.fork('noise');
    this.neighbours = random.fork('neighbours');
    this.shots = random.fork('shots');
    this.nextNeighbour = Math.round(this.neighbours.between(1.2, 4) * SAMPLE_RATE);
  }

  /** The sample that the next block begins with. */
  get position(): number {
    return this.next;
  }

  /** Has the ball struck at a sample (as heard, delays included); only what has not been made yet changes. */
  strike(atSample: number, strike: Strike = CENTRED): void {
    this.bursts.push({ firstSample: Math.round(atSample), samples: click(this.shots, OWN_STRIKE, strike) });
  }

  /** The club whistles through the air round a sample. */
  whistle(atSample: number): void {
    const samples = whoosh(this.shots);
    this.bursts.push({ firstSample: Math.round(atSample) - Math.round(samples.length * 0.7), samples });
  }

  /**
   * Somebody strikes in a bay beside this one. A ball that is twice as far from the microphone, behind a partition, is
   * 10–16 dB softer than this bay's; farther ones are softer still, and dull.
   */
  strikeBeside(atSample: number, { softerDb, isDull }: { readonly softerDb: number; readonly isDull: boolean }): void {
    const samples = click(this.shots, OWN_STRIKE * 10 ** (-softerDb / 20));
    const dull = lowPass(DULL_HZ);
    this.bursts.push({ firstSample: Math.round(atSample), samples: isDull ? samples.map(dull) : samples });
  }

  /** Makes the next samples, full scale 32767; `background` is mixed in, −1 to 1. */
  block(count: number, background: Float32Array | null = null): Int16Array<ArrayBuffer> {
    const out = new Int16Array(count);
    const mixed = background === null ? new Float32Array(count) : background.slice(0, count);
    for (let i = 0; i < count; i++) {
      const white = this.noise.next() * 2 - 1;
      const swell = 0.6 + 30 * Math.abs(this.swell(white));
      const murmur = this.murmurHigh(white) - this.murmurLow(white);
      mixed[i] = (mixed[i] as number) + 0.05 * this.fan(white) + 0.006 * this.hiss(white) + 0.02 * murmur * swell;
    }
    while (this.nextNeighbour < this.next + count) {
      this.bursts.push({ firstSample: this.nextNeighbour, samples: neighbourShot(this.neighbours) });
      this.nextNeighbour += Math.round(this.neighbours.between(2.5, 8) * SAMPLE_RATE);
    }
    for (const burst of this.bursts) {
      const from = Math.max(0, burst.firstSample - this.next);
      const to = Math.min(count, burst.firstSample + burst.samples.length - this.next);
      for (let i = from; i < to; i++) {
        mixed[i] = (mixed[i] as number) + (burst.samples[this.next + i - burst.firstSample] as number);
      }
    }
    for (let i = 0; i < count; i++) {
      out[i] = Math.round(32767 * Math.max(-1, Math.min(1, mixed[i] as number)));
    }
    this.next += count;
    this.bursts = this.bursts.filter((burst) => burst.firstSample + burst.samples.length > this.next);
    return out;
  }
}

/** One-pole low-pass. */
function lowPass(cutoffHz: number): (x: number) => number {
  const share = 1 - Math.exp((-2 * Math.PI * cutoffHz) / SAMPLE_RATE);
  let y = 0;
  return (x) => {
    y += share * (x - y);
    return y;
  };
}

/** Club on ball: a burst within half a millisecond, a few metallic partials, a short thump of the mat. */
function click(random: Random, level: number, strike: Strike = CENTRED): Float32Array {
  const out = new Float32Array(Math.round(0.09 * SAMPLE_RATE));
  const timbre = timbreOf(strike);
  const partials = [2600, 4300, 6100, 8200].map((hz) => ({
    hz: hz * random.between(0.94, 1.06) * timbre.pitch,
    phase: random.between(0, 2 * Math.PI),
    decayMs: random.between(2.5, 6) * timbre.ring,
  }));
  const thumpHz = random.between(140, 210);
  for (let i = 0; i < out.length; i++) {
    const ms = (i / SAMPLE_RATE) * 1000;
    const attack = 1 - Math.exp(-ms / 0.08);
    let value = timbre.crack * 0.75 * (random.next() * 2 - 1) * Math.exp(-ms / 1.4);
    for (const { hz, phase, decayMs } of partials) {
      value += 0.2 * Math.sin((2 * Math.PI * hz * ms) / 1000 + phase) * Math.exp(-ms / decayMs);
    }
    value += timbre.thump * 0.3 * Math.sin((2 * Math.PI * thumpHz * ms) / 1000) * Math.exp(-ms / 18);
    out[i] = level * attack * value;
  }
  return out;
}

/** Somebody else's ball: duller, quieter, and with the room behind it. */
function neighbourShot(random: Random): Float32Array {
  const dry = click(random, random.between(0.05, 0.14));
  const out = new Float32Array(dry.length + Math.round(0.12 * SAMPLE_RATE));
  const dull = lowPass(random.between(900, 2000));
  const duller = lowPass(2600);
  for (let i = 0; i < out.length; i++) {
    const echo = i >= 1680 ? 0.35 * (dry[i - 1680] ?? 0) : 0;
    out[i] = duller(dull((dry[i] ?? 0) + echo));
  }
  return out;
}

function whoosh(random: Random): Float32Array {
  const out = new Float32Array(Math.round(0.24 * SAMPLE_RATE));
  const top = lowPass(1500);
  const bottom = lowPass(350);
  for (let i = 0; i < out.length; i++) {
    const share = i / out.length;
    const white = random.next() * 2 - 1;
    const loud = Math.sin(Math.PI * share ** 1.9) ** 2;
    out[i] = 0.07 * loud * (top(white) - bottom(white));
  }
  return out;
}
