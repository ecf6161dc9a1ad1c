/**
 * A directory of bounded size for files that can be had again: they are the first to make way when the disk runs short,
 * the longest unused of them first.
 *
 * Which of them there are is only what lies in the directory: making way asks nothing of the database, which may be just
 * what has no room.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

export interface ShelfOptions {
  readonly directory: string;
  readonly bytesMax: number;
  /** What a file may be called, without its suffix. */
  readonly id: RegExp;
  /** With its dot; may be empty. */
  readonly suffix: string;
}

export class FileShelf {
  readonly #directory: string;
  readonly #bytesMax: number;
  readonly #id: RegExp;
  readonly #suffix: string;

  constructor({ directory, bytesMax, id, suffix }: ShelfOptions) {
    this.#directory = directory;
    this.#bytesMax = bytesMax;
    this.#id = id;
    this.#suffix = suffix;
    mkdirSync(this.#directory, { recursive: true });
  }

  /** The most that all of its files together take. */
  get bytesMax(): number {
    return this.#bytesMax;
  }

  /** Where a file is written before it is whole. */
  unfinishedPathOf(id: string): string {
    return this.#path(id, this.#unfinished);
  }

  pathOf(id: string): string {
    return this.#path(id, this.#suffix);
  }

  /** Gives a whole file its name; older ones make way where they take more than they may. Throws the system's error. */
  keep(id: string): void {
    renameSync(this.unfinishedPathOf(id), this.pathOf(id));
    const files = this.#files();
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    this.#removeOldest(
      files.filter((file) => file.path !== this.pathOf(id)),
      bytes - this.#bytesMax,
    );
  }

  /** Its bytes; undefined where it was never made or made way. */
  sizeOf(id: string): number | undefined {
    return statSync(this.pathOf(id), { throwIfNoEntry: false })?.size;
  }

  /** Somebody looked at it: it makes way later. */
  noteUse(id: string, at: Date): void {
    try {
      utimesSync(this.pathOf(id), at, at);
    } catch {
      // It has just made way, or the disk is read-only: only its place among the others is at stake.
    }
  }

  /** Idempotent. */
  remove(id: string): void {
    for (const path of [this.pathOf(id), this.unfinishedPathOf(id)]) rmSync(path, { force: true });
  }

  /** Frees at least so many bytes, or as many as there are; answers how many. */
  reclaimNow(bytes: number): number {
    return this.#removeOldest(this.#files(), bytes);
  }

  get hasMore(): boolean {
    return this.#files().length > 0;
  }

  /** At start: what was left half, and what nobody knows of any more. */
  sweep(isKnown: (id: string) => boolean): void {
    for (const name of readdirSync(this.#directory)) {
      const id = this.#idOf(name);
      if (id === undefined || !isKnown(id)) {
        rmSync(join(this.#directory, name), { recursive: true, force: true });
      }
    }
  }

  #path(id: string, suffix: string): string {
    if (!this.#id.test(id)) throw new RangeError(`"${id}" is no name of a file here`);
    return join(this.#directory, `${id}${suffix}`);
  }

  get #unfinished(): string {
    return `.part${this.#suffix}`;
  }

  /** Undefined for what is unfinished or no file of this shelf. */
  #idOf(name: string): string | undefined {
    const id = name.slice(0, name.length - this.#suffix.length);
    return name.endsWith(this.#suffix) && this.#id.test(id) ? id : undefined;
  }

  /** Longest unused first. */
  #files(): { path: string; bytes: number; usedAtMs: number }[] {
    return readdirSync(this.#directory)
      .filter((name) => this.#idOf(name) !== undefined)
      .flatMap((name) => {
        const path = join(this.#directory, name);
        const file = statSync(path, { throwIfNoEntry: false });
        return file === undefined ? [] : [{ path, bytes: file.size, usedAtMs: file.mtimeMs }];
      })
      .sort((a, b) => a.usedAtMs - b.usedAtMs);
  }

  #removeOldest(files: readonly { path: string; bytes: number }[], bytes: number): number {
    let freed = 0;
    for (const file of files) {
      if (freed >= bytes) break;
      rmSync(file.path, { force: true });
      freed += file.bytes;
    }
    return freed;
  }
}
