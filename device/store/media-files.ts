/**
 * Media on the disk: `media/ab/ab…ef`, named by the sha256 of the content, so that writing twice is writing once.
 *
 * A file has its name only when all its bytes are on the disk. What has no name yet lies in `incoming/`, on the same
 * file system, and is swept at start.
 */
import { randomUUID } from 'node:crypto';
import { constants, mkdirSync, rmSync, unlinkSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContentDigests, contentDigests, fileDigests } from './content-hash.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** A file's path is handed over: it is moved away, or removed where its content is there already. */
export type MediaContent = { readonly file: string } | { readonly bytes: Uint8Array };

export interface NamedFile extends ContentDigests {
  readonly bytes: number;
}

export class MediaFiles {
  readonly incomingDirectory: string;
  readonly #mediaDirectory: string;

  constructor(dataDirectory: string) {
    this.#mediaDirectory = join(dataDirectory, 'media');
    this.incomingDirectory = join(dataDirectory, 'incoming');
    mkdirSync(this.#mediaDirectory, { recursive: true });
    mkdirSync(this.incomingDirectory, { recursive: true });
  }

  pathOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new RangeError(`"${sha256}" is not a sha256`);
    return join(this.#mediaDirectory, sha256.slice(0, 2), sha256);
  }

  /**
   * Puts content under its name; on the disk, name included, when this resolves. Rejects with the system's error.
   * @param named hears the name before anything lies under it
   */
  async put(content: MediaContent, named: (sha256: string) => void = () => undefined): Promise<NamedFile> {
    const source = 'file' in content ? await this.#onThisDisk(content.file) : await this.#written(content.bytes);
    try {
      const digests = 'file' in content ? await fileDigests(source) : contentDigests(content.bytes);
      const { sha256 } = digests;
      named(sha256);
      const { size } = await stat(source);
      await flush(source);
      const target = this.pathOf(sha256);
      const directory = join(this.#mediaDirectory, sha256.slice(0, 2));
      if ((await mkdir(directory, { recursive: true })) !== undefined) await flush(this.#mediaDirectory);
      await rename(source, target);
      await flush(directory);
      return { ...digests, bytes: size };
    } catch (error) {
      await rm(source, { force: true });
      throw error;
    }
  }

  /** Takes a handed-over file from its path without keeping it. */
  async abandon(content: MediaContent): Promise<void> {
    if ('file' in content) await rm(content.file, { force: true });
  }

  /** Bytes of the file, or undefined where there is none. */
  async sizeOf(sha256: string): Promise<number | undefined> {
    return (await stat(this.pathOf(sha256)).catch(() => undefined))?.size;
  }

  /** Idempotent. */
  async remove(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  /** As `remove`, for the moment in which a transaction has no room. */
  removeNow(sha256: string): void {
    rmSync(this.pathOf(sha256), { force: true });
  }

  /** Every named file. */
  async list(): Promise<string[]> {
    const found: string[] = [];
    for (const directory of await readdir(this.#mediaDirectory)) {
      const names = await readdir(join(this.#mediaDirectory, directory)).catch(() => []);
      found.push(...names.filter((name) => SHA256.test(name) && name.startsWith(directory)));
    }
    return found;
  }

  /** Removes what earlier runs left without a name; only at start, before anybody writes. */
  async sweepIncoming(): Promise<number> {
    const left = await readdir(this.incomingDirectory);
    for (const name of left) await rm(join(this.incomingDirectory, name), { recursive: true, force: true });
    return left.length;
  }

  /** A fresh path in `incoming/`, on the disk of the media, for a file to hand over; the extension has no dot. */
  incomingPath(extension: string): string {
    return join(this.incomingDirectory, `${randomUUID()}.${extension}`);
  }

  async #written(bytes: Uint8Array): Promise<string> {
    const path = this.incomingPath('part');
    const file = await open(path, 'wx');
    try {
      await file.writeFile(bytes);
    } catch (error) {
      unlinkSync(path);
      throw error;
    } finally {
      await file.close();
    }
    return path;
  }

  /** A rename is only whole within one file system; from another the bytes are copied first. */
  async #onThisDisk(file: string): Promise<string> {
    const path = this.incomingPath('part');
    try {
      await rename(file, path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
      try {
        await copyFile(file, path, constants.COPYFILE_EXCL);
      } catch (copyError) {
        await rm(path, { force: true });
        throw copyError;
      }
      await rm(file, { force: true });
    }
    return path;
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
