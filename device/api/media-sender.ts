/** Sends a file of a swing, from the data disk or, where it lies beside the bay alone, from there. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { ByteRange } from '../ports/object-store.port.ts';
import { REMOTE_MEDIA, type RemoteContent, type RemoteMedia } from '../ports/remote-media.port.ts';
import { isElsewhere, type StoredMedia } from '../store/media-rows.ts';
import { STORE, type Store } from '../store/store.ts';
import { mediaGone, rangeRefused } from './errors.ts';
import { inGoodTime } from './in-good-time.ts';
import { headersOfFile, sendStoredFile } from './stored-file.ts';

@Injectable()
export class MediaSender {
  readonly #store: Store;
  readonly #remote: RemoteMedia | null;

  constructor(@Inject(STORE) store: Store, @Inject(REMOTE_MEDIA) remote: RemoteMedia | null) {
    this.#store = store;
    this.#remote = remote;
  }

  /** Whether it can be shown: it is here, or where this bay may fetch it. */
  isToBeHad(file: StoredMedia): boolean {
    return file.state === 'present' || this.#isElsewhere(file);
  }

  /**
   * Resolves when the answer has been handed over or the reader has gone; before that rejects with `media/dropped`,
   * `media/lost`, `media/range-refused` and what {@link RemoteMedia} says.
   */
  async send(response: Response, file: StoredMedia): Promise<void> {
    if (file.state === 'present') {
      return sendStoredFile(response, { ...file, path: this.#store.media.pathOf(file) });
    }
    if (this.#remote === null || !this.#isElsewhere(file)) throw mediaGone(file.state);
    await sendContent(response, file, await this.#remote.open(file));
  }

  #isElsewhere(file: StoredMedia): boolean {
    return this.#remote !== null && isElsewhere(file);
  }
}

async function sendContent(response: Response, file: StoredMedia, content: RemoteContent): Promise<void> {
  if ('path' in content) return sendStoredFile(response, { ...file, path: content.path });
  const { req } = response;
  response.set({ ...headersOfFile(file), 'Accept-Ranges': 'bytes' });
  if (req.fresh) {
    response.status(304).end();
    return;
  }
  const range = rangeOf(response, file);
  if (range !== null) {
    response.status(206).set('Content-Range', `bytes ${range.first}-${range.last}/${file.bytes}`);
  }
  const { first, last } = range ?? { first: 0, last: file.bytes - 1 };
  response.set('Content-Length', String(last - first + 1));
  if (req.method === 'HEAD') {
    response.end();
    return;
  }
  const ended = new AbortController();
  const end = (): void => ended.abort();
  response.once('close', end);
  if (response.destroyed) end();
  const { signal } = ended;
  const body = await content.read({ ...(range === null ? {} : { range }), signal }).catch((error: unknown) => {
    if (signal.aborted) return null;
    response.status(200);
    for (const name of ['Content-Range', 'Content-Length', 'Accept-Ranges']) response.removeHeader(name);
    throw error;
  });
  if (body === null) return;
  // Headers are out: a line that breaks now ends the answer short of what it said, which every client sees.
  const patience = { ms: () => content.readerMs(), end };
  await pipeline(body, (chunks: Readable) => inGoodTime(chunks, patience), response, { signal }).catch(() => {
    // Where the reader had left before it began, nothing has ended what was opened for them.
    body.destroy();
    response.destroy();
  });
}

/** The one range that is asked for; null for the whole, also where several are, which no player of videos asks. */
function rangeOf({ req }: Response, file: StoredMedia): ByteRange | null {
  const condition = req.get('If-Range');
  if (condition !== undefined && condition !== `"${file.sha256}"`) return null;
  const asked = req.range(file.bytes, { combine: true });
  if (asked === -1) throw rangeRefused();
  if (asked === undefined || asked === -2 || asked.type !== 'bytes' || asked.length !== 1) return null;
  const [only] = asked;
  return only === undefined ? null : { first: only.start, last: only.end };
}
