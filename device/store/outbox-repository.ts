/**
 * What the cloud still has to hear, in the order in which it became true.
 *
 * INVARIANTS
 * - A row is written in the transaction that stores what it announces, so neither can be there without the other.
 * - What may not leave the bay is `withheld`, never pending: whoever reads what waits reads only what may go.
 * - Who takes consent back, and who gives swings to somebody else, changes the rows and owes an erasure in the same
 *   transaction. An erasure is never parked.
 * - A claim that was overtaken by that is void: nothing is done or refused by it any more.
 */
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, ne, type SQL, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { ErrorCode } from '../errors/bay-error.ts';
import type { Database } from './database.ts';
import { mayLeaveInSql, type OutboxKind, SENDING_KINDS, URGENCY, URGENCY_IN_SQL, urgencyOf } from './outbox-rules.ts';
import { outbox } from './outbox-schema.ts';
import { outboxStatements } from './outbox-statements.ts';
import { isOwnerAlive } from './process-identity.ts';
import { swings } from './schema.ts';
import { isOfSwings, sendAgain, sendEverythingAgain, toldOf } from './sending-again.ts';

export interface Announcement {
  readonly kind: OutboxKind;
  /** Empty for what is about none, or about several. */
  readonly swing: string;
  /** Unique for ever; the same key again is the same announcement and writes nothing. */
  readonly key: string;
  readonly payload: Record<string, unknown>;
}

export interface OutboxEntry extends Announcement {
  readonly id: number;
  readonly state: 'pending' | 'withheld' | 'done' | 'parked';
  readonly urgency: number;
  readonly attempts: number;
  readonly lastErrorCode: string | null;
  readonly lastError: string | null;
  /** UTC. */
  readonly createdAt: string;
}

export interface OutboxStanding {
  readonly pending: number;
  readonly withheld: number;
  readonly done: number;
  readonly parked: number;
  /** When the oldest entry that waits came in, UTC; null where none waits. */
  readonly oldestPendingAt: string | null;
}

export interface OutboxRefusal {
  readonly code: ErrorCode;
  readonly message: string;
}

const PAGE_MAX = 500;

export class OutboxRepository {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #owner: string;
  readonly #guestsMayLeave: boolean;
  /** What is done for every entry is made ready once. */
  readonly #ready: ReturnType<typeof outboxStatements>;

  /** @param guestsMayLeave whether swings of guests, who agreed to nothing, may leave the bay */
  constructor(parts: { database: Database; clock: Clock; owner: string; guestsMayLeave: boolean }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#owner = parts.owner;
    this.#guestsMayLeave = parts.guestsMayLeave;
    this.#ready = outboxStatements(parts.database, parts.owner);
  }

  /** Idempotent by key. To be called inside the transaction that stores what it announces. */
  append(announcement: Announcement): void {
    const { kind, swing, payload } = announcement;
    this.#database.transact('an announcement', () => {
      const isWithheld = SENDING_KINDS.some((sending) => sending === kind) && !this.mayLeave(swing);
      this.#database.orm
        .insert(outbox)
        .values({
          ...announcement,
          state: isWithheld ? 'withheld' : 'pending',
          urgency: urgencyOf(kind, payload),
          createdAt: this.#clock.wall().toISOString(),
        })
        .onConflictDoNothing({ target: outbox.key })
        .run();
    });
  }

  /**
   * As `append`, of what the other side has already: nothing is sent, but what erases it there can have it sent again.
   * Joins the transaction that stores it.
   */
  appendAsDone(announcement: Announcement): void {
    const { kind, payload } = announcement;
    this.#database.transact('an announcement', () =>
      this.#database.orm
        .insert(outbox)
        .values({
          ...announcement,
          state: 'done',
          urgency: urgencyOf(kind, payload),
          createdAt: this.#clock.wall().toISOString(),
        })
        .onConflictDoNothing({ target: outbox.key })
        .run(),
    );
  }

  /** Every announcement after `afterId`, whatever became of it; at most `limit` (500). */
  announced(limit: number, afterId = 0): OutboxEntry[] {
    return this.#page(gt(outbox.id, afterId), [asc(outbox.id)], limit);
  }

  /**
   * What may go and nobody is at, the most urgent and then the oldest first; at most `limit` (500). What an owed erasure
   * would take away is not among it: an erasure may be owed for long, and nobody is to wait behind what waits for it.
   * @param urgencyMin leaves out what is more urgent
   */
  waiting(limit: number, without: readonly number[] = [], urgencyMin: number = URGENCY.erasure): OutboxEntry[] {
    const asked = { urgencyMin, without: JSON.stringify(without), limit: Math.min(limit, PAGE_MAX) };
    return this.#database.read('the outbox', () => this.#ready.waiting.all(asked));
  }

  /** Erasures that are still owed, oldest first; at most 500. */
  erasures(): OutboxEntry[] {
    return this.#database.read('the outbox', () => this.#ready.owed.all({ limit: PAGE_MAX }));
  }

  /** What was given up, with its reason, oldest first; at most `limit` (500). */
  parked(limit: number): OutboxEntry[] {
    return this.#page(eq(outbox.state, 'parked'), [asc(outbox.id)], limit);
  }

  standing(): OutboxStanding {
    return this.#database.read('the outbox', () => {
      const rows = this.#database.orm
        .select({ state: outbox.state, entries: sql<number>`count(*)` })
        .from(outbox)
        .where(lte(outbox.urgency, URGENCY.clip))
        .groupBy(outbox.state)
        .all();
      const oldest = this.#database.orm
        .select({ createdAt: outbox.createdAt })
        .from(outbox)
        .where(this.#isOpen('pending'))
        .orderBy(asc(outbox.id))
        .limit(1)
        .get();
      const of = (state: OutboxEntry['state']): number => rows.find((row) => row.state === state)?.entries ?? 0;
      return {
        ...{ pending: of('pending'), withheld: of('withheld'), done: of('done'), parked: of('parked') },
        oldestPendingAt: oldest?.createdAt ?? null,
      };
    });
  }

  /** Whether anything of a swing may leave the bay as things stand; false for one that is gone. */
  mayLeave(swing: string): boolean {
    const row = this.#database.read('a swing', () =>
      this.#database.orm
        .select({ id: swings.id })
        .from(swings)
        .where(and(eq(swings.id, swing), isNull(swings.deletedAt), mayLeaveInSql(this.#guestsMayLeave)))
        .get(),
    );
    return row !== undefined;
  }

  /** Takes an entry for this process; false where it is another's, or may not go any more. */
  claim(id: number): boolean {
    return this.#database.transact('the outbox', () => this.#ready.claim.run({ id }).changes > 0);
  }

  /**
   * The other side has it: the entry is done, and a file that it was about may make way from now on. False where the
   * claim was overtaken; then nothing is noted.
   */
  markDone(id: number): boolean {
    return this.#database.transact('the outbox', () => {
      const [row] = this.#ready.markDone.all({ id });
      if (row === undefined) return false;
      if (row.kind !== 'media-stored') return true;
      const { swing, payload } = row;
      const sha256 = String(payload['sha256']);
      this.#ready.markSynced.run({ swing, sha256, syncedAt: this.#clock.wall().toISOString() });
      return true;
    });
  }

  /** Gives a claimed entry back: it was not its own fault. Whoever takes it next may find it half done. */
  release(id: number, { code, message }: OutboxRefusal): void {
    const reason = { lastErrorCode: code, lastError: message };
    this.#changed(
      this.#database.orm
        .update(outbox)
        .set({ claimedBy: null, ...reason })
        .where(this.#isHeld(id)),
    );
  }

  /** What a claimed entry was about is not there any more, by the bay's own will: there is nothing to send. */
  forget(id: number): void {
    this.#changed(this.#database.orm.delete(outbox).where(this.#isHeld(id)));
  }

  /** One more refusal of a claimed entry, with its reason. */
  markRefused(id: number, { code, message }: OutboxRefusal, verdict: 'try-again' | 'park'): void {
    this.#changed(
      this.#database.orm
        .update(outbox)
        .set({
          attempts: sql`${outbox.attempts} + 1`,
          claimedBy: null,
          lastErrorCode: code,
          lastError: message,
          state: verdict === 'park' ? 'parked' : 'pending',
        })
        .where(this.#isHeld(id)),
    );
  }

  /** Lets everything that was given up try again, from the first attempt; answers how many. */
  unpark(): number {
    return this.#database.transact('the outbox', () => {
      const rows = this.#database.orm
        .update(outbox)
        .set({ state: 'pending', attempts: 0 })
        .where(eq(outbox.state, 'parked'))
        .returning({ swing: outbox.swing })
        .all();
      // Only of theirs: whoever presses a button in a bay of years would have everybody wait for a second.
      const asked = JSON.stringify([...new Set(rows.map(({ swing }) => swing))]);
      if (rows.length > 0) this.#withhold(sql`${swings.id} in (select value from json_each(${asked}))`);
      return rows.length;
    });
  }

  /**
   * Nothing is elsewhere any more, as far as is known: what this store has itself is sent again where it may leave.
   * Answers how many rows that is. Files that it gave up stay noted as being elsewhere.
   */
  sendEverythingAgain(): number {
    return this.#database.transact('the outbox', () => {
      const rows = sendEverythingAgain(this.#database);
      this.settle();
      return rows;
    });
  }

  /**
   * Brings rows in line with what holds now: claims of dead processes are void, and what may leave is pending. Called at
   * start, as the rule for guests may have changed in between.
   */
  settle(): void {
    this.#database.transact('the outbox', () => {
      const { orm } = this.#database;
      orm
        .update(outbox)
        .set({ urgency: URGENCY_IN_SQL })
        .where(and(ne(outbox.state, 'done'), ne(outbox.urgency, URGENCY_IN_SQL)))
        .run();
      const claims = orm
        .selectDistinct({ owner: outbox.claimedBy })
        .from(outbox)
        .where(and(eq(outbox.state, 'pending'), isNotNull(outbox.claimedBy)))
        .all();
      const dead = claims.flatMap(({ owner }) => (owner === null || isOwnerAlive(owner) ? [] : [owner]));
      if (dead.length > 0) {
        const interrupted = { claimedBy: null, lastErrorCode: 'sync/interrupted', lastError: 'The bay was restarted.' };
        orm.update(outbox).set(interrupted).where(inArray(outbox.claimedBy, dead)).run();
      }
      this.#withhold(sql`1`);
    });
  }

  /**
   * A player said something else about what may leave. Joins the transaction that stores it. The erasure is of the
   * swings that this store has told of: another appliance erases its own, and may have sent them again, with a new
   * consent, before this one is carried out.
   */
  consentChanged(player: string, may: boolean): void {
    const theirs = sql`${swings.player} = ${player}`;
    if (!may) {
      const key = `consent-withdrawn:${player}:${uuidv7()}`;
      const payload = { owners: [player], swings: toldOf(this.#database, theirs) };
      this.append({ kind: 'consent-withdrawn', swing: '', key, payload });
      sendAgain(this.#database, theirs);
    }
    this.#withhold(theirs);
  }

  /** A player was forgotten. Joins the transaction that does so. */
  playerRemoved(player: string): void {
    const key = `player-removed:${player}:${uuidv7()}`;
    this.append({ kind: 'player-removed', swing: '', key, payload: { owners: [player] } });
  }

  /**
   * A guest's swing is somebody's now: it goes out under its new owner. Its old place is erased whether guests' swings
   * may leave today or not: they may have left before. Joins the transaction that stores it.
   */
  swingMoved(swing: string, from: string): void {
    const theirs = sql`${swings.id} = ${swing}`;
    const key = `swing-moved:${swing}:${uuidv7()}`;
    this.append({ kind: 'swing-moved', swing, key, payload: { owners: [from] } });
    sendAgain(this.#database, theirs);
    this.#withhold(theirs);
  }

  /** What was to be told of a swing is not any more; only that it is gone. Joins the transaction that deletes it. */
  swingDeleted(swing: string, owner: string): void {
    this.#database.orm
      .delete(outbox)
      .where(and(eq(outbox.swing, swing), inArray(outbox.kind, [...SENDING_KINDS])))
      .run();
    this.append({ kind: 'swing-deleted', swing, key: `swing-deleted:${swing}`, payload: { owners: [owner] } });
  }

  /** What may not leave is withheld, and what may is not. */
  #withhold(theirs: SQL): void {
    const may = mayLeaveInSql(this.#guestsMayLeave);
    const among = (state: 'pending' | 'withheld', which: SQL) =>
      and(eq(outbox.state, state), inArray(outbox.kind, [...SENDING_KINDS]), isOfSwings(sql`${theirs} and ${which}`));
    const { orm } = this.#database;
    orm
      .update(outbox)
      .set({ state: 'withheld', claimedBy: null })
      .where(among('pending', sql`not ${may}`))
      .run();
    orm.update(outbox).set({ state: 'pending', attempts: 0 }).where(among('withheld', may)).run();
  }

  #isHeld(id: number) {
    return and(eq(outbox.id, id), eq(outbox.state, 'pending'), eq(outbox.claimedBy, this.#owner));
  }

  #isOpen(state: OutboxEntry['state']) {
    return and(eq(outbox.state, state), lte(outbox.urgency, URGENCY.clip));
  }

  #page(where: SQL | undefined, order: SQL[], limit: number): OutboxEntry[] {
    return this.#database.read('the outbox', () =>
      this.#database.orm
        .select()
        .from(outbox)
        .where(where)
        .orderBy(...order)
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  #changed(query: { run(): { changes: number } }): boolean {
    return this.#database.transact('the outbox', () => query.run().changes > 0);
  }
}
