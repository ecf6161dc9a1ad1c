/** A bay that lives through the range's hours: its own state machine, fed in the order in which things become known. */
import { advanceBay, type BayEvent, type BayMachine, newBayMachine } from '../../../bay/bay-machine.ts';
import type { SwingDecided } from '../../../bay/shot-arbiter.ts';
import { NS_PER_MS } from '../../../clock/clock.ts';
import { POSE_ROW, stanceOfRow } from './range-golfers.ts';
import type { MadeHour } from './range-hour.ts';

const TICK_MS = 50;
/** What happens first in an hour may be known only after the last tick of the hour before. */
const START_MS = 10_000;

export interface RangeTally {
  strikes: number;
  found: number;
  /** Shots that were none: the neighbour's, a practice swing, a hand, nothing at all. */
  falseShots: number;
  practices: number;
  practicesSeen: number;
  /** Practice swings that nobody made. */
  falsePractices: number;
  readonly errorsMs: number[];
  /** From impact to the decision. */
  readonly waitsMs: number[];
}

/** Decisions are held against truths no further away. */
const SAME_MS = 200;

export class RangeBay {
  readonly tally: RangeTally = {
    ...{ strikes: 0, found: 0, falseShots: 0, practices: 0, practicesSeen: 0, falsePractices: 0 },
    errorsMs: [],
    waitsMs: [],
  };
  readonly #hasBeam: boolean;
  #machine: BayMachine;
  #sinceMs = START_MS;

  constructor(senses: { readonly beam: boolean }) {
    this.#hasBeam = senses.beam;
    this.#machine = newBayMachine({ microphone: true, beam: senses.beam });
  }

  live(hour: MadeHour): void {
    const decided: { swing: SwingDecided; knownMs: number }[] = [];
    let tickMs = this.#sinceMs;
    const advance = (event: BayEvent, knownMs: number): void => {
      const step = advanceBay(this.#machine, event, knownMs * NS_PER_MS);
      this.#machine = step.machine;
      for (const effect of step.effects) {
        if (effect.type === 'capture-swing') decided.push({ swing: effect.swing, knownMs });
      }
    };
    for (const { knownMs, event } of eventsOf(hour, this.#sinceMs, this.#hasBeam)) {
      for (; tickMs < knownMs; tickMs += TICK_MS) advance({ type: 'tick' }, tickMs);
      advance(event, knownMs);
    }
    const endMs = this.#sinceMs + hour.truth.durationMs;
    for (; tickMs < endMs; tickMs += TICK_MS) advance({ type: 'tick' }, tickMs);
    this.#judge(hour, decided, this.#sinceMs);
    this.#sinceMs = endMs + START_MS;
  }

  #judge({ truth }: MadeHour, decided: readonly { swing: SwingDecided; knownMs: number }[], sinceMs: number): void {
    const { tally } = this;
    const struck = new Set(truth.strikes);
    const practised = new Set(truth.practices);
    tally.strikes += struck.size;
    tally.practices += practised.size;
    for (const { swing, knownMs } of decided) {
      const atMs = swing.impactNs / NS_PER_MS - sinceMs;
      if (swing.kind === 'shot') {
        const own = [...struck].find((one) => Math.abs(one.atMs - atMs) < SAME_MS);
        if (own === undefined) {
          tally.falseShots++;
          continue;
        }
        struck.delete(own);
        tally.found++;
        tally.errorsMs.push(Math.abs(own.atMs - atMs));
        tally.waitsMs.push(knownMs - sinceMs - own.atMs);
      } else {
        const own = [...practised].find((one) => Math.abs(one - atMs) < SAME_MS);
        if (own !== undefined) {
          practised.delete(own);
          tally.practicesSeen++;
        } else if (![...struck].some((one) => Math.abs(one.atMs - atMs) < SAME_MS)) tally.falsePractices++;
      }
    }
  }
}

function eventsOf(hour: MadeHour, sinceMs: number, hasBeam: boolean): { knownMs: number; event: BayEvent }[] {
  const events: { knownMs: number; event: BayEvent }[] = [];
  for (const { camera, rows } of hour.poses) {
    for (let at = 0; at < rows.length; at += POSE_ROW) {
      const atNs = (sinceMs + (rows[at] as number)) * NS_PER_MS;
      const knownMs = sinceMs + (rows[at + 1] as number);
      events.push({ knownMs, event: { type: 'pose', camera, atNs, stance: stanceOfRow(rows, at) } });
    }
  }
  for (const { atMs, knownMs, strength, levelDb, uncertaintyMs } of hour.heard) {
    const sound = { atNs: (sinceMs + atMs) * NS_PER_MS, strength, levelDb, uncertaintyNs: uncertaintyMs * NS_PER_MS };
    events.push({ knownMs: sinceMs + knownMs, event: { type: 'sound', sound } });
  }
  for (const { type, atMs, uncertaintyMs, knownMs } of hasBeam ? hour.line.heard : []) {
    const atNs = (sinceMs + atMs) * NS_PER_MS;
    const event: BayEvent =
      type === 'ball-present' || type === 'ball-gone'
        ? {
            type: 'ball',
            change: {
              type: type === 'ball-present' ? 'present' : 'gone',
              atNs,
              uncertaintyNs: uncertaintyMs * NS_PER_MS,
            },
          }
        : { type: 'tee', isMoving: type === 'tee-moves', atNs };
    events.push({ knownMs: sinceMs + knownMs, event });
  }
  return events.toSorted((a, b) => a.knownMs - b.knownMs);
}
