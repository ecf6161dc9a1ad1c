/**
 * By what the folder of an object store is known again. A mount point whose drive is away is an empty folder like any
 * other: whoever took that for the store would call everything erased, gone or sent.
 *
 * INVARIANTS
 * - A folder is begun by the first who puts something into it, and never by one who reads: it gets a mark then.
 * - Whoever has seen a mark uses no folder without it, until an operator says that another one is meant.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderMissing, folderUnknown } from './errors.ts';
import { codeOf, flush, makeDirectory, nullIfMissing } from './lasting-names.ts';

/** No key begins with a dot, so it is no object. */
const MARK = '.swingbay-store';
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MEMORY = 'object-store-folder';
/** Another appliance may just be writing the mark; one that was cut off doing so never ends. */
const LOOKS = 10;
const LOOKS_EVERY_MS = 50;

/** What an appliance knows of the folder that it uses. */
export interface FolderMemory {
  /** The mark that the folder bore; null before it was ever seen. */
  known(): string | null;
  remember(id: string): void;
}

/** For as long as the process lives. */
export function memoryOfProcess(): FolderMemory {
  let id: string | null = null;
  return {
    known: () => id,
    remember: (seen) => {
      id = seen;
    },
  };
}

/** For as long as the data directory does. */
export function memoryIn(dataDirectory: string): FolderMemory {
  const file = join(dataDirectory, MEMORY);
  return {
    known() {
      try {
        return readFileSync(file, 'utf8').trim();
      } catch (error) {
        return nullIfMissing(error);
      }
    },
    remember(id) {
      mkdirSync(dataDirectory, { recursive: true });
      writeFileSync(`${file}.part`, `${id}\n`, { flush: true });
      renameSync(`${file}.part`, file);
    },
  };
}

export interface FolderMarkParts {
  /** The folder, absolute. */
  readonly root: string;
  readonly memory: FolderMemory;
  /** False for who only reads what others put there: a folder that holds nothing is not theirs then. */
  readonly mayBegin: boolean;
}

export class FolderMark {
  readonly #parts: FolderMarkParts;
  #known: string | null = null;

  constructor(parts: FolderMarkParts) {
    this.#parts = parts;
  }

  /** Rejects with `object-store/folder-missing` where the folder is not the one that was used before. */
  async check(): Promise<void> {
    const { root, memory, mayBegin } = this.#parts;
    const mark = await this.#read();
    if (mark !== null && mark === this.#known) return;
    // An operator may have said something else since.
    this.#known = memory.known();
    if (this.#known === null) {
      if (mark !== null) this.#remember(mark);
      else if (!mayBegin && (await isEmpty(root))) throw folderMissing(`${root} holds nothing`);
    } else if (mark !== this.#known) {
      throw folderUnknown(mark === null ? `${root} does not bear its mark` : `${root} bears another one’s mark`);
    }
  }

  /** As `check`; a folder that nobody has used yet is begun. */
  async begin(): Promise<void> {
    await this.check();
    if (this.#known !== null) return;
    const { root, mayBegin } = this.#parts;
    if (!mayBegin) throw folderMissing(`${root} bears no mark`);
    await makeDirectory(root);
    this.#remember(await this.#make());
  }

  /**
   * Makes the folder that is there now the one that is used, whatever it holds; answers whether it is another than
   * before. Rejects where there is none.
   * @param onAnother what has to be noted with it: done first, so that who is cut off begins again
   */
  async accept(onAnother: () => void): Promise<boolean> {
    const { root, memory } = this.#parts;
    const entries = await readdir(root).catch(nullIfMissing);
    if (entries === null) throw folderMissing(`there is no folder ${root}`);
    const before = memory.known();
    const mark = (await this.#read()) ?? (await this.#replace());
    if (mark === before) return false;
    onAnother();
    this.#remember(mark);
    return true;
  }

  #remember(id: string): void {
    this.#parts.memory.remember(id);
    this.#known = id;
  }

  /** Null where there is none, or none that was written whole. */
  async #read(): Promise<string | null> {
    const text = await readFile(join(this.#parts.root, MARK), 'utf8').catch(nullIfMissing);
    const id = text?.trim() ?? '';
    return ID.test(id) ? id : null;
  }

  /** Of several who begin a folder at once, one makes the mark and all find it. */
  async #make(): Promise<string> {
    const { root } = this.#parts;
    try {
      await write(join(root, MARK));
      await flush(root);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    for (let look = 0; look < LOOKS; look++) {
      const mark = await this.#read();
      if (mark !== null) return mark;
      await sleep(LOOKS_EVERY_MS);
    }
    return this.#replace();
  }

  async #replace(): Promise<string> {
    const { root } = this.#parts;
    const part = join(root, `${MARK}.${randomUUID()}`);
    try {
      await write(part);
      await rename(part, join(root, MARK));
      await flush(root);
    } finally {
      await rm(part, { force: true });
    }
    const mark = await this.#read();
    if (mark === null) throw folderMissing(`${root} keeps no mark`);
    return mark;
  }
}

async function isEmpty(root: string): Promise<boolean> {
  const entries = await readdir(root).catch(nullIfMissing);
  return entries === null || entries.every((name) => name.startsWith('.'));
}

async function write(path: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(`${randomUUID()}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
