/**
 * Sends what the bay has to its object store, whenever there is a line: plans, carries out, notes, plans again.
 *
 * How often the line was tried and when it may be tried again is kept in memory by the monotonic clock: wall time may
 * jump, and after a restart an attempt at once does no harm. What was done is in the database alone.
 */
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import { endedWithin } from '../../device/clock/ended-within.ts';
import { type BayError, isBayError } from '../../device/errors/bay-error.ts';
import { type ObjectStore, ObjectStoreError, type Pace } from '../../device/ports/object-store.port.ts';
import type { ObjectSyncState as SyncPicture, ObjectSyncStatePort } from '../../device/ports/sync-state.port.ts';
import type { OutboxEntry } from '../../device/store/outbox-repository.ts';
import { URGENCY } from '../../device/store/outbox-rules.ts';
import type { Store } from '../../device/store/store.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { LineSuspects } from './line-suspects.ts';
import { findSwing, ownerOf } from './swing-objects.ts';
import type { SyncConfig } from './sync.config.ts';
import {
  afterFailure,
  FAILURES_OF_AN_OUTAGE,
  HEALTHY,
  planSync,
  type RemoteHealth,
  restMs,
  type SyncEntry,
  type SyncStep,
  verdictOf,
} from './sync-planner.ts';
import { carryOut, type EntryOutcome, ownersOf } from './sync-steps.ts';
import { uploadPace } from './upload-pace.ts';

export interface OutboxSyncParts {
  readonly config: SyncConfig;
  readonly objects: ObjectStore;
  readonly store: Pick<Store, 'outbox' | 'swings' | 'poses' | 'media' | 'players' | 'transact'>;
  /** Whether somebody stands to the ball, swings or awaits the result. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  /** From 0 to 1; `Math.random` where absent. */
  readonly random?: () => number;
}

/** Looked at in one plan: several times what can go at once, so that what is in the way of one holds up nobody. */
const PAGE = 64;
/** New swings and the end of a swing are seen within this time. */
const LOOK_EVERY_MS = 500;
/** Far less than a step takes. */
const PLAN_AFTER_MS = 5;
const UPLOAD_ABANDONED_MS = 7 * 24 * 3_600_000;
const TIDY_EVERY_MS = 24 * 3_600_000;
const STOPS_WITHIN_MS = 5_000;
const REASONS_SHOWN = 20;
/** Steps that read and note while others send: how many send at once is the object store's to keep. */
const STEPS_AHEAD = 2;

export class OutboxSync implements ObjectSyncStatePort {
  readonly #parts: OutboxSyncParts;
  readonly #random: () => number;
  readonly #pace: Pace;
  readonly #running = new Map<SyncStep, Promise<void>>();
  readonly #restingUntilMs = new Map<number, number>();
  readonly #suspects = new LineSuspects();
  /** None of them is tried before: one that failed spoke for all. */
  #erasuresRestUntilMs = 0;
  /** As of the last plan. */
  #erasures: readonly SyncEntry[] = [];
  /** What became of steps and is not in the database yet: it goes there with the next plan, in one transaction. */
  readonly #toNote: (() => void)[] = [];
  /** Why erasures fail while the line is well: somebody waits for them, so it is not to be forgotten with the outage. */
  #erasureTrouble: RemoteHealth['trouble'] = null;
  #isPlanDue = false;
  #isUnreadable = false;
  #remote: RemoteHealth = HEALTHY;
  #busySinceMs: number | null = null;
  #bytesSent = 0;
  #tidiesAtMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = true;

  constructor(parts: OutboxSyncParts) {
    this.#parts = parts;
    this.#random = parts.random ?? Math.random;
    const isBusy = (): boolean => parts.config.pauseWhileSwinging && parts.isBusy();
    this.#pace = uploadPace(parts.config.limits, isBusy, parts.clock);
  }

  /** Begins, and goes on until `stop`. */
  start(): void {
    this.#isStopped = false;
    this.#plan();
  }

  /** What is on its way is given up and done again after the next start. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#parts.objects.close();
    await endedWithin(STOPS_WITHIN_MS, Promise.all(this.#running.values()));
    this.#noting(() => undefined);
  }

  state(): SyncPicture {
    const { outbox } = this.#parts.store;
    const { pending, withheld, done, parked, oldestPendingAt } = outbox.standing();
    return {
      to: this.#parts.config.to?.kind ?? null,
      activity: this.#activity(pending),
      ...{ pending, withheld, sent: done, parked, oldestPendingAt, bytesSent: this.#bytesSent },
      trouble: this.#remote.trouble ?? this.#troubleOfErasures(),
      parkedReasons: outbox
        .parked(REASONS_SHOWN)
        .map(({ swing, lastErrorCode, lastError }) => ({ swing, code: lastErrorCode ?? '', message: lastError ?? '' })),
    };
  }

  /** What keeps the bay's swings from leaving it and somebody has to see to; a line that is down is no such thing. */
  get obstacle(): SyncPicture['trouble'] {
    const { failures, trouble } = this.#remote;
    // The line is well then: whatever keeps an erasure from being done is no outage.
    if (failures < FAILURES_OF_AN_OUTAGE) return this.#troubleOfErasures();
    if (trouble === null) return null;
    return trouble.code === 'object-store/unreachable' || trouble.code === 'object-store/busy' ? null : trouble;
  }

  retryParked(): number {
    const tried = this.#parts.store.outbox.unpark();
    this.#restingUntilMs.clear();
    this.#erasuresRestUntilMs = 0;
    this.#suspects.forgive();
    this.#plan();
    return tried;
  }

  #troubleOfErasures(): RemoteHealth['trouble'] {
    return this.#erasures.some((entry) => this.#suspects.isToBlame(entry)) ? this.#erasureTrouble : null;
  }

  #activity(pending: number): SyncPicture['activity'] {
    if (this.#running.size > 0) return 'sending';
    if (this.#remote.restsUntilMs > this.#nowMs()) return 'resting';
    return pending === 0 ? 'idle' : 'paused';
  }

  /** Steps that end about together are noted, and the next ones begun, in one transaction; others send meanwhile. */
  #planSoon(): void {
    if (this.#isPlanDue) return;
    this.#isPlanDue = true;
    setTimeout(() => {
      this.#isPlanDue = false;
      this.#plan();
    }, PLAN_AFTER_MS);
  }

  /** Notes what ended, with whatever else is to be written. What cannot be noted is kept: its entry stays claimed. */
  #noting<T>(work: () => T): T {
    const notes = [...this.#toNote];
    const answer = this.#parts.store.transact('the outbox', () => {
      for (const note of notes) note();
      return work();
    });
    this.#toNote.splice(0, notes.length);
    return answer;
  }

  #plan(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    let againMs = LOOK_EVERY_MS;
    try {
      const claimed = this.#noting(() => this.#claim());
      againMs = claimed.againMs;
      for (const [step, rows] of claimed.steps) this.#running.set(step, this.#run(step, rows));
      this.#tidy();
      this.#isUnreadable = false;
    } catch (error) {
      if (!this.#isUnreadable) this.#parts.log.error({ error }, 'The outbox cannot be read; it is tried again.');
      this.#isUnreadable = true;
    }
    this.#timer = setTimeout(() => this.#plan(), againMs);
    this.#timer.unref();
  }

  /** The next steps, claimed, and in how many milliseconds to look again. */
  #claim(): { readonly steps: readonly [SyncStep, readonly OutboxEntry[]][]; readonly againMs: number } {
    const { config, store, isBusy } = this.#parts;
    const nowMs = this.#nowMs();
    for (const [id, untilMs] of this.#restingUntilMs) if (untilMs <= nowMs) this.#restingUntilMs.delete(id);
    this.#busySinceMs = config.pauseWhileSwinging && isBusy() ? (this.#busySinceMs ?? nowMs) : null;
    // A rest needs no look at the database, and the line may be down for days.
    if (this.#remote.restsUntilMs > nowMs) {
      return { steps: [], againMs: Math.min(LOOK_EVERY_MS, this.#remote.restsUntilMs - nowMs) };
    }
    const { passedOver, passesOverErasures } = this.#suspects;
    const without = [...this.#restingUntilMs.keys(), ...passedOver];
    const mayErase = !passesOverErasures && this.#erasuresRestUntilMs <= nowMs;
    const urgencyMin = mayErase ? URGENCY.erasure : URGENCY.result;
    const rows = new Map(store.outbox.waiting(PAGE, without, urgencyMin).map((row) => [row.id, row]));
    const owners = new Map<string, readonly string[]>();
    const waiting = [...rows.values()].map((row) => this.#entryOf(row, owners));
    this.#erasures = store.outbox.erasures().map((row) => this.#entryOf(row, owners));
    const plan = planSync(
      {
        waiting,
        running: [...this.#running.keys()],
        erasures: this.#erasures,
        restingUntilMs: this.#restingUntilMs,
        remote: this.#remote,
      },
      { atOnce: config.connections + STEPS_AHEAD, urgencyMax: config.isMetered ? URGENCY['key-frame'] : URGENCY.clip },
      { nowMs, busySinceMs: this.#busySinceMs },
    );
    // Nothing else may go: the line is tried with what it failed with.
    if (plan.steps.length === 0 && passedOver.length > 0 && this.#running.size === 0 && this.#busySinceMs === null) {
      this.#suspects.tryAll();
      return { steps: [], againMs: 1 };
    }
    const steps = plan.steps.flatMap((planned): [SyncStep, readonly OutboxEntry[]][] => {
      const step = planned.filter(({ id }) => store.outbox.claim(id));
      const claimed = step.flatMap(({ id }) => rows.get(id) ?? []);
      return claimed.length === 0 ? [] : [[step, claimed]];
    });
    const againMs = (plan.againAtMs ?? Number.POSITIVE_INFINITY) - nowMs;
    return { steps, againMs: Math.max(1, Math.min(LOOK_EVERY_MS, againMs)) };
  }

  async #run(step: SyncStep, rows: readonly OutboxEntry[]): Promise<void> {
    const beganMs = this.#nowMs();
    try {
      const { objects, store } = this.#parts;
      const outcomes = await carryOut(rows, { objects, source: store, pace: this.#pace, random: this.#random });
      if (outcomes.some(({ result }) => result === 'sent' || result === 'erased')) this.#noteReached(step);
      for (const [index, entry] of step.entries()) {
        const [row, outcome] = [rows[index], outcomes[index]];
        if (row === undefined || outcome === undefined) continue;
        if (outcome.result !== 'failed') this.#noteDone(row, outcome);
        else this.#noteRefused(entry, asBayError(outcome.error));
      }
    } catch (error) {
      this.#noteFailed(step, asBayError(error), beganMs);
    } finally {
      this.#running.delete(step);
      this.#planSoon();
    }
  }

  #noteReached(step: SyncStep): void {
    const nowMs = this.#nowMs();
    const { entriesMs, erasuresMs } = this.#suspects.reached(step);
    for (const [id, restsMs] of entriesMs) this.#restingUntilMs.set(id, nowMs + restsMs);
    if (erasuresMs !== null) this.#erasuresRestUntilMs = nowMs + erasuresMs;
    if (entriesMs.size > 0 && this.#remote.trouble !== null) this.#erasureTrouble = this.#remote.trouble;
    if (this.#remote.failures >= FAILURES_OF_AN_OUTAGE) {
      this.#parts.log.info({}, 'The object store is reached again.');
    }
    this.#remote = HEALTHY;
  }

  #noteDone(row: OutboxEntry, { result, bytes }: Exclude<EntryOutcome, { result: 'failed' }>): void {
    const { store, counters } = this.#parts;
    if (result === 'gone') {
      this.#toNote.push(() => store.outbox.forget(row.id));
      return;
    }
    this.#toNote.push(() => void store.outbox.markDone(row.id));
    this.#bytesSent += bytes;
    counters.count('sync_done', { kind: row.kind });
    counters.count('sync_bytes_sent', {}, bytes);
  }

  /** The store, or the way to it, failed: none of the step is to blame as far as is known. */
  #noteFailed(step: SyncStep, { code, message, hint }: BayError, beganMs: number): void {
    const { store, log, counters } = this.#parts;
    counters.count('sync_failed', { code });
    this.#toNote.push(() => {
      for (const { id } of step) store.outbox.release(id, { code, message });
    });
    if (this.#isStopped) return;
    this.#suspects.failed(step);
    const trouble = { code, message, hint: hint ?? null };
    const before = this.#remote.failures;
    this.#remote = afterFailure(this.#remote, { beganMs, nowMs: this.#nowMs(), random: this.#random(), trouble });
    if (before < FAILURES_OF_AN_OUTAGE && this.#remote.failures >= FAILURES_OF_AN_OUTAGE) {
      log.warn({ code, hint }, message);
    }
  }

  #noteRefused(entry: SyncEntry, { code, message, hint, retryable }: BayError): void {
    const { store, log, counters } = this.#parts;
    counters.count('sync_failed', { code });
    const verdict = verdictOf(entry, retryable);
    this.#toNote.push(() => store.outbox.markRefused(entry.id, { code, message }, verdict));
    if (verdict === 'park') {
      counters.count('sync_parked', { code });
      log.error({ code, hint, swing: entry.swing }, message);
    } else {
      this.#restingUntilMs.set(entry.id, this.#nowMs() + restMs(entry.attempts + 1, this.#random()));
    }
  }

  /** Uploads that nobody took up again are given up once a day, when the other side is known to be there. */
  #tidy(): void {
    const { objects, log } = this.#parts;
    if (this.#remote.failures > 0 || this.#running.size > 0 || this.#nowMs() < this.#tidiesAtMs) return;
    this.#tidiesAtMs = this.#nowMs() + TIDY_EVERY_MS;
    objects.abandonUploads('users/', UPLOAD_ABANDONED_MS).then(
      (given) => {
        if (given > 0) log.info({ uploads: given }, 'Unfinished uploads of the object store were given up.');
      },
      (error: unknown) => log.warn({ error }, 'Unfinished uploads could not be looked for; tried again in a day.'),
    );
  }

  /** @param owners of swings that were looked up for the same plan */
  #entryOf(row: OutboxEntry, owners: Map<string, readonly string[]>): SyncEntry {
    const { id, swing, urgency, attempts } = row;
    if (urgency < 0) return { id, kind: 'erase', swing, owners: ownersOf(row), urgency, attempts };
    let theirs = owners.get(swing);
    if (theirs === undefined) {
      const found = findSwing(this.#parts.store, swing);
      theirs = found === null ? [] : [ownerOf(found)];
      owners.set(swing, theirs);
    }
    return { id, kind: 'send', swing, owners: theirs, urgency, attempts };
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}

/** What is no error of ours would be thrown again and again: the entry is parked with what it says. */
function asBayError(error: unknown): BayError {
  if (isBayError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ObjectStoreError('sync/failed', `A part of a swing could not be sent: ${message}.`, {
    hint: 'Report this with the log; then run `swingbay sync retry`.',
    isOfTheObject: true,
    cause: error,
  });
}
