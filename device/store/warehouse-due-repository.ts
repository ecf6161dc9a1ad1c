/**
 * What the warehouse still has to be told, apart from what the object store still has to be sent: each goes on at its
 * own pace.
 *
 * INVARIANTS
 * - Whatever makes something due says so in its own transaction, by a trigger; nothing here adds a row.
 * - A due says only that something changed. What is told is read from the store when it is told, so that a due may be
 *   told twice, and several changes at once.
 * - A claim that was overtaken by another change is void: the row stays pending.
 */
import { and, asc, eq, getTableColumns, gte, inArray, isNotNull, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import type { ErrorCode } from '../errors/bay-error.ts';
import type { Database } from './database.ts';
import { isOneOf } from './one-of.ts';
import { URGENCY } from './outbox-rules.ts';
import { isOwnerAlive } from './process-identity.ts';
import { sessions, swings } from './schema.ts';
import { warehouseDues } from './warehouse-schema.ts';

/** Without the swings of a withdrawn consent, which may be thousands and are read when it is told. */
export type WarehouseDue = Omit<typeof warehouseDues.$inferSelect, 'swings'>;

export interface WarehouseStanding {
  readonly pending: number;
  readonly withheld: number;
  /** Swings, visits and players that the warehouse has in their newest state. */
  readonly done: number;
  readonly parked: number;
  /** UTC; null where nothing waits. */
  readonly oldestPendingAt: string | null;
}

type Refusal = { readonly code: ErrorCode; readonly message: string };

const { swings: _takenBack, ...DUE_COLUMNS } = getTableColumns(warehouseDues);
const PAGE_MAX = 500;
const IS_OWED = and(eq(warehouseDues.state, 'pending'), eq(warehouseDues.urgency, URGENCY.erasure));
const SWINGS_OF_A_VISIT_MAX = 2_000;

/**
 * Whether a due tells of what an owed erasure would take away, by its swing or by whose it is. What is owed is gathered
 * once for a query, however many dues are asked about.
 */
const OWED = sql`from warehouse_dues as owed where owed.state = 'pending' and owed.urgency = ${URGENCY.erasure}`;
const IS_HELD_BACK = sql`(${warehouseDues.urgency} > ${URGENCY.erasure} and case when ${warehouseDues.swing} = ''
  then ${warehouseDues.owner} in (select owed.owner ${OWED})
  else ${warehouseDues.swing} in (select owed.swing ${OWED} and owed.swing <> '')
    or coalesce((select coalesce(${swings.player}, ${swings.session}) from ${swings}
      where ${swings.id} = ${warehouseDues.swing}), '') in (select owed.owner ${OWED} and owed.swing = '') end)`;

export class WarehouseDueRepository {
  readonly #database: Database;
  readonly #owner: string;

  constructor({ database, owner }: { database: Database; owner: string }) {
    this.#database = database;
    this.#owner = owner;
  }

  /**
   * What may be told and nobody is at, the most urgent and then the oldest first; at most `limit` (500). A visit is left
   * alone until it has ended and nothing of it has changed for `quietMs`, since it is summed up from all of its swings.
   * What an owed erasure would take away is not among it: an erasure may be owed for long, and nobody is to wait behind
   * what waits for it.
   * @param urgencyMin leaves out what is more urgent
   */
  waiting(
    limit: number,
    quietMs: number,
    without: readonly number[] = [],
    urgencyMin: number = URGENCY.erasure,
  ): WarehouseDue[] {
    const isGoingOn = sql`exists (select 1 from ${sessions} where ${sessions.id} = ${warehouseDues.session} and ${sessions.endedAt} is null)`;
    // A clock that was set back makes the last change lie ahead; that is no reason to wait for it.
    const quietForMs = sql`abs(unixepoch('subsec') - unixepoch(${warehouseDues.changedAt}, 'subsec')) * 1000`;
    const isQuiet = or(
      sql`${warehouseDues.kind} <> 'visit'`,
      and(sql`not ${isGoingOn}`, sql`${quietForMs} >= ${quietMs}`),
    );
    const isRested = sql`${warehouseDues.id} not in (select value from json_each(${JSON.stringify(without)}))`;
    const isFree = and(isNull(warehouseDues.claimedBy), isRested, not(IS_HELD_BACK), isQuiet);
    return this.#page(
      and(eq(warehouseDues.state, 'pending'), gte(warehouseDues.urgency, urgencyMin), isFree),
      [asc(warehouseDues.urgency), asc(warehouseDues.id)],
      limit,
    );
  }

  /** Erasures that are still owed, oldest first; at most 500. */
  erasures(): WarehouseDue[] {
    return this.#page(IS_OWED, [asc(warehouseDues.id)], PAGE_MAX);
  }

  /** What was given up, with its reason, oldest first; at most `limit` (500). */
  parked(limit: number): WarehouseDue[] {
    return this.#page(eq(warehouseDues.state, 'parked'), [asc(warehouseDues.id)], limit);
  }

  standing(): WarehouseStanding {
    return this.#database.read('what the warehouse is owed', () => {
      const { orm } = this.#database;
      const { state, dueSince } = warehouseDues;
      const rows = orm.select({ state, dues: sql<number>`count(*)` }).from(warehouseDues).groupBy(state).all();
      const oldest = orm
        .select({ dueSince: sql<string | null>`min(${dueSince})` })
        .from(warehouseDues)
        .where(eq(state, 'pending'))
        .get();
      const of = (wanted: WarehouseDue['state']): number => rows.find((row) => row.state === wanted)?.dues ?? 0;
      return {
        ...{ pending: of('pending'), withheld: of('withheld'), done: of('done'), parked: of('parked') },
        oldestPendingAt: oldest?.dueSince ?? null,
      };
    });
  }

  /** The golfer's measured swings of a visit in their order, without uploads; of a guest those that nobody claimed. */
  swingsOfVisit(session: string, owner: string): string[] {
    const isTheirs = owner === session ? isNull(swings.player) : eq(swings.player, owner);
    const isCounted = and(
      isNull(swings.deletedAt),
      isNotNull(swings.revision),
      inArray(swings.kind, ['shot', 'practice']),
    );
    return this.#database
      .read('swings of a visit', () =>
        this.#database.orm
          .select({ id: swings.id })
          .from(swings)
          .where(and(eq(swings.session, session), isTheirs, isCounted))
          .orderBy(asc(swings.ordinal))
          .limit(SWINGS_OF_A_VISIT_MAX)
          .all(),
      )
      .map(({ id }) => id);
  }

  /** The swings that a withdrawn consent takes back; null for an erasure of another kind. */
  swingsTakenBack({ id }: WarehouseDue): readonly string[] | null {
    const row = this.#database.read('what the warehouse is owed', () =>
      this.#database.orm
        .select({ swings: warehouseDues.swings })
        .from(warehouseDues)
        .where(eq(warehouseDues.id, id))
        .get(),
    );
    return row === undefined ? [] : row.swings;
  }

  /** The visits in which these swings were made, also those that were deleted since. */
  visitsOf(ids: readonly string[]): string[] {
    return this.#database
      .read('visits of swings', () =>
        this.#database.orm
          .selectDistinct({ session: swings.session })
          .from(swings)
          .where(isOneOf(swings.id, ids))
          .all(),
      )
      .map(({ session }) => session);
  }

  /** Takes a due for this process; false where it is another's, or is not to be told any more. */
  claim({ id, version }: WarehouseDue): boolean {
    const isFree = and(
      ...[eq(warehouseDues.id, id), eq(warehouseDues.version, version)],
      ...[eq(warehouseDues.state, 'pending'), isNull(warehouseDues.claimedBy)],
    );
    return this.#change(isFree, { claimedBy: this.#owner }) > 0;
  }

  /** The warehouse has it. An erasure that is done is owed no more and goes. */
  markDone(due: WarehouseDue): void {
    if (due.kind === 'erasure') this.forget(due);
    else this.#change(this.#isHeld(due), { state: 'done', claimedBy: null, lastErrorCode: null, lastError: null });
  }

  /** It may not leave the bay as things stand; a change of that makes it due again. */
  withhold(due: WarehouseDue): void {
    this.#change(this.#isHeld(due), { state: 'withheld', claimedBy: null });
  }

  /** What it was about is not there any more. */
  forget(due: WarehouseDue): void {
    this.#database.transact('what the warehouse is owed', () =>
      this.#database.orm.delete(warehouseDues).where(this.#isHeld(due)).run(),
    );
  }

  /** Gives a claimed due back: it was not its own fault. */
  release(due: WarehouseDue, { code, message }: Refusal): void {
    this.#change(this.#isHeld(due), { claimedBy: null, lastErrorCode: code, lastError: message });
  }

  /** One more refusal of a claimed due, with its reason. */
  markRefused(due: WarehouseDue, { code, message }: Refusal, verdict: 'try-again' | 'park'): void {
    this.#change(this.#isHeld(due), {
      attempts: due.attempts + 1,
      claimedBy: null,
      lastErrorCode: code,
      lastError: message,
      state: verdict === 'park' ? 'parked' : 'pending',
    });
  }

  /** Gives everything back that this process has claimed and could not note. */
  releaseOwn(): void {
    this.#change(eq(warehouseDues.claimedBy, this.#owner), { claimedBy: null });
  }

  /** Lets everything that was given up try again, from the first attempt; answers how many. */
  unpark(): number {
    return this.#change(eq(warehouseDues.state, 'parked'), { state: 'pending', attempts: 0 });
  }

  /** Claims of dead processes are void. Called at start. */
  settle(): void {
    this.#database.transact('what the warehouse is owed', () => {
      const claims = this.#database.orm
        .selectDistinct({ owner: warehouseDues.claimedBy })
        .from(warehouseDues)
        .where(and(eq(warehouseDues.state, 'pending'), isNotNull(warehouseDues.claimedBy)))
        .all();
      const dead = claims.flatMap(({ owner }) => (owner === null || isOwnerAlive(owner) ? [] : [owner]));
      if (dead.length > 0) this.#change(inArray(warehouseDues.claimedBy, dead), { claimedBy: null });
    });
  }

  #isHeld({ id, version }: WarehouseDue): SQL | undefined {
    return and(
      ...[eq(warehouseDues.id, id), eq(warehouseDues.version, version)],
      ...[eq(warehouseDues.state, 'pending'), eq(warehouseDues.claimedBy, this.#owner)],
    );
  }

  #page(where: SQL | undefined, order: SQL[], limit: number): WarehouseDue[] {
    return this.#database.read('what the warehouse is owed', () =>
      this.#database.orm
        .select(DUE_COLUMNS)
        .from(warehouseDues)
        .where(where)
        .orderBy(...order)
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  #change(where: SQL | undefined, set: Partial<WarehouseDue>): number {
    return this.#database.transact(
      'what the warehouse is owed',
      () => this.#database.orm.update(warehouseDues).set(set).where(where).run().changes,
    );
  }
}
