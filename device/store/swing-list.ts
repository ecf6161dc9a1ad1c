/** Pages of swings: by the order of storing, which no clock that jumps can change, and without reading a report. */
import { and, asc, desc, eq, gte, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { idsOfPerson } from './person-ids.ts';
import { swingFaults, swings } from './schema.ts';
import { type StoredSwing, type SwingKind, swingFromRow } from './swing-record.ts';

export interface SwingFilter {
  readonly kind?: SwingKind | undefined;
  /** With what is theirs under another id, where they were registered twice. */
  readonly player?: string | undefined;
  /** What stands under this very id. */
  readonly owner?: string | undefined;
  readonly session?: string | undefined;
  /** As the report's newest revision names it. */
  readonly club?: string | undefined;
  /** UTC, both ends included: when the swing was recorded. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Overall, of the newest revision; a swing without a score has none that is enough. */
  readonly scoreMin?: number | undefined;
  /** Swings whose newest revision has this fault. */
  readonly fault?: string | undefined;
}

export interface ListedSwing extends StoredSwing {
  /** Overall, of the newest revision. */
  readonly score: number | null;
  readonly club: string | null;
  /** The gravest fault of the newest revision. */
  readonly mainFault: string | null;
}

export interface SwingPage {
  /** Newest first. */
  readonly swings: ListedSwing[];
  /** Pass as `before` for the next page; null at the end. */
  readonly nextBefore: number | null;
}

const PAGE_SWINGS_MAX = 100;

const given = (name: Asked | 'rows'): SQL => sql`${sql.placeholder(name)}`;

/** What each part of a filter asks of a row. */
const CONDITIONS: Readonly<Record<Exclude<keyof SwingFilter, 'player'> | 'owners' | 'before', SQL>> = {
  kind: eq(swings.kind, given('kind')),
  owner: eq(swings.player, given('owner')),
  // In the order of one player's swings an index stands; for those of several they are sorted.
  owners: sql`${swings.player} in (select value from json_each(${given('owners')}))`,
  session: eq(swings.session, given('session')),
  club: eq(swings.club, given('club')),
  from: gte(swings.recordedAt, given('from')),
  to: lte(swings.recordedAt, given('to')),
  scoreMin: gte(swings.score, given('scoreMin')),
  fault: sql`exists (select 1 from ${swingFaults} where ${swingFaults.fault} = ${given('fault')} and ${swingFaults.ordinal} = ${swings.ordinal})`,
  before: lt(swings.ordinal, given('before')),
};

type Asked = keyof typeof CONDITIONS;

export class SwingLists {
  readonly #database: Database;
  readonly #faults: ReturnType<typeof preparedFaults>;
  /** One statement for each choice of filters that was ever asked: putting one together costs more than running it. */
  readonly #statements = new Map<string, ReturnType<typeof prepared>>();

  constructor(database: Database) {
    this.#database = database;
    this.#faults = preparedFaults(database);
  }

  /** At most `limit` (100) swings that were stored before the cursor, newest first. */
  page(filter: SwingFilter, limit: number, before?: number): SwingPage {
    const size = Math.max(1, Math.min(limit, PAGE_SWINGS_MAX));
    const sought = this.#sought(filter);
    const values: Record<string, unknown> = { rows: size + 1 };
    const asked: Asked[] = [];
    for (const name of Object.keys(CONDITIONS) as Asked[]) {
      const value = name === 'before' ? before : sought[name];
      if (value === undefined) continue;
      values[name] = value;
      asked.push(name);
    }
    const rows = this.#database.read('swings', () => this.#statementOf(asked).all(values));
    const shown = rows.slice(0, size);
    const faults = this.#mainFaultsOf(shown);
    const page = shown.map((row) => {
      const mainFault = faults.get(row.ordinal) ?? null;
      return { ...swingFromRow(row), score: row.score, club: row.club, mainFault };
    });
    return { swings: page, nextBefore: rows.length > size ? (page.at(-1)?.ordinal ?? null) : null };
  }

  #sought({ player, ...filter }: SwingFilter): Omit<SwingFilter, 'player'> & { readonly owners?: string } {
    if (player === undefined) return filter;
    const ids = this.#database.read('a player', () => idsOfPerson(this.#database, player));
    if (ids.length === 1 && filter.owner === undefined) return { ...filter, owner: player };
    return { ...filter, owners: JSON.stringify(ids) };
  }

  #mainFaultsOf(rows: readonly { ordinal: number }[]): ReadonlyMap<number, string> {
    const ordinals = JSON.stringify(rows.map(({ ordinal }) => ordinal));
    const found = this.#database.read('faults', () => this.#faults.all({ ordinals }));
    const first = new Map<number, string>();
    for (const { ordinal, fault } of found) if (!first.has(ordinal)) first.set(ordinal, fault);
    return first;
  }

  #statementOf(asked: readonly Asked[]): ReturnType<typeof prepared> {
    const key = asked.join();
    const known = this.#statements.get(key);
    if (known !== undefined) return known;
    const statement = prepared(this.#database, asked);
    this.#statements.set(key, statement);
    return statement;
  }
}

function prepared({ orm }: Database, asked: readonly Asked[]) {
  return orm
    .select()
    .from(swings)
    .where(and(isNull(swings.deletedAt), ...asked.map((name) => CONDITIONS[name])))
    .orderBy(desc(swings.ordinal))
    .limit(sql.placeholder('rows'))
    .prepare();
}

/** Of the swings whose ordinals stand in a JSON array. A report lists its gravest fault first, and they are stored in that order. */
function preparedFaults({ orm }: Database) {
  return orm
    .select()
    .from(swingFaults)
    .where(sql`${swingFaults.ordinal} in (select value from json_each(${sql.placeholder('ordinals')}))`)
    .orderBy(asc(sql`rowid`))
    .prepare();
}
