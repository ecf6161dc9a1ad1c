/**
 * The videos that players asked for: a durable queue of what is to be made, and what became of it.
 *
 * INVARIANTS
 * - One row for one order of one revision of a swing.
 * - At most `queuedMax` rows wait; one is made at a time.
 * - A row that is being made when the bay ends is queued again at the next start, until its attempts are used up.
 */
import { and, asc, count, eq, inArray, lt } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { ErrorCode } from '../errors/bay-error.ts';
import type { Database } from './database.ts';
import { swingExports } from './take-home-schema.ts';

export interface StoredExport {
  readonly id: string;
  readonly swing: string;
  readonly revision: number;
  readonly order: Readonly<Record<string, unknown>>;
  readonly state: 'queued' | 'making' | 'done' | 'failed';
  readonly failure: { readonly code: ErrorCode; readonly message: string } | null;
}

export interface ExportToMake {
  readonly swing: string;
  readonly revision: number;
  readonly order: Readonly<Record<string, unknown>>;
  /** What makes two orders the same. */
  readonly key: string;
}

const ATTEMPTS_MAX = 3;
/** Rows without a file are small, but not for ever: the oldest go. */
const ROWS_MAX = 5_000;
const DIED: { code: ErrorCode; message: string } = {
  code: 'export/failed',
  message: 'The bay ended each time while the video was being made.',
};

export class ExportRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  find(id: string): StoredExport | undefined {
    const row = this.#database.read('a video', () =>
      this.#database.orm.select().from(swingExports).where(eq(swingExports.id, id)).get(),
    );
    return row && exportFromRow(row);
  }

  /**
   * The row of an order, queued where it is new or to be made `again`; undefined where the queue is full. Otherwise
   * idempotent.
   */
  enqueue(wanted: ExportToMake, queuedMax: number, again: (found: StoredExport) => boolean): StoredExport | undefined {
    const { orm } = this.#database;
    return this.#database.transact('a video', () => {
      const found = orm.select().from(swingExports).where(eq(swingExports.key, wanted.key)).get();
      if (found !== undefined && !again(exportFromRow(found))) return exportFromRow(found);
      if (this.waiting() >= queuedMax) return undefined;
      const { swing, key, revision, order } = wanted;
      const id = found?.id ?? uuidv7();
      const fresh = { state: 'queued', attempts: 0, failureCode: null, failureMessage: null } as const;
      if (found === undefined) {
        const createdAt = this.#clock.wall().toISOString();
        orm
          .insert(swingExports)
          .values({ id, swing, key, revision, order: { ...order }, createdAt, ...fresh })
          .run();
        this.#forgetOldest();
      } else {
        orm.update(swingExports).set(fresh).where(eq(swingExports.id, id)).run();
      }
      return this.find(id);
    });
  }

  waiting(): number {
    const row = this.#database.read('videos', () =>
      this.#database.orm.select({ rows: count() }).from(swingExports).where(eq(swingExports.state, 'queued')).get(),
    );
    return row?.rows ?? 0;
  }

  /** The oldest that waits, now being made; undefined where none does. */
  begin(): StoredExport | undefined {
    const { orm } = this.#database;
    return this.#database.transact('a video', () => {
      const next = orm
        .select()
        .from(swingExports)
        .where(eq(swingExports.state, 'queued'))
        .orderBy(asc(swingExports.id))
        .get();
      if (next === undefined) return undefined;
      const attempts = next.attempts + 1;
      orm.update(swingExports).set({ state: 'making', attempts }).where(eq(swingExports.id, next.id)).run();
      return { ...exportFromRow(next), state: 'making' };
    });
  }

  /** False where the row has gone meanwhile, with its swing. */
  finish(id: string): boolean {
    return this.#set(id, { state: 'done', failureCode: null, failureMessage: null });
  }

  /** A failure that another try may mend is queued again until the attempts are used up. Answers the state. */
  fail(id: string, failure: { code: ErrorCode; message: string }, isRetryable: boolean): 'queued' | 'failed' {
    return this.#database.transact('a video', () => {
      const row = this.#database.orm.select().from(swingExports).where(eq(swingExports.id, id)).get();
      const state = isRetryable && (row?.attempts ?? ATTEMPTS_MAX) < ATTEMPTS_MAX ? 'queued' : 'failed';
      this.#set(id, { state, failureCode: failure.code, failureMessage: failure.message });
      return state;
    });
  }

  /** For work that was taken back, not tried: the attempt does not count. */
  putBack(id: string): void {
    this.#database.transact('a video', () => {
      const row = this.#database.orm.select().from(swingExports).where(eq(swingExports.id, id)).get();
      if (row !== undefined) this.#set(id, { state: 'queued', attempts: Math.max(0, row.attempts - 1) });
    });
  }

  /** At start: what was being made is queued again, or failed for good. */
  releaseAbandoned(): void {
    const { orm } = this.#database;
    this.#database.transact('videos', () => {
      const tried = and(eq(swingExports.state, 'making'), lt(swingExports.attempts, ATTEMPTS_MAX));
      orm.update(swingExports).set({ state: 'queued' }).where(tried).run();
      const failure = { failureCode: DIED.code, failureMessage: DIED.message };
      orm
        .update(swingExports)
        .set({ state: 'failed', ...failure })
        .where(eq(swingExports.state, 'making'))
        .run();
    });
  }

  /** Forgets the videos of a swing; joins a running transaction. Answers their ids, whose files go next. */
  removeOfSwing(swing: string): string[] {
    return this.#database.transact('videos', () => {
      const ofSwing = eq(swingExports.swing, swing);
      const ids = this.#database.orm.select({ id: swingExports.id }).from(swingExports).where(ofSwing).all();
      this.#database.orm.delete(swingExports).where(ofSwing).run();
      return ids.map(({ id }) => id);
    });
  }

  #set(id: string, change: Partial<typeof swingExports.$inferInsert>): boolean {
    return this.#database.transact('a video', () => {
      const { changes } = this.#database.orm.update(swingExports).set(change).where(eq(swingExports.id, id)).run();
      return changes > 0;
    });
  }

  #forgetOldest(): void {
    const { orm } = this.#database;
    const rows = orm.select({ rows: count() }).from(swingExports).get()?.rows ?? 0;
    if (rows <= ROWS_MAX) return;
    const oldest = orm
      .select({ id: swingExports.id })
      .from(swingExports)
      .where(inArray(swingExports.state, ['done', 'failed']))
      .orderBy(asc(swingExports.id))
      .limit(rows - ROWS_MAX)
      .all();
    for (const { id } of oldest) orm.delete(swingExports).where(eq(swingExports.id, id)).run();
  }
}

function exportFromRow(row: typeof swingExports.$inferSelect): StoredExport {
  const { id, swing, revision, order, state, failureCode, failureMessage } = row;
  const failure = failureCode === null ? null : { code: failureCode as ErrorCode, message: failureMessage ?? '' };
  return { id, swing, revision, order, state, failure: state === 'failed' ? failure : null };
}
