/**
 * Brings the swings of a facility's players from the object store into its own store, and lets them go when they are
 * gone there.
 *
 * Who hears of a swing says so (`store.arrivals.hear`); what nobody said is found by walking the folders of the players
 * who agreed. What is incomplete is looked at again, at growing distances, until its films have come.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import { endedWithin } from '../../device/clock/ended-within.ts';
import { type ErrorCode, isBayError } from '../../device/errors/bay-error.ts';
import type { ArrivalsState, ArrivalsStatePort } from '../../device/ports/arrivals-state.port.ts';
import { type ObjectStore, ObjectStoreError } from '../../device/ports/object-store.port.ts';
import type { Arrival, ArrivalRefusal } from '../../device/store/arrival-repository.ts';
import { SwingDeletedError, SwingUnknownError } from '../../device/store/errors.ts';
import type { Store } from '../../device/store/store.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { afterFailure, FAILURES_OF_AN_OUTAGE, HEALTHY, type RemoteHealth } from '../outbox/sync-planner.ts';
import { restOfArrivalMs, verdictOfArrival } from './arrival-planner.ts';
import type { Embed } from './embedding-threads.ts';
import { embedHere, pointOfSwing } from './point-of-swing.ts';
import { readSwingFolder } from './swing-folder.ts';
import { listSwing, listSwings, type SwingListing } from './swing-listing.ts';
import { swingToTakeIn } from './swing-to-take-in.ts';

export interface SwingArrivalsParts {
  readonly objects: ObjectStore;
  readonly store: Pick<Store, 'arrivals' | 'intake' | 'swings' | 'players'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  /** From 0 to 1; `Math.random` where absent. */
  readonly random?: () => number;
  /** How often the folders of all players are walked; ten minutes where absent. */
  readonly walkEveryMs?: number;
  /** In a thread of its own; in this one where absent. */
  readonly embed?: Embed;
}

type Outcome = { readonly objects: number } | { readonly refusal: ArrivalRefusal; readonly isRetryable: boolean };

const FILMS_NOT_THERE = 'arrivals/films-not-there';
const AT_ONCE = 4;
const LOOK_EVERY_MS = 500;
const WALK_EVERY_MS = 10 * 60_000;
const OWNERS_AT_ONCE = 100;
const PUT_AWAY_AT_ONCE = 50;
/** Longer than this nobody's swings stay who has taken their consent back, unless there are very many of them. */
const WITHDRAWN_EVERY_MS = 10_000;
const REASONS_SHOWN = 20;
const STOPS_WITHIN_MS = 5_000;

export class SwingArrivals implements ArrivalsStatePort {
  readonly #parts: SwingArrivalsParts;
  readonly #random: () => number;
  readonly #running = new Map<string, Promise<void>>();
  /** Bounded by what is looked at again within the longest rest; forgotten ones are only looked at sooner. */
  readonly #restingUntilMs = new Map<string, number>();
  #remote: RemoteHealth = HEALTHY;
  #walksAtMs = Number.NEGATIVE_INFINITY;
  #walking: Promise<void> | null = null;
  #withdrawing: Promise<void> | null = null;
  #withdrawnAtMs = Number.NEGATIVE_INFINITY;
  /** The change of swings until which everything has gone that had to; -1 where it is to be looked for anew. */
  #withdrawnUntil = -1;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = true;

  constructor(parts: SwingArrivalsParts) {
    this.#parts = parts;
    this.#random = parts.random ?? Math.random;
  }

  start(): void {
    this.#isStopped = false;
    this.#look();
  }

  /** What is on its way is given up and done again after the next start. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#parts.objects.close();
    await endedWithin(STOPS_WITHIN_MS, Promise.all([...this.#running.values(), this.#walking, this.#withdrawing]));
  }

  state(): ArrivalsState {
    const { arrivals } = this.#parts.store;
    return {
      ...{ isOn: true, ...arrivals.standing(), trouble: this.#remote.trouble },
      parkedReasons: arrivals
        .parked(REASONS_SHOWN)
        .map(({ swing, lastErrorCode, lastError }) => ({ swing, code: lastErrorCode ?? '', message: lastError ?? '' })),
    };
  }

  /** What keeps swings from coming and somebody has to see to; a line that is down is no such thing. */
  get obstacle(): RemoteHealth['trouble'] {
    const { failures, trouble } = this.#remote;
    if (failures < FAILURES_OF_AN_OUTAGE || trouble === null) return null;
    return trouble.code === 'object-store/unreachable' || trouble.code === 'object-store/busy' ? null : trouble;
  }

  retryParked(): number {
    this.#restingUntilMs.clear();
    return this.#parts.store.arrivals.unpark();
  }

  /** Walks all folders with the next look, whenever the last time was. */
  walkSoon(): void {
    this.#walksAtMs = Number.NEGATIVE_INFINITY;
  }

  #look(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    try {
      this.#begin();
    } catch (error) {
      this.#parts.log.error({ error }, 'Swings that are to be taken in cannot be looked for; it is tried again.');
    }
    this.#timer = setTimeout(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  #begin(): void {
    const nowMs = this.#nowMs();
    this.#lookForWithdrawn(nowMs);
    if (this.#remote.restsUntilMs > nowMs) return;
    for (const [swing, untilMs] of this.#restingUntilMs) if (untilMs <= nowMs) this.#restingUntilMs.delete(swing);
    const room = (this.#remote.failures > 0 ? 1 : AT_ONCE) - this.#running.size;
    if (room > 0) {
      const { arrivals } = this.#parts.store;
      for (const arrival of arrivals.waiting(room, [...this.#restingUntilMs.keys()])) {
        if (arrivals.claim(arrival.swing)) this.#running.set(arrival.swing, this.#run(arrival));
      }
    }
    // Where nothing waits, a walk is what finds out that the object store is back.
    const mayWalk = this.#remote.failures === 0 || this.#running.size === 0;
    if (this.#walking === null && nowMs >= this.#walksAtMs && mayWalk) {
      this.#walksAtMs = nowMs + (this.#parts.walkEveryMs ?? WALK_EVERY_MS);
      this.#withdrawnUntil = -1;
      this.#walking = this.#walk().finally(() => {
        this.#walking = null;
      });
    }
  }

  /** Once after each change of consent, which counts as a change of all the player's swings, and with each walk. */
  #lookForWithdrawn(nowMs: number): void {
    if (this.#withdrawing !== null || nowMs < this.#withdrawnAtMs + WITHDRAWN_EVERY_MS) return;
    const newest = this.#parts.store.arrivals.newestChange();
    if (newest === this.#withdrawnUntil) return;
    [this.#withdrawnAtMs, this.#withdrawnUntil] = [nowMs, newest];
    this.#withdrawing = this.#putAwayWithdrawn().finally(() => {
      this.#withdrawing = null;
    });
  }

  async #putAwayWithdrawn(): Promise<void> {
    const { arrivals } = this.#parts.store;
    try {
      for (let hasMore = true; hasMore && !this.#isStopped; ) {
        const swings = arrivals.withdrawn(PUT_AWAY_AT_ONCE);
        const isAll = (await this.#putAway(swings)) === swings.length;
        if (!isAll) this.#withdrawnUntil = -1;
        hasMore = isAll && swings.length === PUT_AWAY_AT_ONCE;
      }
    } catch (error) {
      this.#withdrawnUntil = -1;
      this.#parts.log.error({ error }, 'Swings whose players do not agree any more could not be looked for.');
    }
  }

  async #run(arrival: Arrival): Promise<void> {
    const { arrivals } = this.#parts.store;
    const beganMs = this.#nowMs();
    try {
      const outcome = await this.#takeIn(arrival);
      this.#remote = HEALTHY;
      if ('objects' in outcome) arrivals.markTaken(arrival, outcome.objects);
      else this.#refuse(arrival, outcome);
    } catch (error) {
      this.#fail(arrival, error, beganMs);
    } finally {
      this.#running.delete(arrival.swing);
    }
    this.#look();
  }

  async #takeIn({ swing, owner }: Arrival): Promise<Outcome> {
    const { objects, store, log, counters, embed = embedHere } = this.#parts;
    const listing = await listSwing(objects, owner, swing);
    const refused = (code: ErrorCode, message: string): Outcome => ({
      refusal: { code, message, objects: listing.objects.length },
      isRetryable: true,
    });
    if (listing.objects.length === 0) {
      // It was erased there, or is still on its way to it.
      if (this.#isHere(swing)) await this.#putAway([swing]);
      return refused('arrivals/not-there', 'Nothing of the swing lies in the object store.');
    }
    const { folder, findings } = await readSwingFolder(objects, listing);
    for (const { code, key, message } of findings) log.warn({ code, key }, message);
    if (folder === null) return refused('arrivals/unknown-swing', 'Nothing there says what the swing is.');
    const { player } = folder;
    if (player !== null && store.players.find(player) === undefined) {
      return refused('arrivals/player-not-here', 'The player of the swing is not known here yet.');
    }
    // It is heard of again when they agree again.
    const mayStay = (): boolean => player !== null && store.players.mayLeaveBay(player);
    if (!mayStay()) return { objects: 0 };
    const newest = folder.revisions.at(-1);
    const point = newest === undefined ? {} : await pointOfSwing(newest.report, folder.poses, embed);
    if (point.problem !== undefined)
      log.warn({ error: point.problem, swing }, 'A swing is taken in without its point.');
    // They may have thought better of it meanwhile.
    if (!mayStay()) return { objects: 0 };
    const { result } = store.intake.takeIn(swingToTakeIn(folder, point));
    counters.count('arrivals_taken', { result });
    const [finding] = findings;
    if (finding !== undefined) return refused(finding.code, finding.message);
    if (folder.revisions.length === 0) return refused('arrivals/not-measured', 'There is no report of the swing yet.');
    if (folder.mediaAbsent > 0) return refused(FILMS_NOT_THERE, 'Some films have not come yet.');
    return { objects: listing.objects.length };
  }

  #refuse(arrival: Arrival, { refusal, isRetryable }: Extract<Outcome, { refusal: unknown }>): void {
    const { store, counters, log } = this.#parts;
    const verdict = verdictOfArrival(arrival.attempts, isRetryable);
    store.arrivals.markRefused(arrival, refusal, verdict);
    if (verdict === 'park') {
      counters.count('arrivals_parked', { code: refusal.code });
      const said = { swing: arrival.swing, code: refusal.code };
      // A bay may have no line for films for days: whatever was measured is here, and the next walk sees them come.
      if (refusal.code === FILMS_NOT_THERE) log.info(said, refusal.message);
      else log.error(said, refusal.message);
    } else {
      this.#restingUntilMs.set(arrival.swing, this.#nowMs() + restOfArrivalMs(arrival.attempts, this.#random()));
    }
  }

  #fail(arrival: Arrival, error: unknown, beganMs: number): void {
    const { store } = this.#parts;
    if (this.#isStopped) {
      store.arrivals.release(arrival.swing);
      return;
    }
    if (error instanceof ObjectStoreError && !error.isOfTheObject) {
      store.arrivals.release(arrival.swing);
      this.#noteOutage(error, beganMs);
      return;
    }
    const code = isBayError(error) ? error.code : 'arrivals/failed';
    const message = error instanceof Error ? error.message : String(error);
    this.#refuse(arrival, {
      refusal: { code, message, objects: null },
      isRetryable: isBayError(error) && error.retryable,
    });
  }

  #noteOutage(error: ObjectStoreError, beganMs: number): void {
    const { code, message, hint = null } = error;
    const before = this.#remote.failures;
    const failure = { beganMs, nowMs: this.#nowMs(), random: this.#random(), trouble: { code, message, hint } };
    this.#remote = afterFailure(this.#remote, failure);
    if (before < FAILURES_OF_AN_OUTAGE && this.#remote.failures >= FAILURES_OF_AN_OUTAGE) {
      this.#parts.log.warn({ code, hint }, message);
    }
  }

  /** One player after the other; what was found of one whose listing broke off counts for nothing. */
  async #walk(): Promise<void> {
    const { store, log } = this.#parts;
    const beganMs = this.#nowMs();
    try {
      for (let after = ''; ; ) {
        const owners = store.arrivals.ownersAfter(after, OWNERS_AT_ONCE);
        for (const owner of owners) {
          if (this.#isStopped) return;
          await this.#walkFolderOf(owner);
          this.#remote = HEALTHY;
          after = owner;
        }
        if (owners.length < OWNERS_AT_ONCE) return;
      }
    } catch (error) {
      if (this.#isStopped) return;
      if (error instanceof ObjectStoreError && !error.isOfTheObject) this.#noteOutage(error, beganMs);
      else log.error({ error }, 'The folders of players could not be walked; tried again later.');
      this.walkSoon();
    }
  }

  async #walkFolderOf(owner: string): Promise<void> {
    const { objects, store } = this.#parts;
    const seen = new Set<string>();
    for await (const listing of listSwings(objects, { owner })) {
      seen.add(listing.swing);
      if (this.#isNews(listing)) store.arrivals.hear(listing.swing, owner);
      // A page of an object store names hundreds of swings, and nothing is waited for within it.
      await nextTurn();
    }
    const gone = store.arrivals.takenOf(owner).filter(({ swing }) => !seen.has(swing));
    await this.#putAway(gone.map(({ swing }) => swing));
  }

  #isNews({ swing, objects }: SwingListing): boolean {
    const known = this.#parts.store.arrivals.find(swing);
    if (known === undefined) return true;
    // What was given up without having been listed would be news with every walk.
    if (known.state === 'parked' && known.objects === null) return false;
    return known.state !== 'waiting' && known.objects !== objects.length;
  }

  /** Answers how many went. */
  async #putAway(swings: readonly string[]): Promise<number> {
    const { store, counters, log } = this.#parts;
    let gone = 0;
    for (const swing of swings) {
      try {
        await store.swings.putAway(swing);
        store.arrivals.forget(swing);
        counters.count('arrivals_put_away');
        gone++;
      } catch (error) {
        log.error({ error, swing }, 'A swing that is gone elsewhere could not be put away; tried again.');
      }
      // A swing without films waits for nothing, and a player may have thousands: everybody else has their turn.
      await nextTurn();
    }
    return gone;
  }

  #isHere(swing: string): boolean {
    try {
      this.#parts.store.swings.find(swing);
      return true;
    } catch (error) {
      if (error instanceof SwingUnknownError || error instanceof SwingDeletedError) return false;
      throw error;
    }
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}
