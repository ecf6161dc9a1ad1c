/**
 * Refresh tokens by their digests, in families: a login and everything that was refreshed from it.
 *
 * INVARIANTS
 * - A token is used once. Whoever shows a used one has a copy, and it cannot be told whose is the stolen one: the
 *   family ends, for both.
 * - Of any number of parallel uses exactly one wins: looking and marking is one transaction.
 * - A family ends a fixed time after its login, however often it was refreshed.
 */
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from './database.ts';
import { refreshFamilies, refreshTokens } from './schema.ts';

/** Logins of one account that live at once; the oldest makes way. */
const FAMILIES_MAX = 20;

export interface OpenFamily {
  readonly id: string;
  readonly player: string;
  readonly expiresAtMs: number;
}

export type Rotation =
  | { readonly outcome: 'rotated'; readonly family: OpenFamily }
  | { readonly outcome: 'unknown' | 'ended' | 'expired' | 'reused' };

export class RefreshRepository {
  readonly #database: Database;
  readonly #familyById: ReturnType<typeof preparedIn>;

  constructor(database: Database) {
    this.#database = database;
    this.#familyById = preparedIn(database);
  }

  /** Begins a family with its first token; what has expired goes. */
  begin(player: string, digest: string, { nowMs, expiresAtMs }: { nowMs: number; expiresAtMs: number }): OpenFamily {
    const family = { id: uuidv7(), player, expiresAtMs };
    const { orm } = this.#database;
    return this.#database.transact('a login', () => {
      orm.delete(refreshFamilies).where(lt(refreshFamilies.expiresAtMs, nowMs)).run();
      const others = orm
        .select({ id: refreshFamilies.id })
        .from(refreshFamilies)
        .where(eq(refreshFamilies.player, player))
        .orderBy(refreshFamilies.id)
        .all();
      for (const { id } of others.slice(0, Math.max(0, others.length + 1 - FAMILIES_MAX))) {
        orm.delete(refreshFamilies).where(eq(refreshFamilies.id, id)).run();
      }
      orm.insert(refreshFamilies).values(family).run();
      orm.insert(refreshTokens).values({ digest, family: family.id }).run();
      return family;
    });
  }

  /** Uses a token and stores its successor. */
  rotate(digest: string, successor: string, nowMs: number): Rotation {
    const { orm } = this.#database;
    return this.#database.transact('a refreshed login', (): Rotation => {
      const row = orm
        .select()
        .from(refreshTokens)
        .innerJoin(refreshFamilies, eq(refreshFamilies.id, refreshTokens.family))
        .where(eq(refreshTokens.digest, digest))
        .get();
      if (row === undefined) return { outcome: 'unknown' };
      const { id, player, expiresAtMs, endedBy } = row.refresh_families;
      if (endedBy !== null) return { outcome: 'ended' };
      if (expiresAtMs <= nowMs) return { outcome: 'expired' };
      if (row.refresh_tokens.isUsed) {
        this.end(id, 'reuse');
        return { outcome: 'reused' };
      }
      orm.update(refreshTokens).set({ isUsed: true }).where(eq(refreshTokens.digest, digest)).run();
      orm.insert(refreshTokens).values({ digest: successor, family: id }).run();
      return { outcome: 'rotated', family: { id, player, expiresAtMs } };
    });
  }

  /** The player of a family that still lives. */
  playerOf(family: string, nowMs: number): string | undefined {
    const row = this.#database.read('a login', () => this.#familyById.get({ id: family }));
    return row === undefined || row.endedBy !== null || row.expiresAtMs <= nowMs ? undefined : row.player;
  }

  /** Idempotent: the first reason stays. */
  end(family: string, reason: 'logout' | 'reuse'): void {
    this.#database.transact('the end of a login', () =>
      this.#database.orm
        .update(refreshFamilies)
        .set({ endedBy: reason })
        .where(and(eq(refreshFamilies.id, family), isNull(refreshFamilies.endedBy)))
        .run(),
    );
  }

  /** The family of a token, used or not; undefined for a token that never was. */
  familyOf(digest: string): string | undefined {
    return this.#database.read('a login', () =>
      this.#database.orm
        .select({ family: refreshTokens.family })
        .from(refreshTokens)
        .where(eq(refreshTokens.digest, digest))
        .get(),
    )?.family;
  }
}

/** Every call with a token asks it. */
function preparedIn({ orm }: Database) {
  return orm
    .select()
    .from(refreshFamilies)
    .where(eq(refreshFamilies.id, sql`${sql.placeholder('id')}`))
    .prepare();
}
