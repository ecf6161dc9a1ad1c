/** The rows of the journal of people; what they mean is said in `people-journal.ts`. */
import { and, asc, count, eq, gt, isNotNull, lte, max, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { peopleClock, peopleJournal, peopleMarks } from './people-journal-schema.ts';
import type { PersonRecord } from './people-record.ts';
import {
  isPeopleTable,
  NEVER_SHOWN_OTHERWISE,
  PEOPLE_TABLES,
  type PeopleTable,
  type PersonRow,
  type SOLE_COLUMNS,
} from './people-tables.ts';
import { boundAt, type PeopleVersion } from './people-version.ts';

export interface PeopleEntry extends PersonRecord {
  /** Whether the row is in its table. */
  readonly isPlaced: boolean;
  /** Where the table holds something else than `row` says. */
  readonly differs: PersonRow;
  /** `table/key` of a parent that has not come yet. */
  readonly waitsFor: string | null;
}

export interface PeopleMark {
  readonly table: PeopleTable;
  readonly key: string;
}

export interface FoundEntry {
  readonly entry: PeopleEntry;
  readonly ordinal: number;
}

export class PeopleEntries {
  readonly #database: Database;
  /** What is asked for every row of a page is made ready once: a page of news is some thousand questions in one turn. */
  readonly #ready: ReturnType<typeof preparedIn>;
  /** Twelve hexadecimal digits. */
  readonly appliance: string;

  constructor(database: Database) {
    this.#database = database;
    this.#ready = preparedIn(database);
    this.appliance = database.orm.select().from(peopleClock).get()?.appliance ?? '';
  }

  find(table: PeopleTable, key: string): PeopleEntry | undefined {
    return this.locate(table, key)?.entry;
  }

  /** Keeps what is new of a row; readers see it as the latest. */
  write(entry: PeopleEntry): void {
    const { table, key } = entry;
    const { orm } = this.#database;
    orm
      .delete(peopleJournal)
      .where(and(eq(peopleJournal.table, table), eq(peopleJournal.key, key)))
      .run();
    orm
      .insert(peopleJournal)
      .values({ ...entry, row: entry.row === null ? null : { ...entry.row }, differs: { ...entry.differs } })
      .run();
  }

  /** How a row stands in its table; nothing that others would have to hear. */
  place({ table, key }: PeopleMark, place: Pick<PeopleEntry, 'isPlaced' | 'differs' | 'waitsFor'>): void {
    this.#database.orm
      .update(peopleJournal)
      .set({ ...place, differs: { ...place.differs } })
      .where(and(eq(peopleJournal.table, table), eq(peopleJournal.key, key)))
      .run();
  }

  locate(table: PeopleTable, key: string): FoundEntry | undefined {
    const row = this.#ready.one.get({ table, key });
    return row === undefined ? undefined : { entry: entryOf(row), ordinal: row.ordinal };
  }

  after(ordinal: number, limit: number): FoundEntry[] {
    return this.#select(gt(peopleJournal.ordinal, ordinal))
      .orderBy(asc(peopleJournal.ordinal))
      .limit(limit)
      .all()
      .map((row) => ({ entry: entryOf(row), ordinal: row.ordinal }));
  }

  waitingFor(parent: string): PeopleEntry[] {
    return this.#ready.waiting.all({ parent }).map(entryOf);
  }

  isAwaited(parent: string): boolean {
    return this.#ready.waiting.get({ parent }) !== undefined;
  }

  /** Rows that stand in no table yet. One that stands in its table already, as a visit without its player, is none. */
  countWaiting(): number {
    const waiting = this.#database.orm
      .select({ rows: count() })
      .from(peopleJournal)
      .where(and(isNotNull(peopleJournal.waitsFor), eq(peopleJournal.isPlaced, false)))
      .get();
    return waiting?.rows ?? 0;
  }

  /** Accounts that claim a value which only one may have. */
  claiming(column: (typeof SOLE_COLUMNS)[number], value: string): PeopleEntry[] {
    const path = sql.raw(`'$.${column}'`);
    const isClaim = sql`${peopleJournal.row} ->> ${path} = ${value}`;
    return this.#select(and(sql`${peopleJournal.table} = 'accounts'`, isClaim))
      .all()
      .map(entryOf);
  }

  /** Players of whom it was said that they are this one as well. */
  joinedInto(player: string): PeopleEntry[] {
    return this.#ready.joinedInto.all({ player }).map(entryOf);
  }

  /** Rows of a player that stand in their tables under another name than `shown`, among those that may. */
  shownOtherwise(player: string, shown: string): PeopleEntry[] {
    const isTheirs = sql`${peopleJournal.row} ->> '$.player' = ${player}`;
    const isOther = sql`coalesce(${peopleJournal.differs} ->> '$.player', ${player}) <> ${shown}`;
    return this.#select(and(isTheirs, notInArray(peopleJournal.table, NEVER_SHOWN_OTHERWISE), isOther))
      .all()
      .map(entryOf);
  }

  /** Accounts that another keeps from a value they claim. */
  disputed(limit: number): PeopleEntry[] {
    return this.#select(and(eq(peopleJournal.table, 'accounts'), sql`${peopleJournal.differs} <> '{}'`))
      .orderBy(asc(peopleJournal.ordinal))
      .limit(limit)
      .all()
      .map(entryOf);
  }

  countAfter(ordinal: number): number {
    const later = this.#database.orm
      .select({ rows: count() })
      .from(peopleJournal)
      .where(gt(peopleJournal.ordinal, ordinal))
      .get();
    return later?.rows ?? 0;
  }

  /** Entries of this appliance's own making, after an ordinal, whose version is ahead of a time. */
  ownAhead(wallMs: number, ordinal: number): PeopleEntry[] {
    const isOwn = sql`${peopleJournal.version} like ${`%-${this.appliance}`}`;
    return this.#select(and(gt(peopleJournal.version, boundAt(wallMs)), gt(peopleJournal.ordinal, ordinal), isOwn))
      .orderBy(asc(peopleJournal.version))
      .all()
      .map(entryOf);
  }

  /** Whether others made a version later than a time, or have been told of one, up to an ordinal. */
  hasKnownAfter(wallMs: number, ordinal: number): boolean {
    const isForeign = sql`${peopleJournal.version} not like ${`%-${this.appliance}`}`;
    const isKnown = or(isForeign, lte(peopleJournal.ordinal, ordinal));
    const isAfter = gt(peopleJournal.version, boundAt(wallMs));
    return this.#select(and(isAfter, isKnown)).limit(1).get() !== undefined;
  }

  newestVersionUntil(wallMs: number): PeopleVersion | null {
    return (
      this.#database.orm
        .select({ newest: max(peopleJournal.version) })
        .from(peopleJournal)
        .where(lte(peopleJournal.version, boundAt(wallMs)))
        .get()?.newest ?? null
    );
  }

  newestVersion(): PeopleVersion | null {
    return (
      this.#database.orm
        .select({ newest: max(peopleJournal.version) })
        .from(peopleJournal)
        .get()?.newest ?? null
    );
  }

  marks(): PeopleMark[] {
    return this.#database.orm
      .select()
      .from(peopleMarks)
      .all()
      .flatMap(({ table, key }) => (isPeopleTable(table) ? [{ table, key }] : []));
  }

  /** Of the first table that has some, in an order in which parents come before their children. */
  firstMarks(limit: number): PeopleMark[] {
    for (const table of PEOPLE_TABLES) {
      const marks = this.#database.orm
        .select()
        .from(peopleMarks)
        .where(eq(peopleMarks.table, table))
        .limit(limit)
        .all();
      if (marks.length > 0) return marks.map(({ key }) => ({ table, key }));
    }
    return [];
  }

  /** All of them, or these. */
  clearMarks(marks?: readonly PeopleMark[]): void {
    const { orm } = this.#database;
    if (marks === undefined) orm.delete(peopleMarks).run();
    for (const { table, key } of marks ?? []) {
      orm
        .delete(peopleMarks)
        .where(and(eq(peopleMarks.table, table), eq(peopleMarks.key, key)))
        .run();
    }
  }

  #select(where: SQL | undefined) {
    return this.#database.orm.select().from(peopleJournal).where(where);
  }
}

function preparedIn({ orm }: Database) {
  const entries = (where: SQL | undefined) => orm.select().from(peopleJournal).where(where);
  const given = (name: string) => sql`${sql.placeholder(name)}`;
  return {
    one: entries(and(eq(peopleJournal.table, given('table')), eq(peopleJournal.key, given('key')))).prepare(),
    waiting: entries(eq(peopleJournal.waitsFor, given('parent'))).prepare(),
    joinedInto: joinedIntoGiven(orm).prepare(),
  };
}

/** Ordered by an expression: by the column itself, the index of keys would be taken, and every player looked at. */
export function joinedIntoGiven(orm: Database['orm']) {
  const isJoined = sql`${peopleJournal.row} ->> '$.joined_into' = ${sql.placeholder('player')}`;
  return orm
    .select()
    .from(peopleJournal)
    .where(and(sql`${peopleJournal.table} = 'players'`, isJoined))
    .orderBy(sql`+${peopleJournal.key}`);
}

function entryOf(row: typeof peopleJournal.$inferSelect): PeopleEntry {
  const { ordinal: _, table, ...entry } = row;
  return { ...entry, table: table as PeopleTable };
}

export function isWaiting(entry: PeopleEntry | undefined): boolean {
  return entry !== undefined && entry.waitsFor !== null && !entry.isPlaced;
}

export function recordOf({ table, key, version, row, columns }: PeopleEntry): PersonRecord {
  return { table, key, version, row, columns };
}

export function tombstoneOf({ table, key }: PeopleEntry, version: PeopleVersion): PeopleEntry {
  return { table, key, version, row: null, columns: {}, isPlaced: false, differs: {}, waitsFor: null };
}
