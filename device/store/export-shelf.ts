/**
 * The files of videos that were made of swings, in a directory of bounded size. They can be made again, so they are the
 * first to make way when the disk runs short, the longest unused of them first.
 *
 * Which of them there are is only what lies in the directory: making way asks nothing of the database, which may be just
 * what has no room.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SUFFIX = '.mp4';
const UNFINISHED = '.part.mp4';

export class ExportShelf {
  readonly #directory: string;
  readonly #bytesMax: number;

  constructor(dataDirectory: string, bytesMax: number) {
    this.#directory = join(dataDirectory, 'exports');
    this.#bytesMax = bytesMax;
    mkdirSync(this.#directory, { recursive: true });
  }

  /** Where a video is written before it is whole. */
  unfinishedPathOf(id: string): string {
    return this.#path(id, UNFINISHED);
  }

  pathOf(id: string): string {
    return this.#path(id, SUFFIX);
  }

  /** Gives a whole video its name; older ones make way where they take more than they may. Throws the system's error. */
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
      const id = name.slice(0, -SUFFIX.length);
      if (!name.endsWith(SUFFIX) || !ID.test(id) || !isKnown(id)) {
        rmSync(join(this.#directory, name), { recursive: true, force: true });
      }
    }
  }

  #path(id: string, suffix: string): string {
    if (!ID.test(id)) throw new RangeError(`"${id}" is no id of a video`);
    return join(this.#directory, `${id}${suffix}`);
  }

  /** Longest unused first. */
  #files(): { path: string; bytes: number; usedAtMs: number }[] {
    return readdirSync(this.#directory)
      .filter((name) => name.endsWith(SUFFIX) && !name.endsWith(UNFINISHED))
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
