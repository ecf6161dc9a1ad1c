/**
 * Finds the swings that are most like one: a player's, or any of the bay's.
 *
 * All points of one embedding space lie in memory (26 MB for 100,000 swings) and are looked at one by one. Measured
 * beside `sqlite-vec` on the same 100,000 points of 64 numbers, the plain scan took a quarter of its time, and it needs
 * no native extension; an approximate index would be another thing to keep whole, for milliseconds that nobody misses.
 *
 * INVARIANTS
 * - The database is the truth: rows are read on from the last one seen before every search, and what is found is looked
 *   up again, so that a deleted or replaced swing is never named.
 * - Points of different spaces or versions never meet.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SwingEmbedding } from '../swing/embedding/embed-swing.ts';
import type { EmbeddingRepository } from './embedding-repository.ts';
import { nearestRows } from './nearest-rows.ts';

export interface SimilarSwing {
  readonly swing: string;
  /** Two swings of one golfer lie about 1 apart. */
  readonly distance: number;
}

export interface SimilarityQuery {
  readonly embedding: SwingEmbedding;
  /** The swing itself, which is not its own neighbour. */
  readonly except: string;
  /** Only this player's, or only those of one visit; absent: everybody's at this bay. */
  readonly among?: { readonly player: string } | { readonly session: string };
  readonly limit: number;
}

/** Some milliseconds of work, after which others have their turn. */
const PAGE_ROWS = 500;
/** More than these would be 1 GB of points; the newest are left out and the search says less than it could. */
const ROWS_MAX = 4_000_000;
/** Searches that are begun again because what they found has gone meanwhile. */
const TRIES_MAX = 3;
const FIRST_ROWS = 1_024;

export class SwingSimilarity {
  readonly #repository: EmbeddingRepository;
  readonly #points = new Map<string, Points>();

  constructor(repository: EmbeddingRepository) {
    this.#repository = repository;
  }

  /**
   * Reads what there is of a point's space, a page in a turn: the first search after a start reads all of it, and the live
   * loop goes on meanwhile. To be awaited before `nearest`, which reads whatever has come since in one go.
   */
  async readOn(embedding: SwingEmbedding): Promise<void> {
    const points = this.#pointsFor(embedding);
    while (this.#readPage(points, embedding)) await nextTurn();
  }

  /** Nearest first, at most `limit`. */
  nearest({ embedding, except, among, limit }: SimilarityQuery): SimilarSwing[] {
    const points = this.#pointsFor(embedding);
    while (this.#readPage(points, embedding));
    const own = among === undefined ? null : this.#repository.swingsOf(among);
    for (let attempt = 1; ; attempt++) {
      const found = nearestRows(points.matrix, points.swings.length, embedding.values, limit, (row) => {
        const swing = points.swings[row] as string | null;
        return swing !== null && swing !== except && (own === null || own.has(swing));
      });
      const gone = found.filter(({ row }) => !this.#isThere(points, row));
      for (const { row } of gone) points.forget(row);
      if (gone.length > 0 && attempt < TRIES_MAX) continue;
      return found.flatMap(({ row, distance }) => {
        const swing = points.swings[row] ?? null;
        return swing === null ? [] : [{ swing, distance }];
      });
    }
  }

  #pointsFor({ space, version, values }: SwingEmbedding): Points {
    const key = `${space} ${version} ${values.length}`;
    const points = this.#points.get(key) ?? new Points(values.length);
    this.#points.set(key, points);
    return points;
  }

  /** Whether there may be more. */
  #readPage(points: Points, { space, version }: SwingEmbedding): boolean {
    if (points.swings.length >= ROWS_MAX) return false;
    const rows = this.#repository.after(space, version, points.lastId, PAGE_ROWS);
    for (const { id, swing, values } of rows) points.put(id, swing, values);
    return rows.length === PAGE_ROWS;
  }

  #isThere(points: Points, row: number): boolean {
    const swing = points.swings[row] ?? null;
    return swing !== null && this.#repository.idOf(swing) === points.ids[row];
  }
}

/** Points of one space and version, row after row. */
class Points {
  readonly swings: (string | null)[] = [];
  readonly ids: number[] = [];
  lastId = 0;
  matrix: Float32Array;
  readonly #columns: number;
  readonly #rowOf = new Map<string, number>();

  constructor(columns: number) {
    this.#columns = columns;
    this.matrix = new Float32Array(FIRST_ROWS * columns);
  }

  put(id: number, swing: string, values: Float32Array): void {
    this.lastId = id;
    if (values.length !== this.#columns) return;
    const row = this.#rowOf.get(swing) ?? this.swings.length;
    const needed = (row + 1) * this.#columns;
    if (needed > this.matrix.length) {
      const larger = new Float32Array(this.matrix.length * 2);
      larger.set(this.matrix);
      this.matrix = larger;
    }
    this.matrix.set(values, row * this.#columns);
    this.swings[row] = swing;
    this.ids[row] = id;
    this.#rowOf.set(swing, row);
  }

  /** The row stays, so that the others keep their places; nothing is near it any more. */
  forget(row: number): void {
    const swing = this.swings[row];
    if (swing != null) this.#rowOf.delete(swing);
    this.swings[row] = null;
    this.matrix.fill(Number.MAX_VALUE, row * this.#columns, (row + 1) * this.#columns);
  }
}
