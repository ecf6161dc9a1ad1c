/**
 * What a Sparkplug edge node must know over restarts: how often it has connected, and what happened that the host has
 * not been told yet. Occurrences are documents here; who wrote them reads them.
 */
import { asc, count, eq, gt, lte, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { sparkplugNodes, sparkplugOccurrences } from './schema.ts';

export interface KeptOccurrence {
  /** Rises with every occurrence; nothing else orders them. */
  readonly ordinal: number;
  readonly id: string;
  readonly document: unknown;
}

const PAGE_MAX = 500;

export class SparkplugRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Makes the next number of a CONNECT out of the last (null for the first), and keeps it before it is used. */
  advanceBirthDeathSequence(node: string, next: (last: number | null) => number): number {
    return this.#database.transact('the number of a connection', () => {
      const last = this.#node(node)?.birthDeathSequence ?? null;
      const birthDeathSequence = next(last);
      this.#database.orm
        .insert(sparkplugNodes)
        .values({ node, birthDeathSequence })
        .onConflictDoUpdate({ target: sparkplugNodes.node, set: { birthDeathSequence } })
        .run();
      return birthDeathSequence;
    });
  }

  /**
   * Keeps an occurrence until it is forgotten; on the disk when this returns. Where more than `keptMax` would be kept,
   * the oldest make way and are counted. Idempotent by id.
   */
  keep(node: string, occurrence: Omit<KeptOccurrence, 'ordinal'>, keptMax: number): void {
    this.#database.transact('an occurrence', () => {
      const { orm } = this.#database;
      orm.insert(sparkplugOccurrences).values(occurrence).onConflictDoNothing().run();
      const surplus = this.#kept() - keptMax;
      if (surplus <= 0) return;
      orm
        .delete(sparkplugOccurrences)
        .where(
          sql`${sparkplugOccurrences.ordinal} in (select ordinal from sparkplug_occurrences order by ordinal limit ${surplus})`,
        )
        .run();
      orm
        .insert(sparkplugNodes)
        .values({ node, occurrencesDropped: surplus })
        .onConflictDoUpdate({
          target: sparkplugNodes.node,
          set: { occurrencesDropped: sql`${sparkplugNodes.occurrencesDropped} + ${surplus}` },
        })
        .run();
    });
  }

  /** The oldest kept ones after `afterOrdinal`, at most `limit` (500). */
  kept(limit: number, afterOrdinal = 0): KeptOccurrence[] {
    return this.#database.read('occurrences', () =>
      this.#database.orm
        .select()
        .from(sparkplugOccurrences)
        .where(gt(sparkplugOccurrences.ordinal, afterOrdinal))
        .orderBy(asc(sparkplugOccurrences.ordinal))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  /** The other side has all up to this one. Idempotent. */
  forgetThrough(ordinal: number): void {
    this.#database.transact('occurrences', () =>
      this.#database.orm.delete(sparkplugOccurrences).where(lte(sparkplugOccurrences.ordinal, ordinal)).run(),
    );
  }

  /** `newestOrdinal` is 0 where nothing is kept. */
  counts(node: string): { kept: number; dropped: number; newestOrdinal: number } {
    return this.#database.read('occurrences', () => ({
      kept: this.#kept(),
      dropped: this.#node(node)?.occurrencesDropped ?? 0,
      newestOrdinal:
        this.#database.orm
          .select({ newest: sql<number | null>`max(${sparkplugOccurrences.ordinal})` })
          .from(sparkplugOccurrences)
          .get()?.newest ?? 0,
    }));
  }

  #kept(): number {
    return this.#database.orm.select({ kept: count() }).from(sparkplugOccurrences).get()?.kept ?? 0;
  }

  #node(node: string): typeof sparkplugNodes.$inferSelect | undefined {
    return this.#database.orm.select().from(sparkplugNodes).where(eq(sparkplugNodes.node, node)).get();
  }
}
