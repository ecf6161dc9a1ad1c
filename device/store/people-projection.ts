/**
 * Brings the people's tables in line with the journal.
 *
 * INVARIANTS
 * - What a table holds follows from the entries of the journal alone, not from the order in which they came.
 * - A row whose parent has not come is held in the journal; one whose parent was deleted is deleted.
 * - Of two accounts with one e-mail address or PIN, the one that has had it longer keeps it. The other stays, with its
 *   password and everything that hangs on it, under a word that nobody can log in with, until the value is free again.
 *   So nobody gets at what is somebody else's by registering their address in a bay that has no line.
 * - Of a player who was joined to another the account opens nothing, and rows stand as the other's (`joined-players.ts`).
 */
import { keptOf, relativesOf } from './joined-players.ts';
import type { PeopleEntries, PeopleEntry, PeopleMark } from './people-entries.ts';
import type { PeopleRows } from './people-rows.ts';
import {
  NEVER_SHOWN_OTHERWISE,
  PEOPLE_TABLES,
  type PeopleTable,
  type PersonRow,
  rulesOf,
  SOLE_COLUMNS,
} from './people-tables.ts';

export interface ProjectionEffects {
  /** A player's row is about to become another; `after` is null where it goes. */
  playerChanges(id: string, before: PersonRow, after: PersonRow | null): void;
  /** Accounts may have come, gone or changed. */
  accountsChanged(): void;
}

export interface PeopleConflict {
  readonly table: 'accounts';
  /** Of the player whose account lost the value. */
  readonly key: string;
  readonly column: (typeof SOLE_COLUMNS)[number];
  /** The player who keeps it. */
  readonly holder: string;
}

/** What stands for a parent in `waitsFor` where the table itself refused the row. */
const REFUSED = 'refused';

export class PeopleProjection {
  readonly #entries: PeopleEntries;
  readonly #rows: PeopleRows;
  readonly #effects: ProjectionEffects;

  constructor(entries: PeopleEntries, rows: PeopleRows, effects: ProjectionEffects) {
    this.#entries = entries;
    this.#rows = rows;
    this.#effects = effects;
  }

  /**
   * Joins a transaction. `freed` are values of sole columns that an account may have given up. Answers the rows that the
   * tables refused.
   */
  settle(changed: Iterable<PeopleMark>, freed: ReadonlySet<string> = new Set()): PeopleMark[] {
    const due = new Map<PeopleTable, Set<string>>(PEOPLE_TABLES.map((table) => [table, new Set()]));
    for (const { table, key } of changed) due.get(table)?.add(key);
    const refused: PeopleMark[] = [];
    for (const table of PEOPLE_TABLES) {
      const keys = due.get(table) ?? new Set();
      if (table === 'accounts') this.#addRivals(keys, freed);
      const entries = [...keys].toSorted().flatMap((key) => this.#entries.find(table, key) ?? []);
      if (table === 'accounts') this.#giveUpValues(entries);
      for (const entry of entries) {
        if (!this.#place(entry)) refused.push(entry);
        for (const child of this.#entries.waitingFor(nameOf(entry))) due.get(child.table)?.add(child.key);
      }
      if (table !== 'players') continue;
      for (const row of this.#followJoins(keys)) due.get(row.table)?.add(row.key);
    }
    return refused;
  }

  conflictsOf(entry: PeopleEntry): PeopleConflict[] {
    if (this.#isJoined(entry.key)) return [];
    return SOLE_COLUMNS.flatMap((column) => {
      const holder = column in entry.differs ? this.#holderOf(column, entry) : entry.key;
      return holder === entry.key ? [] : [{ table: 'accounts' as const, key: entry.key, column, holder }];
    });
  }

  /** Whoever claims, or claimed, the same. */
  #addRivals(keys: Set<string>, freed: ReadonlySet<string>): void {
    const claims = new Set(freed);
    for (const key of keys) {
      const row = this.#entries.find('accounts', key)?.row ?? {};
      for (const column of SOLE_COLUMNS) if (typeof row[column] === 'string') claims.add(claimOf(column, row[column]));
    }
    for (const claim of claims) {
      const [column, value] = partsOf(claim);
      for (const rival of this.#entries.claiming(column, value)) keys.add(rival.key);
    }
  }

  /** All of them first, so that the table never sees a value twice while it changes hands. */
  #giveUpValues(entries: readonly PeopleEntry[]): void {
    if (entries.length < 2) return;
    for (const { key } of entries) {
      if (this.#rows.find('accounts', key) === undefined) continue;
      this.#rows.put('accounts', key, { email: standInFor(key), pin_digest: null });
    }
  }

  /**
   * Brings players in line with whom they are joined to, and answers what has to follow. Of a kept one who is deleted the
   * rows of others went with the row; they stand again under their own names.
   */
  #followJoins(players: Iterable<string>): PeopleMark[] {
    const relatives = new Set([...players].flatMap((player) => [...relativesOf(this.#entries, player)]));
    return [...relatives].flatMap((player) => {
      const entry = this.#entries.find('players', player);
      if (entry?.isPlaced === true && this.#standIns(entry)['joined_into'] !== entry.differs['joined_into'])
        this.#place(entry);
      const account = this.#entries.find('accounts', player);
      const isOff = account !== undefined && (this.#isJoined(player) || Object.keys(account.differs).length > 0);
      return [...this.#entries.shownOtherwise(player, keptOf(this.#entries, player)), ...(isOff ? [account] : [])];
    });
  }

  #isJoined(player: string): boolean {
    return keptOf(this.#entries, player) !== player;
  }

  /** False where the table refused it. */
  #place(entry: PeopleEntry): boolean {
    const { table, key, row } = entry;
    if (row === null) {
      this.#takeAway(entry);
      return true;
    }
    const differs: Record<string, string | number | null> = this.#standIns(entry);
    let waitsFor: string | null = null;
    let mayStand = true;
    for (const parent of rulesOf(table).parents) {
      const id = row[parent.column];
      if (typeof id !== 'string') continue;
      const found = this.#entries.find(parent.table, id);
      if (found?.isPlaced === true) {
        const shown = parent.table === 'players' ? this.#shownOf(table, id) : id;
        if (shown !== id) differs[parent.column] = shown;
        continue;
      }
      const isGone = found !== undefined && found.row === null;
      if (isGone && parent.deleted === 'cascade') {
        this.#takeAway(entry);
        this.#entries.write({ ...entry, row: null, columns: {}, isPlaced: false, differs: {}, waitsFor: null });
        return true;
      }
      if (!isGone) waitsFor ??= `${parent.table}/${id}`;
      if (parent.deleted === 'set-null') differs[parent.column] = null;
      else mayStand = false;
    }
    if (!mayStand) {
      this.#takeAway(entry);
      this.#entries.place(entry, { isPlaced: false, differs: {}, waitsFor });
      return true;
    }
    const isTaken = this.#put(table, key, { ...row, ...differs });
    this.#entries.place(entry, { isPlaced: isTaken, differs, waitsFor: isTaken ? waitsFor : REFUSED });
    return isTaken;
  }

  #put(table: PeopleTable, key: string, row: PersonRow): boolean {
    const before = table === 'players' ? this.#rows.find(table, key) : undefined;
    try {
      this.#rows.put(table, key, row);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return false;
    }
    if (before !== undefined) this.#effects.playerChanges(key, before, { ...before, ...row });
    return true;
  }

  #takeAway({ table, key }: PeopleMark): void {
    const before = this.#rows.find(table, key);
    if (before === undefined) return;
    if (table === 'players') this.#effects.playerChanges(key, before, null);
    this.#rows.remove(table, key);
  }

  /** Under whose name a row of a player stands. */
  #shownOf(table: PeopleTable, player: string): string {
    return NEVER_SHOWN_OTHERWISE.includes(table) ? player : keptOf(this.#entries, player);
  }

  /** What a player has instead of what they claim: whom they really are, and nothing of an account that is another's. */
  #standIns(entry: PeopleEntry): Record<string, string | null> {
    const { table, key, row } = entry;
    if (table === 'players') {
      const kept = keptOf(this.#entries, key);
      const into = kept === key ? null : kept;
      return into === (row?.['joined_into'] ?? null) ? {} : { joined_into: into };
    }
    if (table !== 'accounts') return {};
    if (this.#isJoined(key)) return { email: standInFor(key), pin_digest: null };
    const standIns: Record<string, string | null> = {};
    if (this.#holderOf('email', entry) !== entry.key) standIns['email'] = standInFor(entry.key);
    if (this.#holderOf('pin_digest', entry) !== entry.key) standIns['pin_digest'] = null;
    return standIns;
  }

  /** Who has had the value longest, among those whose player is known. */
  #holderOf(column: (typeof SOLE_COLUMNS)[number], { key, row }: PeopleEntry): string {
    const value = row?.[column];
    if (typeof value !== 'string') return key;
    const [first] = this.#entries
      .claiming(column, value)
      .filter((claim) => this.#entries.find('players', claim.key)?.isPlaced === true && !this.#isJoined(claim.key))
      .toSorted((left, right) => (since(left, column) < since(right, column) ? -1 : 1));
    return first?.key ?? key;
  }
}

export function nameOf({ table, key }: PeopleMark): string {
  return `${table}/${key}`;
}

/** A value of a sole column, as one word. */
function claimOf(column: (typeof SOLE_COLUMNS)[number], value: string): string {
  return `${column}=${value}`;
}

function partsOf(claim: string): [column: (typeof SOLE_COLUMNS)[number], value: string] {
  const at = claim.indexOf('=');
  return [claim.slice(0, at) as (typeof SOLE_COLUMNS)[number], claim.slice(at + 1)];
}

function since({ key, columns }: PeopleEntry, column: string): string {
  return `${columns[column] ?? ''}/${key}`;
}

/** No e-mail address, so that nobody can register it. */
function standInFor(player: string): string {
  return `taken/${player}`;
}

function isRefusal(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if ('code' in cause && typeof cause.code === 'string' && cause.code.startsWith('SQLITE_CONSTRAINT')) return true;
  }
  return false;
}

/** What an account claimed may be free for another from now on. */
export function noteFreed(entry: PeopleEntry | undefined, freed: Set<string>): void {
  if (entry?.table !== 'accounts' || entry.row === null) return;
  for (const column of SOLE_COLUMNS) {
    const value = entry.row[column];
    if (typeof value === 'string') freed.add(claimOf(column, value));
  }
}
