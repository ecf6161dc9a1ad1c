/**
 * Tells the warehouse what it is owed, whenever there is a line: plans, tells a round, notes it, plans again. It knows
 * nothing of the object store's sending beside it, so that neither holds up the other.
 *
 * One round is on its way at a time: as many swings as one plan allows, in one batch, which the warehouse may take twice.
 * Where it refuses a row, or says only that it did not take all, each due of the round is told alone, so that only the
 * one with the row is parked.
 */
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import { endedWithin } from '../../device/clock/ended-within.ts';
import type { BayError } from '../../device/errors/bay-error.ts';
import type { WarehouseSyncState } from '../../device/ports/sync-state.port.ts';
import type { Warehouse } from '../../device/ports/warehouse.port.ts';
import { URGENCY } from '../../device/store/outbox-rules.ts';
import type { Store } from '../../device/store/store.ts';
import type { WarehouseDue } from '../../device/store/warehouse-due-repository.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { LineSuspects } from '../outbox/line-suspects.ts';
import { findSwing, ownerOf } from '../outbox/swing-objects.ts';
import {
  afterFailure,
  FAILURES_OF_AN_OUTAGE,
  HEALTHY,
  planSync,
  type RemoteHealth,
  restMs,
  type SyncEntry,
  type SyncTrouble,
  verdictOf,
} from '../outbox/sync-planner.ts';
import { batchOf, type DueWork, workOf } from './due-work.ts';
import { passesByItself, warehouseClosed } from './errors.ts';
import { asBayError, isOfNodesOrRows, isOfTheRows } from './fault-of-rows.ts';
import type { WarehouseSource } from './swing-for-warehouse.ts';

export interface WarehouseSyncParts {
  readonly kind: WarehouseSyncState['to'];
  readonly facility: string;
  /** Opens it with its tables; rejects with a `warehouse/…` error. */
  readonly open: () => Promise<Warehouse>;
  readonly store: WarehouseSource & Pick<Store, 'transact'>;
  /** Whether sending is to wait for somebody who swings. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  /** How long nothing of a visit must have changed before it is summed up. */
  readonly quietMs?: number;
  /** From 0 to 1; `Math.random` where absent. */
  readonly random?: () => number;
}

/** Dues of a round: enough for a statement that is worth its journey, few enough to be read between two pictures. */
const ROUND = 64;
const PAGE = 2 * ROUND;
const LOOK_EVERY_MS = 500;
const STOPS_WITHIN_MS = 5_000;
const QUIET_MS = 60_000;
const REASONS_SHOWN = 20;
/** Files, rights and tables are looked at anew before the next attempt. */
const OPENED_ANEW = new Set([
  ...['warehouse/credentials', 'warehouse/rights', 'warehouse/certificate', 'warehouse/schema'],
  ...['warehouse/no-tls', 'warehouse/no-database'],
]);

interface Told {
  readonly due: WarehouseDue;
  readonly entry: SyncEntry;
  readonly work: DueWork;
}

type SettledAndDone = readonly [
  settled: (of: readonly Told[], note: (due: WarehouseDue) => void) => void,
  done: (due: WarehouseDue) => boolean,
];

export class WarehouseSync {
  readonly #parts: WarehouseSyncParts;
  readonly #random: () => number;
  readonly #restingUntilMs = new Map<number, number>();
  readonly #suspects = new LineSuspects();
  /** None of them is tried before: one that failed spoke for all. */
  #erasuresRestUntilMs = 0;
  /** Of those that are owed, as of the last plan. */
  #erasures: readonly SyncEntry[] = [];
  /** Why erasures fail while the line is well: somebody waits for them, so it is not to be forgotten with the outage. */
  #erasureTrouble: SyncTrouble | null = null;
  #warehouse: Warehouse | null = null;
  #remote: RemoteHealth = HEALTHY;
  #busySinceMs: number | null = null;
  #round: Promise<void> | null = null;
  #isUnreadable = false;
  /** A round ended and could not be noted: what it had claimed is nobody's. */
  #isUnnoted = false;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = true;

  constructor(parts: WarehouseSyncParts) {
    this.#parts = parts;
    this.#random = parts.random ?? Math.random;
  }

  /** Begins, and goes on until `stop`. */
  start(): void {
    this.#isStopped = false;
    this.#plan();
  }

  /**
   * The round that is on its way ends with its line, and is told again after the next start. One that still opens a
   * warehouse, where the first sums of a large one may take half an hour, is left behind and closes it. Idempotent.
   */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await endedWithin(STOPS_WITHIN_MS, Promise.all([this.#warehouse?.close(), this.#round]));
    await this.#warehouse?.close();
    this.#warehouse = null;
  }

  state(): WarehouseSyncState {
    const { warehouseDues } = this.#parts.store;
    const { pending, withheld, done, parked, oldestPendingAt } = warehouseDues.standing();
    return {
      ...{ to: this.#parts.kind, activity: this.#activity(pending) },
      ...{ pending, withheld, sent: done, parked, oldestPendingAt },
      trouble: this.#remote.trouble ?? this.#troubleOfErasures(),
      parkedReasons: warehouseDues.parked(REASONS_SHOWN).map(({ key, lastErrorCode, lastError }) => ({
        ...{ what: key, code: lastErrorCode ?? '', message: lastError ?? '' },
      })),
    };
  }

  /** What keeps the warehouse from being told and somebody has to see to; a line that is down is no such thing. */
  get obstacle(): SyncTrouble | null {
    const { failures } = this.#remote;
    const trouble = failures < FAILURES_OF_AN_OUTAGE ? this.#troubleOfErasures() : this.#remote.trouble;
    if (trouble === null) return null;
    return passesByItself(trouble) ? null : trouble;
  }

  retryParked(): number {
    const tried = this.#parts.store.warehouseDues.unpark();
    this.#restingUntilMs.clear();
    this.#erasuresRestUntilMs = 0;
    this.#suspects.forgive();
    this.#plan();
    return tried;
  }

  #troubleOfErasures(): SyncTrouble | null {
    return this.#erasures.some((entry) => this.#suspects.isToBlame(entry)) ? this.#erasureTrouble : null;
  }

  #activity(pending: number): WarehouseSyncState['activity'] {
    if (this.#round !== null) return 'sending';
    if (this.#remote.restsUntilMs > this.#nowMs()) return 'resting';
    return pending === 0 ? 'idle' : 'paused';
  }

  #plan(): void {
    if (this.#isStopped || this.#round !== null) return;
    clearTimeout(this.#timer);
    let dues: readonly WarehouseDue[] = [];
    try {
      dues = this.#claim();
      this.#isUnreadable = false;
    } catch (error) {
      if (!this.#isUnreadable) this.#parts.log.error({ error }, 'What the warehouse is owed cannot be read.');
      this.#isUnreadable = true;
    }
    if (dues.length === 0) {
      this.#timer = setTimeout(() => this.#plan(), LOOK_EVERY_MS);
      this.#timer.unref();
      return;
    }
    this.#round = this.#tell(dues)
      .catch((error: unknown) => {
        this.#isUnnoted = true;
        this.#parts.log.error({ error }, 'A round of the warehouse could not be noted; it is told again.');
      })
      .finally(() => {
        this.#round = null;
        setImmediate(() => this.#plan());
      });
  }

  #claim(): WarehouseDue[] {
    const { store, isBusy } = this.#parts;
    const { warehouseDues } = store;
    const nowMs = this.#nowMs();
    this.#busySinceMs = isBusy() ? (this.#busySinceMs ?? nowMs) : null;
    if (this.#remote.restsUntilMs > nowMs) return [];
    for (const [id, untilMs] of this.#restingUntilMs) if (untilMs <= nowMs) this.#restingUntilMs.delete(id);
    return store.transact('what the warehouse is owed', () => {
      if (this.#isUnnoted) warehouseDues.releaseOwn();
      this.#isUnnoted = false;
      const quietMs = this.#parts.quietMs ?? QUIET_MS;
      const { passedOver, passesOverErasures } = this.#suspects;
      const without = [...this.#restingUntilMs.keys(), ...passedOver];
      const mayErase = !passesOverErasures && this.#erasuresRestUntilMs <= nowMs;
      const urgencyMin = mayErase ? URGENCY.erasure : URGENCY.result;
      const dues = new Map(warehouseDues.waiting(PAGE, quietMs, without, urgencyMin).map((due) => [due.id, due]));
      const waiting = [...dues.values()].map((due) => this.#entryOf(due));
      this.#erasures = warehouseDues.erasures().map((due) => this.#entryOf(due));
      const { steps } = planSync(
        {
          waiting,
          running: [],
          erasures: this.#erasures,
          restingUntilMs: this.#restingUntilMs,
          remote: this.#remote,
        },
        { atOnce: ROUND, urgencyMax: Number.POSITIVE_INFINITY },
        { nowMs, busySinceMs: this.#busySinceMs },
      );
      // Nothing else may be told: the next look tries the line with what it failed with.
      if (steps.length === 0 && this.#busySinceMs === null) this.#suspects.tryAll();
      return steps.flat().flatMap(({ id }) => {
        const due = dues.get(id);
        return due !== undefined && warehouseDues.claim(due) ? [due] : [];
      });
    });
  }

  /** Every due that was claimed is noted one way or the other; rejects where the bay's own disk does not take that. */
  async #tell(dues: readonly WarehouseDue[]): Promise<void> {
    const beganMs = this.#nowMs();
    const works: Told[] = [];
    const left = new Set(dues);
    const done = (due: WarehouseDue): boolean => left.delete(due);
    try {
      for (const due of dues) {
        const work = await this.#workOf(due);
        if (work === null) done(due);
        else works.push({ due, entry: this.#entryOf(due), work });
      }
      if (works.length > 0) await this.#send(works, done);
      this.#noteReached(works.filter(({ work }) => isForTheWarehouse(work)).map(({ entry }) => entry));
    } catch (error) {
      const failure = asBayError(error);
      const [only, ...others] = left;
      const isAlone = only !== undefined && others.length === 0;
      if (isAlone && this.#isToBlame(only, failure)) this.#noteRefused(only, failure);
      else await this.#noteOutage([...left], failure, beganMs);
    }
  }

  /** @param told what went to the warehouse */
  #noteReached(told: readonly SyncEntry[]): void {
    if (told.length === 0) return;
    const nowMs = this.#nowMs();
    const { entriesMs, erasuresMs } = this.#suspects.reached(told);
    for (const [id, restsMs] of entriesMs) this.#restingUntilMs.set(id, nowMs + restsMs);
    if (erasuresMs !== null) this.#erasuresRestUntilMs = nowMs + erasuresMs;
    if (entriesMs.size > 0 && this.#remote.trouble !== null) this.#erasureTrouble = this.#remote.trouble;
    if (this.#remote.failures >= FAILURES_OF_AN_OUTAGE) {
      this.#parts.log.info({}, 'The warehouse is reached again.');
    }
    this.#remote = HEALTHY;
  }

  /** Null where the due is settled already: what cannot be read is refused for its own sake. */
  async #workOf(due: WarehouseDue): Promise<DueWork | null> {
    try {
      return await workOf(due, this.#parts.store, this.#parts.facility);
    } catch (error) {
      this.#noteRefused(due, asBayError(error));
      return null;
    }
  }

  async #send(works: readonly Told[], done: (due: WarehouseDue) => boolean): Promise<void> {
    const { store } = this.#parts;
    const { warehouseDues } = store;
    const settled = (of: readonly Told[], note: (due: WarehouseDue) => void): void =>
      store.transact('what the warehouse is owed', () => {
        for (const { due } of of) {
          note(due);
          done(due);
        }
      });
    settled(ofKind(works, 'withhold'), (due) => warehouseDues.withhold(due));
    settled(ofKind(works, 'nothing'), (due) => warehouseDues.forget(due));
    for (const told of ofKind(works, 'forget')) {
      if (told.work.kind !== 'forget') continue;
      await (await this.#opened()).forget(told.work.whose);
      settled([told], (due) => warehouseDues.markDone(due));
      this.#parts.counters.count('warehouse_forgotten');
    }
    await this.#sendRows(ofKind(works, 'upsert'), settled, done);
  }

  /** All in one where the warehouse takes that; where it refuses a row, each alone. What was taken twice stays the same. */
  async #sendRows(rows: readonly Told[], ...[settled, done]: SettledAndDone): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    const { store, counters } = this.#parts;
    try {
      await (await this.#opened()).upsert(batchOf(rows.map(({ work }) => work)));
      settled(rows, (due) => store.warehouseDues.markDone(due));
      for (const { due } of rows) counters.count('warehouse_told', { kind: due.kind });
    } catch (error) {
      const isNotWritten = isOfNodesOrRows(error);
      if (rows.length > 1 && (isNotWritten || isOfTheRows(error))) await this.#sendEach(rows, settled, done);
      else if (isNotWritten || !isOfTheRows(error)) throw error;
      else {
        this.#noteRefused(first.due, asBayError(error));
        done(first.due);
      }
    }
  }

  /** What is not written while another is counts as refused; where none is, the warehouse fails. */
  async #sendEach(rows: readonly Told[], ...[settled, done]: SettledAndDone): Promise<void> {
    const unwritten: { readonly due: WarehouseDue; readonly failure: BayError }[] = [];
    for (const told of rows) {
      try {
        await this.#sendRows([told], settled, done);
      } catch (error) {
        if (!isOfNodesOrRows(error)) throw error;
        unwritten.push({ due: told.due, failure: asBayError(error) });
      }
    }
    const [first] = unwritten;
    if (first !== undefined && unwritten.length === rows.length) throw first.failure;
    for (const { due, failure } of unwritten) {
      this.#noteRefused(due, failure);
      done(due);
    }
  }

  /** Whether it was not written while others were, now or before. */
  #isToBlame(due: WarehouseDue, failure: BayError): boolean {
    return isOfNodesOrRows(failure) && (due.attempts > 0 || this.#suspects.isToBlame(this.#entryOf(due)));
  }

  async #opened(): Promise<Warehouse> {
    if (this.#warehouse !== null) return this.#warehouse;
    const opened = await this.#parts.open();
    if (this.#isStopped) {
      await opened.close();
      throw warehouseClosed();
    }
    this.#warehouse = opened;
    return opened;
  }

  async #noteOutage(dues: readonly WarehouseDue[], failure: BayError, beganMs: number): Promise<void> {
    const { store, log, counters } = this.#parts;
    const { code, message, hint = null } = failure;
    store.transact('what the warehouse is owed', () => {
      for (const due of dues) store.warehouseDues.release(due, { code, message });
    });
    if (this.#isStopped) return;
    this.#suspects.failed(dues.map((due) => this.#entryOf(due)));
    counters.count('warehouse_failed', { code });
    const before = this.#remote.failures;
    const trouble = { code, message, hint };
    this.#remote = afterFailure(this.#remote, { beganMs, nowMs: this.#nowMs(), random: this.#random(), trouble });
    if (before < FAILURES_OF_AN_OUTAGE && this.#remote.failures >= FAILURES_OF_AN_OUTAGE)
      log.warn({ code, hint }, message);
    if (!OPENED_ANEW.has(code)) return;
    await this.#warehouse?.close();
    this.#warehouse = null;
  }

  #noteRefused(due: WarehouseDue, { code, message, hint, retryable }: BayError): void {
    const { store, log, counters } = this.#parts;
    counters.count('warehouse_failed', { code });
    const verdict = verdictOf(this.#entryOf(due), retryable);
    store.warehouseDues.markRefused(due, { code, message }, verdict);
    if (verdict === 'park') {
      counters.count('warehouse_parked', { code });
      log.error({ code, hint, what: due.key }, message);
    } else {
      this.#restingUntilMs.set(due.id, this.#nowMs() + restMs(due.attempts + 1, this.#random()));
    }
  }

  #entryOf({ id, kind, swing, owner, urgency, attempts }: WarehouseDue): SyncEntry {
    if (kind === 'erasure') return { id, kind: 'erase', swing, owners: [owner], urgency, attempts };
    if (kind !== 'swing') return { id, kind: 'send', swing: '', owners: [owner], urgency, attempts };
    const found = findSwing(this.#parts.store, swing);
    return { id, kind: 'send', swing, owners: found === null ? [] : [ownerOf(found)], urgency, attempts };
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}

function ofKind(works: readonly Told[], kind: DueWork['kind']): readonly Told[] {
  return works.filter(({ work }) => work.kind === kind);
}

function isForTheWarehouse({ kind }: DueWork): boolean {
  return kind === 'upsert' || kind === 'forget';
}
