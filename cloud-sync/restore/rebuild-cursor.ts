/**
 * How far a rebuild has come, in a file, so that it goes on after it was ended at any moment. It belongs to one object
 * store and one warehouse: what one rebuild has done another one has not.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { cursorOfAnother, cursorUnreadable, cursorUnwritable } from './errors.ts';
import { type RebuildPlaces, rebuildPlacesSchema } from './rebuild-places.ts';

const cursorSchema = rebuildPlacesSchema.extend({
  /** The last player, or visit of a guest, of whom every row is in the warehouse. */
  owner: z.string(),
  swings: z.int().nonnegative(),
});

type RebuildCursor = Omit<z.infer<typeof cursorSchema>, keyof RebuildPlaces>;

export class RebuildCursorFile {
  readonly #file: string;
  /** Put in the file's place when it is whole. */
  readonly #part: string;
  readonly #places: RebuildPlaces;

  constructor(file: string, places: RebuildPlaces) {
    this.#file = file;
    this.#part = `${file}.part`;
    this.#places = places;
  }

  /** Null at the beginning. Throws `restore/cursor-unreadable` and `restore/cursor-of-another`. */
  read(): RebuildCursor | null {
    let cursor: z.infer<typeof cursorSchema>;
    try {
      cursor = cursorSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw cursorUnreadable(this.#file, error);
    }
    const { objects, warehouse, ...come } = cursor;
    if (objects !== this.#places.objects || warehouse !== this.#places.warehouse) {
      throw cursorOfAnother(this.#file, objects, warehouse);
    }
    return come;
  }

  /** Throws `restore/cursor-unwritable`. */
  write(cursor: RebuildCursor): void {
    this.#attempt(() => {
      writeFileSync(this.#part, JSON.stringify({ ...this.#places, ...cursor }), { flush: true });
      renameSync(this.#part, this.#file);
    });
  }

  /** Before hours of work: throws `restore/cursor-unwritable` where it could not be kept how far they came. */
  tryWriting(): void {
    this.#attempt(() => {
      writeFileSync(this.#part, '');
      rmSync(this.#part);
    });
  }

  remove(): void {
    rmSync(this.#file, { force: true });
  }

  #attempt(writing: () => void): void {
    try {
      writing();
    } catch (error) {
      throw cursorUnwritable(this.#file, error);
    }
  }
}
