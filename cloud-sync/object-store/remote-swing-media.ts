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
import { copyMsMax, PATIENCE, type RemoteMediaPatience } from './remote-media-patience.ts';
import { mediaBusy, mediaDamaged, mediaNotHeld, mediaNotReachable, noRoomForCopy } from './remote-media-errors.ts';

export interface RemoteSwingMediaParts {
  readonly objects: ObjectStore;
  readonly store: Pick<Store, 'swings' | 'borrowed' | 'disk'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  readonly patience?: Partial<RemoteMediaPatience>;
}

/** A copy that is on its way. */
interface Copying {
  readonly path: Promise<string>;
  readonly given: AbortController;
  /** A program needs it as a file, however long that takes. */
  isNeeded: boolean;
}

/** Clips of a bay have a few megabytes; what a player uploaded may have a hundred, and would push out all others. */
const WHOLE_BYTES_MAX = 32 * 1024 * 1024;
/** Files that are on their way at once, and readers who wait for their turn; what comes beyond is refused. */
const AT_ONCE = 6;
const WAITING_MAX = 48;
/** After the store could not be reached nobody waits for it anew within this time. */
const REST_MS = 5_000;
/** After a copy took too long to be waited for, whoever looks waits for none within this time. */
const SLOW_MS = 5 * 60_000;

export class RemoteSwingMedia implements RemoteMedia {
  readonly #parts: RemoteSwingMediaParts;
  readonly #patience: RemoteMediaPatience;
  /** Copies that are on their way, by content: whoever wants the same waits for the same. */
  readonly #coming = new Map<string, Copying>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #restsUntilMs = Number.NEGATIVE_INFINITY;
  #isSlowUntilMs = Number.NEGATIVE_INFINITY;

  constructor(parts: RemoteSwingMediaParts) {
    this.#parts = parts;
    this.#patience = { ...PATIENCE, ...parts.patience };
  }

  async open(file: RemoteFile): Promise<RemoteContent> {
    const { borrowed, disk } = this.#parts.store;
    const copy = this.#copyOf(file);
    if (copy !== undefined) return { path: copy };
    const isSmall = file.bytes <= Math.min(WHOLE_BYTES_MAX, borrowed.bytesMax);
    const isQuick = this.#nowMs() >= this.#isSlowUntilMs;
    if (isSmall && isQuick && (await disk.lackingFor(file.bytes)) === 0) {
      const path = await this.#copiedInTime(file);
      if (path !== null) return { path };
    }
    const { readerMs, hurriedReaderMs } = this.#patience;
    return {
      read: (wanted) => this.#read(file, wanted),
      readerMs: () => (this.#waiting.length === 0 ? readerMs : Math.min(readerMs, hurriedReaderMs)),
    };
  }

  async bring(file: RemoteFile): Promise<string> {
    // One that was just given up has to be out of the way first.
    const given = this.#coming.get(file.sha256);
    if (given?.given.signal.aborted === true) await given.path.catch(() => undefined);
    const copy = this.#copyOf(file);
    if (copy !== undefined) return copy;
    const coming = this.#copying(file);
    coming.isNeeded = true;
    return coming.path;
  }

  /**
   * Null where it takes longer than anybody waits who looks: unless a program needs the copy it is given up then, so that
   * the whole line is theirs.
   */
  async #copiedInTime(file: RemoteFile): Promise<string | null> {
    // It may have come since it was looked for.
    const copy = this.#copyOf(file);
    if (copy !== undefined) return copy;
    const coming = this.#copying(file);
    const { signal } = coming.given;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), this.#patience.viewerMs);
    });
    try {
      const path = await Promise.race([coming.path, late]);
      if (path !== null) return path;
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    } finally {
      clearTimeout(timer);
    }
    this.#isSlowUntilMs = this.#nowMs() + SLOW_MS;
    if (!coming.isNeeded) coming.given.abort();
    return null;
  }

  #copying(file: RemoteFile): Copying {
    const coming = this.#coming.get(file.sha256);
    if (coming !== undefined) return coming;
    const given = new AbortController();
    const path = this.#copy(file, given.signal).finally(() => this.#coming.delete(file.sha256));
    const begun = { path, given, isNeeded: false };
    this.#coming.set(file.sha256, begun);
    return begun;
  }

  /** A copy that a power cut left short is none. */
  #copyOf({ sha256, bytes }: RemoteFile): string | undefined {
    const { borrowed } = this.#parts.store;
    if (borrowed.sizeOf(sha256) !== bytes) return undefined;
    borrowed.noteUse(sha256, this.#parts.clock.wall());
    return borrowed.pathOf(sha256);
  }

  async #copy(file: RemoteFile, signal: AbortSignal): Promise<string> {
    const { borrowed, disk } = this.#parts.store;
    if (file.bytes > borrowed.bytesMax || (await disk.lackingFor(file.bytes)) > 0) throw noRoomForCopy();
    const path = borrowed.unfinishedPathOf(file.sha256);
    return this.#inTurn(signal, async () => {
      try {
        await this.#write(file, await this.#ask(file), { path, signal });
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

  async #write(file: RemoteFile, body: Readable, to: { path: string; signal: AbortSignal }): Promise<void> {
    try {
      const signal = AbortSignal.any([to.signal, AbortSignal.timeout(copyMsMax(file.bytes))]);
      await pipeline(body, (chunks: Readable) => checked(chunks, file), createWriteStream(to.path), { signal });
    } catch (error) {
      // Nothing is wrong with the line but that it is slow.
      if (to.signal.aborted) throw mediaNotReachable(error);
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

  async #inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#takeTurn(signal);
    try {
      return await work();
    } finally {
      this.#endTurn();
    }
  }

  /** Who leaves leaves the queue as well. */
  async #takeTurn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#running < AT_ONCE) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= WAITING_MAX) throw mediaBusy();
    // Whoever ends hands the turn on; it is never free in between.
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(signal.reason as Error);
      };
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      this.#waiting.push(begin);
      signal.addEventListener('abort', leave, { once: true });
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
