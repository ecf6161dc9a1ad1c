/**
 * Takes shots that other programs send, or that stand in their files. A shot of this moment goes the way of every launch
 * monitor's, and finds its swing by the delay that is learnt; an older one by its time of day.
 *
 * INVARIANTS
 * - A shot is on the disk before it is answered; sent again it is the same shot, whoever sends it.
 * - A player's shots are joined to that player's swings alone.
 * - Between {@link AT_ONCE} shots the event loop is free: a file may not hold up a live bay.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { LaunchMonitor, LaunchMonitorState, Shot } from '../ports/launch-monitor.port.ts';
import type { ShotToRecord, StoredShot } from '../store/shot-repository.ts';
import type { Store } from '../store/store.ts';
import type { Log } from '../telemetry/log.ts';
import { keepJoinedShot, shotToRecord } from './shot-filing.ts';
import { APART_MS_MAX, shotsByTime } from './shots-by-time.ts';

const AT_ONCE = 25;
/** Swings near the shots of one call; an evening of a busy bay has fewer. */
const SWINGS_MAX = 3_000;
const PAGE = 100;

/** What a sender says of one shot of this moment. */
export type LiveShot = Pick<Shot, 'deviceId' | 'shotNumber' | 'ball' | 'club' | 'raw'>;

/** What is known of a shot that was struck some time ago. */
export type PastShot = Omit<ShotToRecord, 'id' | 'received' | 'recordedAt' | 'player'> & {
  /** UTC, ISO 8601. */
  readonly recordedAt: string;
};

export interface TakenShot {
  readonly shot: StoredShot;
  readonly isNew: boolean;
}

export interface ShotIntakeParts {
  readonly store: Store;
  readonly bootId: string;
  readonly clock: Clock;
  readonly log: Log;
}

export class ShotIntake {
  readonly #parts: ShotIntakeParts;
  readonly #live = new Subject<Shot>();
  /** What arrives by programs, as a launch monitor like every other. */
  readonly monitor: LaunchMonitor;

  constructor(parts: ShotIntakeParts) {
    this.#parts = parts;
    const state: LaunchMonitorState = {
      ...{ link: 'connected', isReady: true, isBallDetected: false },
      description: 'programs that send shots to the API',
    };
    const states = new Subject<LaunchMonitorState>();
    this.monitor = {
      shots: this.#live,
      states,
      state: () => state,
      setPlayer: () => undefined,
      close: () => {
        states.complete();
        this.#live.complete();
        return Promise.resolve();
      },
    };
  }

  /** A shot of this moment; whether it has a swing is known a little later. */
  takeLive({ deviceId, ...shot }: LiveShot): TakenShot {
    const { store, bootId, clock } = this.#parts;
    const arrived: Shot = {
      ...{ id: uuidv7(), source: 'program', deviceId, receivedNs: clock.monotonicNs() },
      ...shot,
    };
    const record = shotToRecord(arrived, bootId);
    const known = store.shots.findByNumber(record);
    if (known !== undefined) return { shot: known, isNew: false };
    // The desk that joins shots stores it while it hears of it; where nobody listens it is stored all the same.
    this.#live.next(arrived);
    return { shot: store.shots.findByNumber(record) ?? store.shots.record(record).shot, isNew: true };
  }

  /** Shots of some time ago, joined to the swings of that time; in the order in which they are given. */
  async takePast(shots: readonly PastShot[], player: string | null): Promise<TakenShot[]> {
    const { store } = this.#parts;
    const taken: TakenShot[] = [];
    for (let from = 0; from < shots.length; from += AT_ONCE) {
      store.transact('shots', () => {
        for (const shot of shots.slice(from, from + AT_ONCE)) {
          taken.push(store.shots.record({ ...shot, id: uuidv7(), received: null, player }));
        }
      });
      await breathe();
    }
    await this.#join(
      taken.filter(({ shot }) => shot.swing === null).map(({ shot }) => shot),
      player,
    );
    return taken.map(({ shot, isNew }) => ({ shot: store.shots.find(shot.id), isNew }));
  }

  async #join(shots: readonly StoredShot[], player: string | null): Promise<void> {
    if (shots.length === 0) return;
    const { store, log } = this.#parts;
    const times = shots.map(({ id, recordedAt }) => ({ id, atMs: Date.parse(recordedAt) }));
    const swings = await this.#swingsAround(
      times.map(({ atMs }) => atMs),
      player,
    );
    let joined = 0;
    for (const { shot, swing } of shotsByTime(times, swings)) {
      // One that a monitor has measured here is not told another shot by a file.
      if (store.shots.ofSwing(swing).length > 0) continue;
      try {
        // How late it would have been reported is not known of a shot that was written down.
        keepJoinedShot(store, { shot, swing, delayMs: 0 });
        joined++;
      } catch (error) {
        log.warn({ error, shot, swing }, 'A shot of a program could not be joined to its swing.');
      }
      if (joined % AT_ONCE === 0) await breathe();
    }
    if (joined > 0)
      log.info({ shots: shots.length, joined }, 'Shots of a program were joined to swings by their time.');
  }

  async #swingsAround(timesMs: readonly number[], player: string | null): Promise<{ id: string; atMs: number }[]> {
    const { store } = this.#parts;
    const instant = (ms: number): string => new Date(ms).toISOString();
    const filter = {
      ...{ kind: 'shot' as const, player: player ?? undefined },
      from: instant(Math.min(...timesMs) - APART_MS_MAX),
      to: instant(Math.max(...timesMs) + APART_MS_MAX),
    };
    const found: { id: string; atMs: number }[] = [];
    let before: number | undefined;
    do {
      const page = store.swings.list(filter, PAGE, before);
      found.push(...page.swings.map(({ id, recordedAt }) => ({ id, atMs: Date.parse(recordedAt) })));
      before = page.nextBefore ?? undefined;
      await breathe();
    } while (before !== undefined && found.length < SWINGS_MAX);
    return found;
  }
}
