/**
 * What the cloud still has to hear, in the order in which it became true.
 *
 * A row is written in the transaction that stores what it announces, so neither can be there without the other.
 */
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Clock } from '../clock/clock.ts';
import type { Database } from './database.ts';
import { outbox } from './schema.ts';

export type OutboxKind =
  | 'swing-stored'
  | 'revision-stored'
  | 'media-stored'
  | 'swing-deleted'
  | 'shot-stored'
  | 'shot-joined';

export interface Announcement {
  readonly kind: OutboxKind;
  /** Empty for a shot that has none. */
  readonly swing: string;
  /** Unique for ever; the same key again is the same announcement and writes nothing. */
  readonly key: string;
  readonly payload: Record<string, unknown>;
}

export interface OutboxEntry extends Announcement {
  readonly id: number;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: string;
}

/** After this many refusals an entry is parked with its reason, so that it does not hold up the others. */
const ATTEMPTS_MAX = 10;
const PAGE_MAX = 500;

export class OutboxRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Idempotent by key. To be called inside the transaction that stores what it announces. */
  append(announcement: Announcement): void {
    this.#database.transact('an announcement', () =>
      this.#database.orm
        .insert(outbox)
        .values({ ...announcement, state: 'pending', createdAt: this.#clock.wall().toISOString() })
        .onConflictDoNothing({ target: outbox.key })
        .run(),
    );
  }

  /** The oldest pending entries after `afterId`, at most `limit` (500). */
  pending(limit: number, afterId = 0): OutboxEntry[] {
    return this.#database.read('the outbox', () =>
      this.#database.orm
        .select()
        .from(outbox)
        .where(and(eq(outbox.state, 'pending'), gt(outbox.id, afterId)))
        .orderBy(asc(outbox.id))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  /** How many entries wait, and how many were given up. */
  counts(): { pending: number; parked: number } {
    const rows = this.#database.read('the outbox', () =>
      this.#database.orm
        .select({ state: outbox.state, entries: sql<number>`count(*)` })
        .from(outbox)
        .groupBy(outbox.state)
        .all(),
    );
    const of = (state: string): number => rows.find((row) => row.state === state)?.entries ?? 0;
    return { pending: of('pending'), parked: of('parked') };
  }

  /** The other side has it. Idempotent; an unknown id is nobody's mistake and does nothing. */
  markDone(id: number): void {
    this.#database.transact('the outbox', () =>
      this.#database.orm.update(outbox).set({ state: 'done', lastError: null }).where(eq(outbox.id, id)).run(),
    );
  }

  /** One more refusal with its reason; the tenth parks the entry. */
  markRefused(id: number, reason: string): void {
    this.#database.transact('the outbox', () =>
      this.#database.orm
        .update(outbox)
        .set({
          attempts: sql`${outbox.attempts} + 1`,
          lastError: reason,
          state: sql`case when ${outbox.attempts} + 1 >= ${ATTEMPTS_MAX} then 'parked' else ${outbox.state} end`,
        })
        .where(eq(outbox.id, id))
        .run(),
    );
  }
}
