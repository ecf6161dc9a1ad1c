/**
 * What happens in and round one bay of a busy range, in the order of time, from a seed: golfers come and go, waggle,
 * swing with and without a ball, and all the while others talk, play music and strike.
 *
 * Pure, and the truth of the bench: what is really struck stands here and nowhere else.
 */
import { type Random, seededRandom } from '../../../virtual-bay/random.ts';
import type { Background } from '../../../virtual-bay/range-noise.ts';
import { randomStrike, type Strike } from '../../../virtual-bay/sound.ts';

export const HOUR_MS = 3_600_000;

/** What the golfer's body does; between two of them it stands at address and breathes. */
export interface Act {
  readonly kind: 'swing' | 'practice' | 'waggle' | 'stretch' | 'reach' | 'away';
  readonly golferSeed: number;
  /** Of the swing: nobody swings twice alike. */
  readonly variation: number;
  readonly fromMs: number;
}

export interface TrueStrike {
  readonly atMs: number;
  readonly strike: Strike;
  /** Whether the ball lay in the beam. */
  readonly isTeed: boolean;
}

/** The ball and the tee under it, as the beam and the controller see them. */
export type TeeChange = {
  readonly type: 'ball-present' | 'ball-gone' | 'tee-moves' | 'tee-rests';
  readonly atMs: number;
};

export type Noise =
  | { readonly kind: 'neighbour'; readonly atMs: number; readonly softerDb: number; readonly isDull: boolean }
  /** A club or a tray that falls in this bay, as loud as a strike. */
  | { readonly kind: 'dropped'; readonly atMs: number; readonly softerDb: number }
  | { readonly kind: 'whistle'; readonly atMs: number };

export interface RangeHour {
  readonly acts: readonly Act[];
  readonly strikes: readonly TrueStrike[];
  /** Impacts that would have been, of swings without a ball. */
  readonly practices: readonly number[];
  readonly tee: readonly TeeChange[];
  readonly noises: readonly Noise[];
  readonly backgrounds: readonly { kind: Background; fromMs: number; toMs: number; gain: number }[];
  /** How far the microphone stands from where the preset has it. */
  readonly microphoneOffM: number;
  /** How far the device's delay is from where claps have put it. */
  readonly microphoneLateMs: number;
  readonly durationMs: number;
}

/** When impact is after an act began, and how long the act lasts: the golfer's own. */
export type ActTimes = (act: Pick<Act, 'kind' | 'golferSeed' | 'variation'>) => {
  readonly impactMs: number | null;
  readonly durationMs: number;
};

const NEIGHBOUR_EVERY_MS = 4_000;
const VISIT_MS = { from: 8 * 60_000, to: 20 * 60_000 };
/** No visit begins, and no ball is teed, so near to the end. */
const LAST_BALL_MS = 30_000;
const AFTER_LAST_MS = 5_000;
const TEE_MS = 1_200;
/** From impact until the ball has left the beam across its middle: its radius at 30–70 m/s. */
const CLEAR_MS = { from: 0.3, to: 0.75 };
/** How wrong the preset may be: by a tape measure, and by six claps. */
const MICROPHONE_OFF_M_MAX = 0.1;
const MICROPHONE_LATE_MS_MAX = 0.5;

/** @param askedMs how long it lasts at least: the last golfer leaves first */
export function rangeHour(seed: number, hour: number, timesOf: ActTimes, askedMs = HOUR_MS): RangeHour {
  const random = seededRandom(seed * 97 + hour);
  const day = new HourInTheMaking(random.fork('bay'), timesOf, seed * 1_000 + hour * 10);
  while (day.atMs < askedMs - LAST_BALL_MS) day.visit(askedMs - LAST_BALL_MS);
  const durationMs = Math.max(askedMs, day.atMs + AFTER_LAST_MS);
  // The worst of both together comes first.
  const offs = [-1, 1, -0.6, 0.6, 0, -0.3, 0.3, 0.9];
  const off = offs[hour % offs.length] ?? 0;
  return {
    ...day.made,
    noises: [...day.made.noises, ...neighbours(random.fork('neighbours'), durationMs)].toSorted(
      (a, b) => a.atMs - b.atMs,
    ),
    backgrounds: [
      ...spells(random.fork('talk'), 'talk', durationMs, { on: 20_000, off: 60_000 }),
      ...spells(random.fork('music'), 'music', durationMs, { on: 180_000, off: 240_000 }),
    ],
    microphoneOffM: MICROPHONE_OFF_M_MAX * off,
    microphoneLateMs: MICROPHONE_LATE_MS_MAX * off,
    durationMs,
  };
}

class HourInTheMaking {
  atMs = 2_000;
  readonly made = {
    acts: [] as Act[],
    strikes: [] as TrueStrike[],
    practices: [] as number[],
    tee: [] as TeeChange[],
    noises: [] as Noise[],
  };
  readonly #random: Random;
  readonly #timesOf: ActTimes;
  #golferSeed: number;
  #variation = 0;
  #isTeed = false;

  constructor(random: Random, timesOf: ActTimes, firstGolfer: number) {
    this.#random = random;
    this.#timesOf = timesOf;
    this.#golferSeed = firstGolfer;
  }

  /** One golfer, from stepping onto the mat to leaving it. */
  visit(untilMs: number): void {
    this.#golferSeed++;
    const leavesMs = Math.min(untilMs, this.atMs + this.#random.between(VISIT_MS.from, VISIT_MS.to));
    this.#rest(2_000, 5_000);
    while (this.atMs < leavesMs) this.#ball();
    this.#act('away');
  }

  #ball(): void {
    const random = this.#random;
    if (!this.#isTeed && random.next() > 0.03) this.#teeUp();
    this.#rest(1_500, 4_000);
    this.#mishap();
    while (random.next() < 0.45) this.#act('waggle');
    if (random.next() < 0.06) this.#act('stretch');
    while (random.next() < 0.3) {
      const { fromMs, impactMs } = this.#act('practice');
      this.made.practices.push(fromMs + (impactMs ?? 0));
      this.made.noises.push({ kind: 'whistle', atMs: fromMs + (impactMs ?? 0) });
      this.#rest(1_000, 3_000);
    }
    this.#strike();
    this.#rest(2_000, 7_000);
  }

  #teeUp(): void {
    const { tee } = this.made;
    tee.push({ type: 'tee-moves', atMs: this.atMs }, { type: 'ball-present', atMs: this.atMs + TEE_MS * 0.7 });
    tee.push({ type: 'tee-rests', atMs: this.atMs + TEE_MS });
    this.atMs += TEE_MS;
    this.#isTeed = true;
  }

  #strike(): void {
    const { fromMs, impactMs, variation } = this.#act('swing');
    const atMs = fromMs + (impactMs ?? 0);
    const strike = randomStrike(this.#golferSeed * 1_000 + variation);
    this.made.strikes.push({ atMs, strike, isTeed: this.#isTeed });
    this.made.noises.push({ kind: 'whistle', atMs });
    if (!this.#isTeed) return;
    const clearMs = this.#random.between(CLEAR_MS.from, CLEAR_MS.to);
    this.made.tee.push({ type: 'ball-gone', atMs: atMs + clearMs });
    this.#isTeed = false;
  }

  /** What empties a beam or is loud without anybody swinging. */
  #mishap(): void {
    const random = this.#random;
    const what = random.next();
    if (what < 0.03) {
      const { fromMs } = this.#act('reach');
      if (this.#isTeed) this.made.tee.push({ type: 'ball-gone', atMs: fromMs + 1_000 });
      // Now and then just as somebody strikes beside.
      if (random.next() < 0.5) this.#neighbourAt(fromMs + 1_000 + random.between(-25, 25));
      this.#reteed();
    } else if (what < 0.05) {
      if (this.#isTeed) this.made.tee.push({ type: 'ball-gone', atMs: this.atMs + 300 });
      if (random.next() < 0.5) this.#neighbourAt(this.atMs + 300 + random.between(-25, 25));
      this.#reteed();
    } else if (what < 0.08) {
      this.made.noises.push({ kind: 'dropped', atMs: this.atMs + 400, softerDb: random.between(-2, 12) });
      this.#rest(1_000, 2_000);
    }
  }

  #reteed(): void {
    this.#isTeed = false;
    this.#rest(1_500, 2_500);
    this.#teeUp();
    this.#rest(1_000, 2_000);
  }

  #neighbourAt(atMs: number): void {
    this.made.noises.push({ kind: 'neighbour', atMs, softerDb: this.#random.between(10, 16), isDull: false });
  }

  #act(kind: Act['kind']) {
    const act: Act = { kind, golferSeed: this.#golferSeed, variation: this.#variation++, fromMs: this.atMs };
    const times = this.#timesOf(act);
    this.made.acts.push(act);
    this.atMs += times.durationMs;
    return { ...act, ...times };
  }

  #rest(fromMs: number, toMs: number): void {
    this.atMs += this.#random.between(fromMs, toMs);
  }
}

/** Bays right and left are 10–16 dB softer than this one; two thirds of the balls are struck farther off. */
function neighbours(random: Random, durationMs: number): Noise[] {
  const made: Noise[] = [];
  let atMs = 0;
  for (;;) {
    atMs += random.between(0.25, 1.75) * NEIGHBOUR_EVERY_MS;
    if (atMs > durationMs) return made;
    const isBeside = random.next() < 1 / 3;
    const softerDb = isBeside ? random.between(10, 16) : random.between(16, 34);
    made.push({ kind: 'neighbour', atMs, softerDb, isDull: !isBeside });
  }
}

function spells(random: Random, kind: Background, durationMs: number, mean: { on: number; off: number }) {
  const made: RangeHour['backgrounds'][number][] = [];
  let atMs = random.between(0, mean.off);
  while (atMs < durationMs) {
    const toMs = Math.min(durationMs, atMs + random.between(0.4, 1.6) * mean.on);
    made.push({ kind, fromMs: atMs, toMs, gain: random.between(0.3, 1) });
    atMs = toMs + random.between(0.4, 1.6) * mean.off;
  }
  return made;
}
