/**
 * Takes in what launch monitors say, finds the swing that it belongs to, keeps both and passes the shot on. It carries
 * out what the pure join decides and decides nothing itself.
 *
 * INVARIANTS
 * - A shot is in the store before anybody here hears of it.
 * - A swing is decided, and its shot may be joined, before its clips are cut and it is stored: the pair waits for that,
 *   {@link UNSTORED_MAX} at most. A swing that could not be recorded lets its shot go, which stays stored by itself.
 * - A shot is passed on once, when it is known whether it has a swing. Of a swing that two monitors measured the shot
 *   that was joined first is passed on, and no other.
 */
import type { Subscription } from 'rxjs';
import { type Clock, NS_PER_MS } from '../clock/clock.ts';
import type { LaunchMonitor, Shot, ShotRelay } from '../ports/launch-monitor.port.ts';
import type { Store } from '../store/store.ts';
import { SHOT_SOURCES } from '../swing/report/shot-data.ts';
import type { Log } from '../telemetry/log.ts';
import { configuredDelay, delayOfJoined, type MonitorDelay } from './monitor-delay.ts';
import { keepJoinedShot, shotToRecord } from './shot-filing.ts';
import {
  delayOf,
  joinShots,
  newShotJoin,
  type ShotJoin,
  type ShotJoinEvent,
  type ShotJoinOutcome,
  type SwingToJoin,
} from './shot-join.ts';

const TICK_MS = 100;
const UNSTORED_MAX = 32;

export type ShotFact =
  /** It is stored; whether it has a swing is known later. */
  | { readonly type: 'shot-arrived'; readonly shot: Shot }
  | { readonly type: 'shot-joined'; readonly shot: string; readonly swing: string }
  | { readonly type: 'shot-alone'; readonly shot: string; readonly why: string }
  /** A report was there before its shot, and has a new revision that carries it. */
  | { readonly type: 'report-revised'; readonly swing: string; readonly revision: number };

export interface ShotDeskParts {
  readonly monitors: readonly LaunchMonitor[];
  readonly relay: ShotRelay | null;
  readonly mayRelay: (isJoined: boolean) => boolean;
  /** By the configuration; null where it is to be learnt. */
  readonly expectedDelayMs: number | null;
  readonly store: Store;
  readonly bootId: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly tell: (fact: ShotFact) => void;
}

interface JoinedPair {
  readonly shot: string;
  readonly swing: string;
  readonly delayMs: number;
}

export class ShotDesk {
  readonly #parts: ShotDeskParts;
  readonly #subscriptions: readonly Subscription[];
  readonly #ticker: NodeJS.Timeout;
  /** Shots that may still be passed on. */
  readonly #undecided = new Map<string, Shot>();
  readonly #recorded = new Set<string>();
  /** Swings whose shot was passed on. */
  readonly #passedOn = new Set<string>();
  readonly #unstored = new Map<string, JoinedPair[]>();
  #join: ShotJoin;

  constructor(parts: ShotDeskParts) {
    this.#parts = parts;
    this.#join = newShotJoin((monitor) => this.#delayBefore(monitor));
    this.#subscriptions = parts.monitors.map((monitor) => monitor.shots.subscribe((shot) => this.#take(shot)));
    this.#ticker = setInterval(() => this.#advance({ type: 'tick' }), TICK_MS);
  }

  /** A swing was decided here, shot or practice: a monitor may have seen a ball that the microphone did not hear. */
  swingDecided(swing: SwingToJoin): void {
    this.#advance({ type: 'swing', swing });
  }

  /** The swing is in the store. */
  swingStored(id: string): void {
    remember(this.#recorded, id);
    const pairs = this.#unstored.get(id) ?? [];
    this.#unstored.delete(id);
    for (const pair of pairs) this.#keep(pair);
  }

  /** It never will be. */
  swingLost(id: string): void {
    this.#unstored.delete(id);
  }

  /** How long this shot's monitor takes, as it was learnt or configured; null while it is not known. */
  delayOf(shot: Shot): MonitorDelay | null {
    return delayOf(this.#join, monitorOf(shot));
  }

  /** Ends listening; the monitors are closed by whoever opened them. Idempotent. */
  close(): void {
    clearInterval(this.#ticker);
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
  }

  #take(shot: Shot): void {
    const { store, bootId, log, tell } = this.#parts;
    try {
      if (!store.shots.record(shotToRecord(shot, bootId)).isNew) return;
      tell({ type: 'shot-arrived', shot });
    } catch (error) {
      // The simulator may have it all the same; the disk's own warning tells the operator.
      log.error({ error, shot: shot.id }, 'A shot could not be stored.');
    }
    this.#undecided.set(shot.id, shot);
    this.#advance({
      type: 'shot',
      shot: { id: shot.id, monitor: monitorOf(shot), receivedNs: shot.receivedNs },
    });
  }

  #advance(event: ShotJoinEvent): void {
    const step = joinShots(this.#join, event, this.#parts.clock.monotonicNs());
    this.#join = step.join;
    for (const outcome of step.outcomes) this.#carryOut(outcome);
  }

  #carryOut(outcome: ShotJoinOutcome): void {
    if (outcome.type === 'swing-alone') return;
    const { tell, log } = this.#parts;
    this.#passOn(outcome.shot, outcome.type === 'joined' ? outcome.swing : null);
    if (outcome.type === 'shot-alone') {
      log.info({ shot: outcome.shot, why: outcome.why }, 'A shot has no swing here.');
      tell({ type: 'shot-alone', shot: outcome.shot, why: outcome.why });
      return;
    }
    const { shot, swing, delayNs } = outcome;
    log.info({ shot, swing, delayMs: Math.round(delayNs / NS_PER_MS) }, 'A shot was joined to its swing.');
    tell({ type: 'shot-joined', shot, swing });
    const pair = { shot, swing, delayMs: delayNs / NS_PER_MS };
    if (this.#recorded.has(swing)) {
      this.#keep(pair);
      return;
    }
    this.#unstored.set(swing, [...(this.#unstored.get(swing) ?? []), pair]);
    const oldest = this.#unstored.keys().next().value;
    if (this.#unstored.size > UNSTORED_MAX && oldest !== undefined) this.#unstored.delete(oldest);
  }

  #keep(pair: JoinedPair): void {
    const { store, log, tell } = this.#parts;
    try {
      const revision = keepJoinedShot(store, pair);
      if (revision !== null) tell({ type: 'report-revised', swing: pair.swing, revision });
    } catch (error) {
      log.error({ error, ...pair }, 'A shot could not be kept with its swing.');
    }
  }

  #passOn(id: string, swing: string | null): void {
    const { relay, mayRelay, log } = this.#parts;
    const shot = this.#undecided.get(id);
    this.#undecided.delete(id);
    if (shot === undefined || relay === null || !mayRelay(swing !== null)) return;
    if (swing !== null) {
      if (this.#passedOn.has(swing)) return;
      remember(this.#passedOn, swing);
    }
    relay.relay(shot).catch((error: unknown) => log.error({ error, shot: id }, 'A shot could not be passed on.'));
  }

  #delayBefore(monitor: string): MonitorDelay | null {
    const source = SHOT_SOURCES.find((one) => monitor.startsWith(`${one} `));
    const { store, expectedDelayMs, log } = this.#parts;
    let joinedMs: number[] = [];
    try {
      if (source !== undefined) joinedMs = store.shots.recentDelaysMs(source, monitor.slice(source.length + 1));
    } catch (error) {
      log.error({ error, monitor }, 'The delay of a launch monitor is learnt anew.');
    }
    const learnt = delayOfJoined(joinedMs.map((delayMs) => delayMs * NS_PER_MS));
    return learnt ?? (expectedDelayMs === null ? null : configuredDelay(expectedDelayMs));
  }
}

function monitorOf({ source, deviceId }: Shot): string {
  return `${source} ${deviceId}`;
}

/** The newest of them; the bay soon forgets the others. */
function remember(swings: Set<string>, id: string): void {
  swings.add(id);
  const oldest = swings.values().next().value;
  if (swings.size > UNSTORED_MAX && oldest !== undefined) swings.delete(oldest);
}
