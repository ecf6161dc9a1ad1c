/**
 * Guesses of passwords and PINs, in the database: a restart forgives none, and a disk that fails lets nobody guess,
 * since a guess that cannot be counted throws.
 */
import { eq, lt } from 'drizzle-orm';
import type { Database } from './database.ts';
import { guesses } from './schema.ts';

export interface GuessLimit {
  /** What is counted, such as an address and an account together. */
  readonly key: string;
  readonly max: number;
  readonly windowMs: number;
}

export class GuessRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Counts a guess before it is made, so that parallel ones cannot pass the limit together. Answers null, or how long
   * to wait where a limit is reached; then none of them counts it.
   */
  take(limits: readonly GuessLimit[], nowMs: number): { readonly waitMs: number } | null {
    const { orm } = this.#database;
    return this.#database.transact('a guess', () => {
      orm.delete(guesses).where(lt(guesses.windowEndsAtMs, nowMs)).run();
      const rows = limits.map((limit) => ({
        limit,
        row: orm.select().from(guesses).where(eq(guesses.key, limit.key)).get(),
      }));
      const reached = rows.filter(({ limit, row }) => row !== undefined && row.count >= limit.max);
      // A wall clock that was set back must not lock anybody out for longer than a window.
      const waits = reached.map(({ limit, row }) => Math.min((row?.windowEndsAtMs ?? 0) - nowMs, limit.windowMs));
      if (waits.length > 0) return { waitMs: Math.max(...waits, 1) };
      for (const { limit, row } of rows) {
        const windowEndsAtMs = Math.min(row?.windowEndsAtMs ?? Infinity, nowMs + limit.windowMs);
        const count = (row?.count ?? 0) + 1;
        orm
          .insert(guesses)
          .values({ key: limit.key, windowEndsAtMs, count })
          .onConflictDoUpdate({ target: guesses.key, set: { windowEndsAtMs, count } })
          .run();
      }
      return null;
    });
  }

  /** A right guess is forgiven: its owner is there. */
  forgive(key: string): void {
    this.#database.transact('a guess', () => this.#database.orm.delete(guesses).where(eq(guesses.key, key)).run());
  }
}
