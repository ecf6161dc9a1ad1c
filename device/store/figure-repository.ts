/** The figures of swings in space: one a swing, of its newest revision. */
import { eq } from 'drizzle-orm';
import type { SpaceFigure } from '../swing/figure/space-figure.ts';
import type { Database } from './database.ts';
import { decodeFigure } from './figure-blob.ts';
import { figures } from './schema.ts';

export class FigureRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Replaces a swing's figure, as `encodeFigure` made it. Joins a running transaction. */
  store(swing: string, figure: Buffer): void {
    this.#database.transact('a figure', () =>
      this.#database.orm
        .insert(figures)
        .values({ swing, figure })
        .onConflictDoUpdate({ target: figures.swing, set: { figure } })
        .run(),
    );
  }

  /** Idempotent; joins a running transaction. */
  remove(swing: string): void {
    this.#database.transact('a figure', () => this.#database.orm.delete(figures).where(eq(figures.swing, swing)).run());
  }

  /** Undefined where none is kept; throws `store/figure-blob-damaged`. */
  find(swing: string): SpaceFigure | undefined {
    const row = this.#database.read('a figure', () =>
      this.#database.orm.select({ figure: figures.figure }).from(figures).where(eq(figures.swing, swing)).get(),
    );
    return row === undefined ? undefined : decodeFigure(row.figure);
  }
}
