/**
 * An object store that is a folder: the bay's own disk for one site, or a network drive.
 *
 * A file has its name only when all its bytes are on the disk, its name too. What has no name yet lies in `.incoming`,
 * below the same folder, so that renaming is whole.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import {
  type ByteRange,
  type ObjectContent,
  type ObjectStore,
  ObjectStoreError,
  type Pace,
  type Receipt,
  type StoredObject,
} from '../../device/ports/object-store.port.ts';
import { readRange } from './content.ts';
import {
  contentChanged,
  folderMissing,
  notAllowed,
  objectRefused,
  storeBusy,
  storeClosed,
  storeFull,
} from './errors.ts';
import { FolderMark, type FolderMemory, memoryOfProcess } from './folder-mark.ts';
import { codeOf, flush, makeDirectory, nullIfMissing } from './lasting-names.ts';
import { SendingTurns, sentAs } from './sending-turns.ts';

const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
const CHUNK_BYTES = 256 * 1024;
const INCOMING = '.incoming';

export interface FolderObjectStoreOptions {
  readonly path: string;
  /** Refuses to write into a mount point whose drive is not mounted. */
  readonly mustBeMounted: boolean;
  /** Absent for no limit but that of who calls. */
  readonly sendingsAtOnce?: number;
  /** Where it is kept which folder was used before; absent for as long as the object lives. */
  readonly memory?: FolderMemory;
  /** Whether a folder that nobody has used yet may be begun; absent for yes. */
  readonly mayBegin?: boolean;
}

export class FolderObjectStore implements ObjectStore {
  readonly #root: string;
  readonly #mustBeMounted: boolean;
  readonly #mark: FolderMark;
  readonly #turns: SendingTurns;
  #isClosed = false;

  constructor(options: FolderObjectStoreOptions) {
    const { path, mustBeMounted, sendingsAtOnce = Number.POSITIVE_INFINITY } = options;
    const { memory = memoryOfProcess(), mayBegin = true } = options;
    this.#root = resolve(path);
    this.#mustBeMounted = mustBeMounted;
    this.#mark = new FolderMark({ root: this.#root, memory, mayBegin });
    this.#turns = new SendingTurns(sendingsAtOnce);
  }

  put(key: string, content: ObjectContent, pace?: Pace): Promise<Receipt> {
    return this.#translated(async () => {
      const target = this.#pathOf(key);
      await this.#findRoot('to write');
      const incoming = await this.#incoming();
      const path = join(incoming, randomUUID());
      try {
        await this.#turns.run(sentAs(content), () => write(path, content, pace));
        await makeDirectory(dirname(target));
        await rename(path, target);
        await flush(dirname(target));
        return 'taken' as const;
      } catch (error) {
        await rm(path, { force: true }).catch(() => undefined);
        throw error;
      }
    });
  }

  /** A drive keeps no digest of what it holds: it is read back either way. */
  holds(key: string, content: ObjectContent): Promise<boolean> {
    return this.#translated(async () => {
      await this.#findRoot();
      const path = this.#pathOf(key);
      const there = await this.#found(() => stat(path));
      if (there === null || !there.isFile() || there.size !== content.bytes) return false;
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
      return hash.digest('hex') === content.sha256;
    });
  }

  async heldBelow(_prefix: string, contents: ReadonlyMap<string, ObjectContent>): Promise<ReadonlySet<string>> {
    const held = new Set<string>();
    for (const [key, content] of contents) if (await this.holds(key, content)) held.add(key);
    return held;
  }

  read(key: string, range?: ByteRange): Promise<Readable | null> {
    return this.#translated(async () => {
      await this.#findRoot();
      const file = await this.#found(() => open(this.#pathOf(key)));
      return file === null ? null : file.createReadStream(range && { start: range.first, end: range.last });
    });
  }

  async *list(prefix: string, after = ''): AsyncIterable<StoredObject> {
    await this.#translated(() => this.#findRoot());
    const directory = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    for await (const object of this.#walk(directory, after)) if (object.key.startsWith(prefix)) yield object;
    // What a drive takes with it in between is not gone.
    await this.#translated(() => this.#findRoot());
  }

  removeAll(prefix: string): Promise<number> {
    return this.#translated(async () => {
      if (!prefix.endsWith('/')) throw objectRefused(`"${prefix}" is no folder`);
      const path = this.#pathOf(prefix.slice(0, -1));
      await this.#findRoot();
      let removed = 0;
      for await (const _object of this.#walk(prefix)) removed++;
      await rm(path, { recursive: true, force: true });
      if ((await stat(dirname(path)).catch(nullIfMissing)) !== null) await flush(dirname(path));
      await this.#findRoot();
      return removed;
    });
  }

  /** Unfinished files belong to no key any more; whatever prefix is asked, old ones of all go. */
  abandonUploads(_prefix: string, olderThanMs: number): Promise<number> {
    return this.#translated(async () => {
      await this.#findRoot();
      const incoming = join(this.#root, INCOMING);
      let given = 0;
      const names = await readdir(incoming).catch(() => []);
      if (names.length === 0) return 0;
      // The drive's own clock says how old they are: the bay's may be wrong.
      const now = await this.#driveTimeMs();
      for (const name of names) {
        const found = await stat(join(incoming, name)).catch(nullIfMissing);
        if (found === null || now - found.mtimeMs < olderThanMs) continue;
        await rm(join(incoming, name), { force: true });
        given++;
      }
      return given;
    });
  }

  link(): Promise<null> {
    return this.#translated(() => Promise.resolve(null));
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }

  async *#walk(prefix: string, after = ''): AsyncGenerator<StoredObject> {
    const entries = await readdir(join(this.#root, prefix), { withFileTypes: true }).catch(nullIfMissing);
    const named = (entries ?? [])
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => ({ key: `${prefix}${entry.name}${entry.isDirectory() ? '/' : ''}`, entry }));
    // The slash belongs to the order: a file `a.b` stands before what is in the folder `a`.
    for (const { key, entry } of named.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
      if (key <= after && !after.startsWith(key)) continue;
      if (entry.isDirectory()) yield* this.#walk(key, after);
      else if (key > after) {
        const found = await stat(join(this.#root, key)).catch(nullIfMissing);
        if (found !== null) yield { key, bytes: found.size };
      }
    }
  }

  async #driveTimeMs(): Promise<number> {
    const path = join(await this.#incoming(), randomUUID());
    const file = await open(path, 'wx');
    try {
      return (await file.stat()).mtimeMs;
    } finally {
      await file.close();
      await unlink(path);
    }
  }

  /** As `FolderMark.accept`. */
  accept(onAnother: () => void): Promise<boolean> {
    return this.#translated(async () => {
      await this.#checkMounted();
      return this.#mark.accept(onAnother);
    });
  }

  async #findRoot(purpose: 'to read' | 'to write' = 'to read'): Promise<void> {
    await this.#checkMounted();
    await (purpose === 'to write' ? this.#mark.begin() : this.#mark.check());
  }

  async #checkMounted(): Promise<void> {
    if (!this.#mustBeMounted) return;
    const [here, above] = await Promise.all([stat(this.#root).catch(nullIfMissing), stat(dirname(this.#root))]);
    if (here === null || here.dev === above.dev) throw folderMissing(`nothing is mounted at ${this.#root}`);
  }

  /** Null where it is not there: said only while the folder still is. */
  async #found<T>(look: () => Promise<T>): Promise<T | null> {
    const found = await look().catch(nullIfMissing);
    if (found === null) await this.#findRoot();
    return found;
  }

  /** Made in a folder that is there, and never with it. */
  async #incoming(): Promise<string> {
    const incoming = join(this.#root, INCOMING);
    await mkdir(incoming).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    return incoming;
  }

  #pathOf(key: string): string {
    if (!KEY.test(key)) throw objectRefused(`"${key}" cannot be a file’s name`);
    return join(this.#root, key);
  }

  async #translated<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw storeClosed();
    try {
      return await work();
    } catch (error) {
      throw translateFileError(error, this.#root);
    }
  }
}

/** Hashes while it writes: a file that changed meanwhile must not get the name of what it was. */
async function write(path: string, content: ObjectContent, pace?: Pace): Promise<void> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for (let at = 0; at < content.bytes; at += CHUNK_BYTES) {
      const piece = await readRange(content, at, Math.min(content.bytes, at + CHUNK_BYTES));
      await pace?.(piece.length);
      hash.update(piece);
      await file.writeFile(piece);
    }
    if (hash.digest('hex') !== content.sha256) throw contentChanged(content.sha256);
    await file.sync();
  } finally {
    await file.close();
  }
}

function translateFileError(error: unknown, root: string): ObjectStoreError {
  if (error instanceof ObjectStoreError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return storeFull(root, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return notAllowed(detail, error);
    case 'ENAMETOOLONG':
      return objectRefused(detail, error);
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ESTALE':
    case 'EHOSTDOWN':
      return folderMissing(detail, error);
    default:
      return storeBusy(detail, error);
  }
}
