/**
 * Space that is kept so that facts can be stored when everything else is full: a file of real bytes that is given up
 * in one system call and taken again when there is room.
 */
import { randomBytes } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;

export class ReserveFile {
  readonly bytes: number;
  readonly #path: string;
  #isHeld: boolean;

  constructor(path: string, bytes: number) {
    this.#path = path;
    this.bytes = bytes;
    this.#isHeld = bytes > 0 && statSync(path, { throwIfNoEntry: false })?.size === bytes;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Gives the space up; false when there was none to give. Synchronous, for use inside a failing transaction. */
  release(): boolean {
    if (!this.#isHeld) return false;
    this.#isHeld = false;
    rmSync(this.#path, { force: true });
    return true;
  }

  /** Takes the space again; false where the disk has not got it. Idempotent. */
  async take(): Promise<boolean> {
    if (this.#isHeld || this.bytes === 0) return true;
    const unfinished = `${this.#path}.part`;
    try {
      const file = await open(unfinished, 'w');
      try {
        // Random, so that no file system stores it in less than it promises.
        const chunk = randomBytes(Math.min(CHUNK_BYTES, this.bytes));
        for (let written = 0; written < this.bytes; written += chunk.length) {
          await file.write(chunk, 0, Math.min(chunk.length, this.bytes - written));
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, this.#path);
      this.#isHeld = true;
      return true;
    } catch {
      await rm(unfinished, { force: true });
      return false;
    }
  }
}
