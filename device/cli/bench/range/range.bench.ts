/**
 * Eight hours of a busy range at accelerated time: neighbours every 4 s, talk, music, waggles, practice swings, hands
 * that take the ball, clubs that fall. Sound is made sample by sample and heard by the real detector, poses are
 * landmarks with measured noise through live smoothing and the real machine, the controller's reports are bytes on a
 * line that damages some. Only video is left out. The same hours are lived through twice, with the beam and without.
 */
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { atMost, type Figure, told } from '../figure.ts';
import { RangeBay, type RangeTally } from './range-bay.ts';
import { HOUR_MS } from './range-day.ts';
import type { MadeHour } from './range-hour.ts';
import type { HourAsked } from './range-worker.ts';

const HOURS = 8;
const QUICK_MS = 10 * 60_000;
const SEED = 20;
const THREADS_MAX = 4;
const FOUND_PERCENT_MIN = 99;
const SAME_MS = 40;
const ERROR_MS_MAX = { beam: 2, sound: 3 };

export interface RangeOptions {
  readonly quick: boolean;
  readonly seed?: number;
}

export async function benchRange({ quick, seed = SEED }: RangeOptions): Promise<Figure[]> {
  const asked = Array.from({ length: quick ? 2 : HOURS }, (_, hour) => ({
    ...{ seed, hour },
    durationMs: quick ? QUICK_MS : HOUR_MS,
  }));
  const beganMs = performance.now();
  const withBeam = new RangeBay({ beam: true });
  const soundAlone = new RangeBay({ beam: false });
  const seen = { heard: 0, neighbours: 0, waggles: 0, deceptive: 0, frames: 0, damaged: 0 };
  for await (const hour of madeHours(asked)) {
    withBeam.live(hour);
    soundAlone.live(hour);
    seen.heard += hour.heard.length;
    seen.neighbours += hour.truth.noises.filter(({ kind }) => kind === 'neighbour').length;
    seen.waggles += hour.truth.acts.filter(({ kind }) => kind === 'waggle').length;
    seen.deceptive += hour.truth.practices.filter((atMs) => isHeardAt(hour, atMs)).length;
    seen.frames += hour.line.framesSent;
    seen.damaged += hour.line.framesDamaged;
  }
  const hours = asked.reduce((sum, { durationMs }) => sum + durationMs, 0) / HOUR_MS;
  const { strikes, practices } = withBeam.tally;
  return [
    told('hours of the range', hours, 'h'),
    told('balls struck', strikes, 'swings'),
    told('practice swings', practices, 'swings'),
    told('waggles', seen.waggles, 'waggles'),
    told('neighbours’ balls', seen.neighbours, 'shots'),
    told('sharp sounds that the detector heard', seen.heard, 'sounds'),
    told('practice swings with somebody else’s sound within 40 ms', seen.deceptive, 'swings'),
    told('frames on the controller’s line, damaged ones of them', (100 * seen.damaged) / seen.frames, '%'),
    ...figuresOf('beam and sound', withBeam.tally, ERROR_MS_MAX.beam),
    ...figuresOf('sound alone', soundAlone.tally, ERROR_MS_MAX.sound),
    told('faster than the range', (hours * HOUR_MS) / (performance.now() - beganMs), '×'),
  ];
}

/** Without an ear for how near it was, each of these would be a shot by sound alone. */
function isHeardAt({ heard }: MadeHour, atMs: number): boolean {
  return heard.some((sound) => Math.abs(sound.atMs - atMs) <= SAME_MS);
}

function figuresOf(name: string, tally: RangeTally, errorMsMax: number): Figure[] {
  const found = (100 * tally.found) / tally.strikes;
  return [
    atMost(`${name}: shots that were none`, tally.falseShots, 'shots', 0),
    atMost(`${name}: practice swings that were none`, tally.falsePractices, 'swings', 0),
    { ...told(`${name}: struck balls found`, found, '%'), limit: FOUND_PERCENT_MIN, ok: found >= FOUND_PERCENT_MIN },
    atMost(`${name}: error of the impact time, p95`, quantile(tally.errorsMs, 0.95), 'ms', errorMsMax),
    told(`${name}: error of the impact time, median`, quantile(tally.errorsMs, 0.5), 'ms'),
    told(`${name}: practice swings seen`, (100 * tally.practicesSeen) / tally.practices, '%'),
    told(`${name}: from impact to the decision, p95`, quantile(tally.waitsMs, 0.95), 'ms'),
  ];
}

/** In their order, though threads make them side by side. */
async function* madeHours(asked: readonly HourAsked[]): AsyncGenerator<MadeHour> {
  const entry = new URL(`./range-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  const workers = Array.from(
    { length: Math.min(THREADS_MAX, availableParallelism(), asked.length) },
    () => new Worker(entry),
  );
  try {
    const made: Promise<MadeHour>[] = asked.map(() => Promise.reject(new Error('not asked for')));
    for (const hour of made) hour.catch(() => undefined);
    let next = 0;
    const feed = (worker: Worker): Promise<MadeHour> | undefined => {
      const index = next++;
      const order = asked[index];
      if (order === undefined) return undefined;
      const done = new Promise<MadeHour>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage(order);
      });
      made[index] = done;
      void done.then(() => feed(worker)).catch(() => undefined);
      return done;
    };
    for (const worker of workers) void feed(worker);
    for (let index = 0; index < asked.length; index++) {
      while (index >= next) await Promise.race(made.slice(0, next).map((each) => each.catch(() => undefined)));
      yield await (made[index] as Promise<MadeHour>);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
