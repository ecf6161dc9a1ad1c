/** Where swings lie among others: one point a swing, of its newest revision. */
import { and, asc, eq, gt, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { SwingEmbedding } from '../swing/embedding/embed-swing.ts';
import type { Database } from './database.ts';
import { isOfPerson } from './person-ids.ts';
import { embeddings, swings } from './schema.ts';

export interface EmbeddingRow {
  /** Rises with every change. */
  readonly id: number;
  readonly swing: string;
  readonly values: Float32Array;
}

export class EmbeddingRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Replaces a swing's point; null says that `version` can make none of it, which is remembered too. Joins a running
   * transaction.
   */
  store(swing: string, version: number, embedding: SwingEmbedding | null): void {
    this.#database.transact('an embedding', () => {
      this.remove(swing);
      const vector = embedding === null ? Buffer.alloc(0) : bytesOf(embedding.values);
      this.#database.orm
        .insert(embeddings)
        .values({ swing, space: embedding?.space ?? 'space', version: embedding?.version ?? version, vector })
        .run();
    });
  }

  /** Joins a running transaction. */
  remove(swing: string): void {
    this.#database.transact('an embedding', () =>
      this.#database.orm.delete(embeddings).where(eq(embeddings.swing, swing)).run(),
    );
  }

  /** Undefined where the swing has none, or none yet. */
  find(swing: string): SwingEmbedding | undefined {
    const row = this.#database.read('an embedding', () =>
      this.#database.orm.select().from(embeddings).where(eq(embeddings.swing, swing)).get(),
    );
    if (row === undefined || row.vector.length === 0) return undefined;
    return { space: row.space, version: row.version, values: valuesOf(row.vector) };
  }

  /** Points that came after `afterId`, oldest first, at most `limit`; without practice swings, which nobody looks for. */
  after(space: SwingEmbedding['space'], version: number, afterId: number, limit: number): EmbeddingRow[] {
    const rows = this.#database.read('embeddings', () =>
      this.#database.orm
        .select({ id: embeddings.id, swing: embeddings.swing, vector: embeddings.vector })
        .from(embeddings)
        .innerJoin(swings, eq(swings.id, embeddings.swing))
        .where(
          and(
            eq(embeddings.space, space),
            eq(embeddings.version, version),
            gt(embeddings.id, afterId),
            ne(swings.kind, 'practice'),
            sql`length(${embeddings.vector}) > 0`,
          ),
        )
        .orderBy(asc(embeddings.id))
        .limit(limit)
        .all(),
    );
    return rows.map(({ id, swing, vector }) => ({ id, swing, values: valuesOf(vector) }));
  }

  /** The id of a swing's row; undefined once it is gone. */
  idOf(swing: string): number | undefined {
    return this.#database.read('an embedding', () =>
      this.#database.orm.select({ id: embeddings.id }).from(embeddings).where(eq(embeddings.swing, swing)).get(),
    )?.id;
  }

  swingsOf(whose: { readonly player: string } | { readonly session: string }): Set<string> {
    const isTheirs = 'player' in whose ? isOfPerson(swings.player, whose.player) : eq(swings.session, whose.session);
    const rows = this.#database.read('swings', () =>
      this.#database.orm.select({ id: swings.id }).from(swings).where(isTheirs).all(),
    );
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Measured swings without a point of this version, newest first, at most `limit`; only those before the place of a swing
   * where one is given: whoever goes through them all looks at none twice.
   */
  outdated(version: number, limit: number, before: number = Number.MAX_SAFE_INTEGER): string[] {
    const rows = this.#database.read('embeddings', () =>
      this.#database.orm
        .select({ id: swings.id })
        .from(swings)
        .leftJoin(embeddings, eq(embeddings.swing, swings.id))
        .where(
          and(
            isNotNull(swings.revision),
            isNull(swings.deletedAt),
            lt(swings.ordinal, before),
            or(isNull(embeddings.id), lt(embeddings.version, version)),
          ),
        )
        .orderBy(sql`${swings.ordinal} desc`)
        .limit(limit)
        .all(),
    );
    return rows.map(({ id }) => id);
  }
}

function bytesOf(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeFloatLE(value, i * 4));
  return bytes;
}

function valuesOf(vector: Buffer): Float32Array {
  const values = new Float32Array(vector.length / 4);
  for (let i = 0; i < values.length; i++) values[i] = vector.readFloatLE(i * 4);
  return values;
}
