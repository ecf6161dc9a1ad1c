/**
 * Media of swings from the object store: small files whole, through a shelf on this disk, since who replays a swing asks
 * for the same bytes again and again; large ones, and all of them while the disk is short, range by range as they are
 * taken. A copy is on the shelf only when its bytes are what its name says.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import { BayError } from '../../device/errors/bay-error.ts';
import { type ByteRange, type ObjectStore, ObjectStoreError } from '../../device/ports/object-store.port.ts';
import type { RemoteContent, RemoteFile, RemoteMedia, RemoteReading } from '../../device/ports/remote-media.port.ts';
import { isOutOfSpace } from '../../device/store/errors.ts';
import type { Store } from '../../device/store/store.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { ownerOf } from '../outbox/swing-objects.ts';
import { extensionOf, objectKey } from './object-key.ts';
import { mediaBusy, mediaDamaged, mediaNotHeld, mediaNotReachable, noRoomForCopy } from './remote-media-errors.ts';

export interface RemoteSwingMediaParts {
  readonly objects: ObjectStore;
  readonly store: Pick<Store, 'swings' | 'borrowed' | 'disk'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  readonly patience?: Partial<RemoteMediaPatience>;
}

export interface RemoteMediaPatience {
  /** A reader who takes nothing for so long gives up their turn; a player of videos asks again where it was. */
  readonly readerMs: number;
}

const PATIENCE: RemoteMediaPatience = { readerMs: 30_000 };

/** Clips of a bay have a few megabytes; what a player uploaded may have a hundred, and would push out all others. */
const WHOLE_BYTES_MAX = 32 * 1024 * 1024;
/** Files that are on their way at once, and readers who wait for their turn; what comes beyond is refused. */
const AT_ONCE = 6;
const WAITING_MAX = 48;
/** After the store could not be reached nobody waits for it anew within this time. */
const REST_MS = 5_000;
/** A phone gives up after a minute. */
const BRING_MS_MAX = 55_000;

export class RemoteSwingMedia implements RemoteMedia {
  readonly #parts: RemoteSwingMediaParts;
  readonly #patience: RemoteMediaPatience;
  /** Copies that are on their way, by content: whoever wants the same waits for the same. */
  readonly #coming = new Map<string, Promise<string>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #restsUntilMs = Number.NEGATIVE_INFINITY;

  constructor(parts: RemoteSwingMediaParts) {
    this.#parts = parts;
    this.#patience = { ...PATIENCE, ...parts.patience };
  }

  async open(file: RemoteFile): Promise<RemoteContent> {
    const { borrowed, disk } = this.#parts.store;
    const copy = this.#copyOf(file);
    if (copy !== undefined) return { path: copy };
    const isSmall = file.bytes <= Math.min(WHOLE_BYTES_MAX, borrowed.bytesMax);
    if (isSmall && (await disk.lackingFor(file.bytes)) === 0) return { path: await this.bring(file) };
    return { read: (wanted) => this.#read(file, wanted), readerMs: this.#patience.readerMs };
  }

  async bring(file: RemoteFile): Promise<string> {
    const copy = this.#copyOf(file);
    if (copy !== undefined) return copy;
    const coming = this.#coming.get(file.sha256) ?? this.#copy(file).finally(() => this.#coming.delete(file.sha256));
    this.#coming.set(file.sha256, coming);
    return coming;
  }

  /** A copy that a power cut left short is none. */
  #copyOf({ sha256, bytes }: RemoteFile): string | undefined {
    const { borrowed } = this.#parts.store;
    if (borrowed.sizeOf(sha256) !== bytes) return undefined;
    borrowed.noteUse(sha256, this.#parts.clock.wall());
    return borrowed.pathOf(sha256);
  }

  async #copy(file: RemoteFile): Promise<string> {
    const { borrowed, disk } = this.#parts.store;
    if (file.bytes > borrowed.bytesMax || (await disk.lackingFor(file.bytes)) > 0) throw noRoomForCopy();
    const path = borrowed.unfinishedPathOf(file.sha256);
    return this.#inTurn(async () => {
      try {
        await this.#write(file, await this.#ask(file), path);
        // Whoever deleted the swing meanwhile has cleared the shelf already: a copy kept now would stay.
        this.#parts.store.swings.find(file.swing);
        borrowed.keep(file.sha256);
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      borrowed.noteUse(file.sha256, this.#parts.clock.wall());
      this.#parts.counters.count('remote_media_brought');
      this.#parts.counters.count('remote_media_bytes', {}, file.bytes);
      return borrowed.pathOf(file.sha256);
    });
  }

  /** Holds its turn until the reader has all of it or has left. */
  async #read(file: RemoteFile, { range, signal }: RemoteReading): Promise<Readable> {
    await this.#takeTurn(signal);
    try {
      const body = await this.#ask(file, range);
      if (signal.aborted) body.destroy();
      signal.throwIfAborted();
      body.once('close', () => this.#endTurn());
      this.#parts.counters.count('remote_media_ranges');
      return body;
    } catch (error) {
      this.#endTurn();
      throw error;
    }
  }

  /** Throws what the store says of a swing that is gone meanwhile. */
  async #ask(file: RemoteFile, range?: ByteRange): Promise<Readable> {
    const { objects, store, log } = this.#parts;
    if (this.#nowMs() < this.#restsUntilMs) throw mediaNotReachable();
    const { swing, sha256, mediaType } = file;
    const owner = ownerOf(store.swings.find(swing));
    const key = objectKey({ owner, swing, sha256, extension: extensionOf(mediaType) });
    const body = await objects.read(key, range).catch((error: unknown) => {
      throw error instanceof ObjectStoreError ? this.#notReached(error, error.isOfTheObject) : error;
    });
    if (body !== null) return body;
    log.error({ swing, sha256 }, 'The object store does not have a file that it was seen to have.');
    throw mediaNotHeld();
  }

  async #write(file: RemoteFile, body: Readable, path: string): Promise<void> {
    try {
      const signal = AbortSignal.timeout(BRING_MS_MAX);
      await pipeline(body, (chunks: Readable) => checked(chunks, file), createWriteStream(path), { signal });
    } catch (error) {
      if (error instanceof BayError) {
        this.#parts.log.error({ error, sha256: file.sha256 }, 'A file of the object store is not what its name says.');
        throw error;
      }
      if (isOutOfSpace(error)) throw noRoomForCopy(error);
      throw this.#notReached(error, false);
    }
  }

  /** What is wrong with the way there is the staff's to read in the log, and the sync's to say on its page. */
  #notReached(error: unknown, isOfTheObject: boolean): BayError {
    this.#parts.counters.count('remote_media_failed');
    this.#parts.log.warn({ error }, 'A file of the object store could not be read.');
    if (!isOfTheObject) this.#restsUntilMs = this.#nowMs() + REST_MS;
    return mediaNotReachable(error);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.#takeTurn();
    try {
      return await work();
    } finally {
      this.#endTurn();
    }
  }

  /** Who leaves leaves the queue as well. */
  async #takeTurn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#running < AT_ONCE) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= WAITING_MAX) throw mediaBusy();
    // Whoever ends hands the turn on; it is never free in between.
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(signal?.reason as Error);
      };
      const begin = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      this.#waiting.push(begin);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #endTurn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}

async function* checked(chunks: Readable, { sha256, bytes }: RemoteFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let seen = 0;
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    seen += chunk.length;
    if (seen > bytes) throw mediaDamaged();
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw mediaDamaged();
}
