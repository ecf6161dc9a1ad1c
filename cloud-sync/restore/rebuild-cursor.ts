/** How far a rebuild has come, in a file, so that it goes on after it was ended at any moment. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { cursorUnreadable } from './errors.ts';

const cursorSchema = z.strictObject({
  /** The last player, or visit of a guest, of whom every row is in the warehouse. */
  owner: z.string(),
  swings: z.int().nonnegative(),
});

export type RebuildCursor = z.infer<typeof cursorSchema>;

export class RebuildCursorFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Null at the beginning. Throws `restore/cursor-unreadable`. */
  read(): RebuildCursor | null {
    try {
      return cursorSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw cursorUnreadable(this.#file, error);
    }
  }

  write(cursor: RebuildCursor): void {
    writeFileSync(`${this.#file}.part`, JSON.stringify(cursor), { flush: true });
    renameSync(`${this.#file}.part`, this.#file);
  }

  remove(): void {
    rmSync(this.#file, { force: true });
  }
}
