/**
 * A bay's day with a launch monitor, as times alone: who swings when, what the monitor says of it and when, and what it
 * says of nothing at all. The truth of which shot belongs to which swing is known here and is not told.
 */
import { NS_PER_MS, NS_PER_S } from '../../clock/clock.ts';
import {
  joinShots,
  newShotJoin,
  type ShotJoin,
  type ShotJoinOutcome,
  type ShotToJoin,
  type SwingToJoin,
} from '../../bay/shot-join.ts';
import type { MonitorDelay } from '../../bay/monitor-delay.ts';
import { seededRandom } from '../../virtual-bay/random.ts';

export interface DayOptions {
  readonly seed: number;
  /** Swings that the monitor measures. */
  readonly measured: number;
  /** Of the monitor. */
  readonly delayMs: number;
  readonly jitterMs: number;
  /** Share of swings beside them that the monitor misses. */
  readonly missed: number;
  /** Shots of nothing, as a share of the measured ones. */
  readonly ghosts: number;
}

export interface DayEvent {
  readonly atNs: number;
  readonly what:
    | { readonly type: 'swing'; readonly swing: SwingToJoin }
    /** `swing` is the truth; null for a ghost. */
    | { readonly type: 'shot'; readonly name: string; readonly swing: string | null };
}

/** How shots come from the monitor to the join; the shots that arrived, by the name that they were sent under. */
export type ShotLine = (name: string, atNs: number) => Promise<readonly { name: string; shot: ShotToJoin }[]>;

export interface DayTally {
  readonly joined: number;
  /** Joined to another swing than their own. */
  readonly crossed: number;
  /** Ghosts that were joined to a swing. */
  readonly ghostsJoined: number;
  /** Of measured swings, whose shot stayed alone. */
  readonly keptApart: number;
  readonly ghostsAlone: number;
  readonly swingsAlone: number;
  /** How long after impact a joined shot was joined, milliseconds. */
  readonly joinedAfterMs: readonly number[];
}

/** Somebody in a hurry: another ball is there at once. */
const HURRIED = 0.15;
const HURRIED_PAUSE_MS = [2_500, 6_000] as const;
const PAUSE_MS = [12_000, 45_000] as const;
/** A camera's impact is so vague; the microphone's is not. */
const IMPACT_ERROR_MS = 15;
const DECIDED_AFTER_MS = [900, 2_600] as const;
/** Now and then the monitor thinks longer. */
const HESITATES = 0.05;
const HESITATES_MS = 250;
const TICK_NS = 100 * NS_PER_MS;

export function simulateDay(options: DayOptions): DayEvent[] {
  const dice = seededRandom(options.seed);
  const random = (): number => dice.next();
  const between = ([least, most]: readonly [number, number]): number => least + (most - least) * random();
  const events: DayEvent[] = [];
  let impactNs = 100 * NS_PER_S;
  let measured = 0;
  for (let number = 0; measured < options.measured; number++) {
    impactNs += between(random() < HURRIED ? HURRIED_PAUSE_MS : PAUSE_MS) * NS_PER_MS;
    const id = `swing-${number}`;
    const swing = { id, impactNs: impactNs + normal(random) * IMPACT_ERROR_MS * NS_PER_MS };
    events.push({ atNs: impactNs + between(DECIDED_AFTER_MS) * NS_PER_MS, what: { type: 'swing', swing } });
    if (random() < options.missed) continue;
    measured++;
    const hesitatedMs = random() < HESITATES ? HESITATES_MS * random() : 0;
    const delayMs = Math.max(20, options.delayMs + normal(random) * options.jitterMs + hesitatedMs);
    events.push({ atNs: impactNs + delayMs * NS_PER_MS, what: { type: 'shot', name: `shot-of-${id}`, swing: id } });
  }
  for (let number = 0; number < options.measured * options.ghosts; number++) {
    const atNs = 100 * NS_PER_S + random() * (impactNs - 100 * NS_PER_S);
    events.push({ atNs, what: { type: 'shot', name: `ghost-${number}`, swing: null } });
  }
  return events.sort((a, b) => a.atNs - b.atNs);
}

/** Plays the day; the join sees swings, shots and its clock, never the truth. */
export async function playDay(
  day: readonly DayEvent[],
  line: ShotLine,
  delayBefore: MonitorDelay | null = null,
): Promise<DayTally> {
  const truth = new Map<string, string | null>();
  const impacts = new Map<string, number>();
  for (const { what } of day) {
    if (what.type === 'shot') truth.set(what.name, what.swing);
    else impacts.set(what.swing.id, what.swing.impactNs);
  }
  const names = new Map<string, string>();
  const tally = { joined: 0, crossed: 0, ghostsJoined: 0, keptApart: 0, ghostsAlone: 0, swingsAlone: 0 };
  const joinedAfterMs: number[] = [];
  const count = (outcome: ShotJoinOutcome, nowNs: number): void => {
    if (outcome.type === 'swing-alone') {
      tally.swingsAlone++;
      return;
    }
    const own = truth.get(names.get(outcome.shot) ?? '') ?? null;
    if (outcome.type === 'shot-alone') tally[own === null ? 'ghostsAlone' : 'keptApart']++;
    else if (own === null) tally.ghostsJoined++;
    else if (own !== outcome.swing) tally.crossed++;
    else {
      tally.joined++;
      joinedAfterMs.push((nowNs - (impacts.get(own) ?? nowNs)) / NS_PER_MS);
    }
  };

  let join: ShotJoin = newShotJoin(() => delayBefore);
  const advance = (event: Parameters<typeof joinShots>[1], nowNs: number): void => {
    const step = joinShots(join, event, nowNs);
    join = step.join;
    for (const outcome of step.outcomes) count(outcome, nowNs);
  };
  const isHolding = (): boolean => join.swings.length > 0 || join.monitors.some(({ shots }) => shots.length > 0);
  let nowNs = day[0]?.atNs ?? 0;
  const tickUntil = (untilNs: number): void => {
    while (isHolding() && nowNs + TICK_NS < untilNs) {
      nowNs += TICK_NS;
      advance({ type: 'tick' }, nowNs);
    }
    nowNs = untilNs;
  };
  for (const { atNs, what } of day) {
    tickUntil(atNs);
    if (what.type === 'swing') advance(what, atNs);
    else {
      for (const { name, shot } of await line(what.name, atNs)) {
        names.set(shot.id, name);
        advance({ type: 'shot', shot }, atNs);
      }
    }
  }
  tickUntil(nowNs + 400 * NS_PER_S);
  return { ...tally, joinedAfterMs };
}

/** A line that loses nothing and adds nothing. */
export const directLine: ShotLine = (name, atNs) =>
  Promise.resolve([{ name, shot: { id: name, monitor: 'gspro monitor-1', receivedNs: atNs } }]);

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
