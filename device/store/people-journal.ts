/**
 * What became of people, in a form in which appliances can tell each other.
 *
 * Triggers mark each row of a person's tables that changes; before the transaction ends, the marks are folded into one
 * entry a row with a version (`people-version.ts`). Entries of others are joined with ours (`people-record.ts`), and the
 * tables follow from what comes of it (`people-projection.ts`).
 *
 * INVARIANTS
 * - A change and its entry are in the same transaction.
 * - `takeIn` of the same records, in whatever order, portions and repetition, ends in the same tables everywhere.
 * - A deleted player's entries hold no word of them but ids.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, NS_PER_MS } from '../clock/clock.ts';
import type { Database } from './database.ts';
import {
  type FoundEntry,
  isWaiting,
  PeopleEntries,
  type PeopleEntry,
  type PeopleMark,
  recordOf,
  tombstoneOf,
} from './people-entries.ts';
import {
  nameOf,
  noteFreed,
  type PeopleConflict,
  PeopleProjection,
  type ProjectionEffects,
} from './people-projection.ts';
import { bytesOf, isSameRecord, joined, type PersonRecord } from './people-record.ts';
import { recordFault } from './people-record-fault.ts';
import { PeopleRows } from './people-rows.ts';
import { type PeopleTable, type PersonRow, type PersonValue, rankOf, rulesOf } from './people-tables.ts';
import { latestOf, nextVersion, type PeopleVersion, wallMsOf } from './people-version.ts';

export interface PeoplePage {
  readonly records: readonly PersonRecord[];
  /** Pass as `ordinal` for what comes after; the same as before where nothing did. */
  readonly next: number;
}

export interface RefusedRecord {
  readonly table: string;
  readonly key: string;
  readonly reason: string;
}

export interface TakenIn {
  /** Records that changed something here. */
  readonly taken: number;
  /** Records that said nothing new. */
  readonly kept: number;
  /** Records that cannot be: nothing of them was taken. */
  readonly refused: readonly RefusedRecord[];
  /** Accounts among these records that lost their e-mail address or PIN to one that has had it longer. */
  readonly conflicts: readonly PeopleConflict[];
}

export interface PeopleJournalParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly effects: ProjectionEffects;
  /** Deletes what a player left beside their own tables, such as swings; idempotent. Before the player goes. */
  readonly forgetPlayer: (id: string) => Promise<void>;
  /** How many rows may wait for what they belong to; 10 000 where absent. */
  readonly waitingMax?: number;
}

const PAGE_RECORDS_MAX = 500;
/** Each is a third of a millisecond of work. */
const RECORDS_A_TURN = 50;
/** Rows that wait for a parent; more are refused until it comes, and whoever sends them stays where they are. */
const WAITING_MAX = 10_000;
/** Why a record was not taken that is to be sent again, as it is. */
export const NO_ROOM_YET = 'too many rows wait for what they belong to';
const CONFLICTS_MAX = 500;
const BACKLOG_AT_ONCE = 500;

export class PeopleJournal {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #entries: PeopleEntries;
  readonly #rows: PeopleRows;
  readonly #projection: PeopleProjection;
  readonly #effects: ProjectionEffects;
  #trusted: { readonly nowMs: number; readonly monotonicNs: number } | null = null;
  readonly #forgetPlayer: PeopleJournalParts['forgetPlayer'];

  readonly #waitingMax: number;

  constructor({ database, clock, effects, forgetPlayer, waitingMax = WAITING_MAX }: PeopleJournalParts) {
    this.#waitingMax = waitingMax;
    this.#database = database;
    this.#clock = clock;
    this.#effects = effects;
    this.#forgetPlayer = forgetPlayer;
    this.#entries = new PeopleEntries(database);
    this.#rows = new PeopleRows(database);
    this.#projection = new PeopleProjection(this.#entries, this.#rows, effects);
    this.#foldBacklog();
    database.beforeCommit = () => this.#fold();
  }

  /** This copy of the data, in the versions that it makes. */
  get appliance(): string {
    return this.#entries.appliance;
  }

  /**
   * What changed after `ordinal`, which is 0 for everything, in the order of its newest change; at most `limit` (500). What
   * a row belongs to comes before it, though it was changed later, so that whoever takes it has it wait for nothing; so
   * one row may come with three more. No more than `bytesMax` as JSON, but for one row with what it belongs to.
   */
  changesSince(ordinal: number, limit: number, bytesMax = Number.POSITIVE_INFINITY): PeoplePage {
    const size = Math.max(1, Math.min(limit, PAGE_RECORDS_MAX));
    return this.#database.transact('the journal of people', () => {
      this.#fold();
      const records = new Map<string, PersonRecord>();
      let next = ordinal;
      let bytes = 0;
      for (const found of this.#entries.after(ordinal, size)) {
        const own = this.#withParents(found).filter((record) => !records.has(nameOf(record)));
        bytes += own.reduce((sum, record) => sum + bytesOf(recordOf(record)), 0);
        if (records.size > 0 && (records.size + own.length > size || bytes > bytesMax)) break;
        for (const record of own) records.set(nameOf(record), recordOf(record));
        next = found.ordinal;
      }
      return { records: [...records.values()], next };
    });
  }

  /**
   * Takes what others noted; at most 500 records a call. Idempotent; the order does not matter, so that some are taken and
   * then everybody else has their turn. Whoever is deleted by it loses their swings as well, first, so that a crash in
   * between leaves somebody to be deleted again.
   */
  async takeIn(records: readonly PersonRecord[]): Promise<TakenIn> {
    if (records.length > PAGE_RECORDS_MAX) throw new RangeError(`${records.length} records are too many at once.`);
    for (const record of records) {
      const { table, key, row } = record;
      if (table !== 'players' || row !== null || recordFault(record, this.#rows) !== null) continue;
      if (this.#rows.find(table, key) !== undefined) await this.#forgetPlayer(key);
    }
    // Nobody waits for what comes with them.
    const inOrder = records.toSorted((left, right) => rankOf(left.table) - rankOf(right.table));
    const coming = new Set<string>();
    const refused: RefusedRecord[] = [];
    let kept = 0;
    for (let from = 0; from === 0 || from < inOrder.length; from += RECORDS_A_TURN) {
      if (from > 0) await nextTurn();
      const part = this.#takePart(inOrder.slice(from, from + RECORDS_A_TURN), coming);
      refused.push(...part.refused);
      kept += part.kept;
    }
    const conflicts = this.#database.read('the journal of people', () => this.#conflictsOf(records));
    return { taken: records.length - kept - refused.length, kept, refused, conflicts };
  }

  /** @param coming what came with them, to which it adds */
  #takePart(records: readonly PersonRecord[], coming: Set<string>): Pick<TakenIn, 'kept' | 'refused'> {
    return this.#database.transact('people of another appliance', () => {
      this.#fold();
      const changed = new Map<string, PeopleMark>();
      const freed = new Set<string>();
      const refused: RefusedRecord[] = [];
      let kept = 0;
      let room = this.#waitingMax - this.#entries.countWaiting();
      for (const record of records) {
        const { table, key } = record;
        const fault = recordFault(record, this.#rows);
        if (fault !== null) {
          refused.push({ table, key, reason: fault });
          continue;
        }
        const entry = this.#entries.find(table, key);
        const merged = entry === undefined ? record : joined(recordOf(entry), record);
        if (entry !== undefined && isSameRecord(recordOf(entry), merged)) {
          kept++;
          continue;
        }
        const isToWait = this.#isToWait(merged, coming);
        // A word of the deletion of what nobody knew or waits for stays in the journal too.
        const isOfNone = merged.row === null && entry === undefined && !this.#entries.isAwaited(nameOf(record));
        if ((isOfNone || (isToWait && !isWaiting(entry))) && room-- <= 0) {
          refused.push({ table, key, reason: NO_ROOM_YET });
          continue;
        }
        if (!isToWait) coming.add(nameOf(record));
        this.#takeOne(merged, entry, freed);
        changed.set(nameOf(record), { table, key });
      }
      for (const { table, key } of this.#projection.settle(changed.values(), freed)) {
        refused.push({ table, key, reason: 'the table does not take it' });
      }
      this.#buryOrphans();
      if (changed.size > 0) this.#effects.accountsChanged();
      return { kept, refused };
    });
  }

  /** What is known of one row; undefined where nothing is. */
  find(table: PeopleTable, key: string): PersonRecord | undefined {
    const entry = this.#database.read('the journal of people', () => this.#entries.find(table, key));
    return entry === undefined ? undefined : recordOf(entry);
  }

  /** A version later than everything that is known here. */
  latest(): PeopleVersion {
    return nextVersion(this.#entries.newestVersion(), this.#nowMs(), this.#entries.appliance);
  }

  /** How many entries a reader who stopped at `ordinal` has not seen. */
  countAfter(ordinal: number): number {
    return this.#database.read('the journal of people', () => this.#entries.countAfter(ordinal));
  }

  /**
   * The facility said what time it is; it takes no version that is ahead of it by more than `aheadMsMax`. Versions are
   * made by that from then on, until the appliance is started again, and those of changes that nobody has heard of yet,
   * after `ordinal`, are made anew where this appliance's own clock had put them ahead by more than half of it. Answers
   * how many.
   *
   * A clock by which what others wrote or know lies in the future has been set back, as one is that has no battery and no line:
   * nothing is dated by it, for what is dated back falls behind what it was made upon and is lost.
   */
  trustTime(nowMs: number, ordinal: number, aheadMsMax: number): number {
    return this.#database.transact('the journal of people', () => {
      this.#fold();
      const isOfOthers = (of: PeopleVersion) => !of.endsWith(this.#entries.appliance);
      const isOfTheFuture = (of: PeopleVersion) => wallMsOf(of) > nowMs + aheadMsMax;
      const untilMs = nowMs + aheadMsMax / 2;
      const ahead = this.#entries.ownAhead(untilMs, ordinal);
      const seenOfOthers = ahead.flatMap(({ columns }) => Object.values(columns)).filter(isOfOthers);
      if (this.#entries.hasKnownAfter(nowMs + aheadMsMax, ordinal) || seenOfOthers.some(isOfTheFuture)) return 0;
      this.#trusted = { nowMs, monotonicNs: this.#clock.monotonicNs() };
      let remade = 0;
      let seen = this.#entries.newestVersionUntil(untilMs);
      for (const entry of ahead) {
        const isAhead = (of: PeopleVersion) => wallMsOf(of) > untilMs && !isOfOthers(of);
        const kept = Object.values(entry.columns).filter((of) => !isAhead(of));
        const version = nextVersion(latestOf([seen, ...kept]), nowMs, this.#entries.appliance);
        if (version >= entry.version) continue;
        const columns = Object.entries(entry.columns).map(
          ([column, of]) => [column, isAhead(of) ? version : of] as const,
        );
        this.#entries.write({ ...entry, version, columns: Object.fromEntries(columns) });
        seen = version;
        remade++;
      }
      return remade;
    });
  }

  /** Milliseconds of the newest version that is known here; 0 where nothing is. */
  newestMs(): number {
    const newest = this.#database.read('the journal of people', () => this.#entries.newestVersion());
    return newest === null ? 0 : wallMsOf(newest);
  }

  /** Accounts that another keeps from their e-mail address or PIN, oldest first. */
  conflicts(): PeopleConflict[] {
    return this.#database.read('accounts', () =>
      this.#entries.disputed(CONFLICTS_MAX).flatMap((entry) => this.#projection.conflictsOf(entry)),
    );
  }

  /** What the row belongs to and whoever stopped before it has not seen yet, then the row. */
  #withParents({ entry, ordinal }: FoundEntry): PeopleEntry[] {
    if (entry.row === null) return [entry];
    const parents = rulesOf(entry.table).parents.flatMap(({ table, column }) => {
      const id = entry.row?.[column];
      const parent = typeof id === 'string' ? this.#entries.locate(table, id) : undefined;
      return parent === undefined || parent.ordinal < ordinal ? [] : this.#withParents(parent);
    });
    return [...new Map([...parents, entry].map((each) => [nameOf(each), each])).values()];
  }

  /** Whether the row has to wait for what neither is in its table nor is `coming`. */
  #isToWait({ table, row }: PersonRecord, coming: ReadonlySet<string>): boolean {
    if (row === null) return false;
    return rulesOf(table).parents.some((parent) => {
      const id = row[parent.column];
      if (parent.deleted !== 'cascade' || typeof id !== 'string') return false;
      const found = this.#entries.find(parent.table, id);
      if (found === undefined) return true;
      return found.row !== null && !found.isPlaced && !coming.has(nameOf(found));
    });
  }

  #takeOne(merged: PersonRecord, entry: PeopleEntry | undefined, freed: Set<string>): void {
    const { isPlaced = false, differs = {}, waitsFor = null } = entry ?? {};
    noteFreed(entry, freed);
    this.#entries.write({
      ...merged,
      isPlaced: isPlaced && merged.row !== null,
      differs,
      waitsFor: merged.row === null ? null : waitsFor,
    });
  }

  #conflictsOf(records: readonly PersonRecord[]): PeopleConflict[] {
    const keys = new Set(records.flatMap(({ table, key }) => (table === 'accounts' ? [key] : [])));
    const entries = [...keys].flatMap((key) => this.#entries.find('accounts', key) ?? []);
    return entries.flatMap((entry) => this.#projection.conflictsOf(entry));
  }

  /** Rows that went with their parent are deleted at the version they had: everywhere the same, whoever deletes them. */
  #buryOrphans(): void {
    const freed = new Set<string>();
    for (const { table, key } of this.#entries.marks()) {
      const entry = this.#entries.find(table, key);
      if (entry === undefined || entry.row === null || !entry.isPlaced) continue;
      if (this.#rows.find(table, key) !== undefined) continue;
      noteFreed(entry, freed);
      this.#entries.write(tombstoneOf(entry, entry.version));
    }
    if (freed.size > 0) this.#projection.settle([], freed);
    this.#entries.clearMarks();
  }

  /** What was there before there was a journal, parents first and in portions, before anything else is done. */
  #foldBacklog(): void {
    for (;;) {
      const marks = this.#entries.firstMarks(BACKLOG_AT_ONCE);
      if (marks.length === 0) return;
      this.#database.transact('the journal of people', () => {
        this.#note(marks);
        this.#entries.clearMarks(marks);
      });
    }
  }

  /** What was changed here becomes part of the journal. */
  #fold(): void {
    const marks = this.#entries.marks();
    if (marks.length === 0) return;
    this.#note(marks);
    this.#entries.clearMarks();
  }

  #note(marks: readonly PeopleMark[]): void {
    let seen = this.#entries.newestVersion();
    const changed: PeopleMark[] = [];
    const freed = new Set<string>();
    for (const { table, key } of marks) {
      const entry = this.#entries.find(table, key);
      const version = nextVersion(seen, this.#nowMs(), this.#entries.appliance);
      const noted = this.#noted({ table, key }, entry, version);
      if (noted === undefined) continue;
      seen = version;
      noteFreed(entry, freed);
      this.#entries.write(noted);
      changed.push({ table, key });
    }
    this.#projection.settle(changed, freed);
  }

  #nowMs(): number {
    if (this.#trusted === null) return this.#clock.wall().getTime();
    const { nowMs, monotonicNs } = this.#trusted;
    return nowMs + (this.#clock.monotonicNs() - monotonicNs) / NS_PER_MS;
  }

  /** Undefined where the table holds what the journal says. */
  #noted({ table, key }: PeopleMark, entry: PeopleEntry | undefined, version: PeopleVersion): PeopleEntry | undefined {
    const row = this.#rows.find(table, key);
    if (row === undefined) return entry?.isPlaced === true ? tombstoneOf(entry, version) : undefined;
    const placed = { table, key, version, isPlaced: true, differs: {}, waitsFor: null };
    const isByColumn = rulesOf(table).joins === 'by-column';
    if (entry?.row === null && isByColumn) return tombstoneOf(entry, version);
    if (entry === undefined || entry.row === null) {
      return {
        ...placed,
        row,
        columns: isByColumn ? Object.fromEntries(Object.keys(row).map((c) => [c, version])) : {},
      };
    }
    const known = entry.row;
    const changes = Object.entries(row).filter(([column, value]) => value !== this.#expected(entry, known, column));
    if (changes.length === 0) return undefined;
    const differs = Object.fromEntries(
      Object.entries(entry.differs).filter(([column]) => changes.every(([changed]) => changed !== column)),
    );
    const columns = isByColumn ? { ...entry.columns, ...Object.fromEntries(changes.map(([c]) => [c, version])) } : {};
    return { ...entry, version, row: { ...known, ...Object.fromEntries(changes) }, columns, differs, isPlaced: true };
  }

  /** What the table holds of a column if nobody changed it here. */
  #expected({ table, differs }: PeopleEntry, row: PersonRow, column: string): PersonValue {
    if (column in differs) return differs[column] ?? null;
    return column in row ? (row[column] ?? null) : this.#rows.preset(table, column);
  }
}
