/** Reading what is to be sent, in pieces of a bounded size, and knowing that it is still what it was. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ObjectContent, Pace } from '../../device/ports/object-store.port.ts';
import { contentChanged } from './errors.ts';

/** Small enough that a sender who is held stops at once, large enough to cost nothing. */
const CHUNK_BYTES = 64 * 1024;

export interface ContentDigests {
  /** Hexadecimal. */
  readonly md5: string;
  readonly sha256: string;
}

/** Bytes `from` to `to` (not included). Throws `object-store/content-changed` where they are not there. */
export async function readRange({ from: source, sha256 }: ObjectContent, from: number, to: number): Promise<Buffer> {
  if ('bytes' in source) return Buffer.from(source.bytes.buffer, source.bytes.byteOffset + from, to - from);
  try {
    const file = await open(source.file);
    try {
      const buffer = Buffer.allocUnsafe(to - from);
      for (let filled = 0; filled < buffer.length; ) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, from + filled);
        if (bytesRead === 0) throw contentChanged(sha256);
        filled += bytesRead;
      }
      return buffer;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw contentChanged(sha256, error);
  }
}

/** Throws `object-store/content-changed` where the content is not what its sha256 says. */
export async function checkContent(content: ObjectContent): Promise<void> {
  const hash = createHash('sha256');
  for (let at = 0; at < content.bytes; at += 4 * 1024 * 1024) {
    hash.update(await readRange(content, at, Math.min(content.bytes, at + 4 * 1024 * 1024)));
  }
  if (hash.digest('hex') !== content.sha256) throw contentChanged(content.sha256);
}

export function digestsOf(bytes: Uint8Array): ContentDigests {
  return { md5: hexOf('md5', bytes), sha256: hexOf('sha256', bytes) };
}

export function hexOf(algorithm: 'md5' | 'sha256', bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

/**
 * Sends bytes at a pace. The SDK does not look at what goes wrong with a body: a pace that is given up ends the call
 * here, which would otherwise wait for its time to run out.
 */
export async function sendPaced<T>(
  bytes: Buffer,
  pace: Pace,
  send: (body: Readable, abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const body = paced(bytes, pace);
  const abort = new AbortController();
  let failure: unknown;
  body.once('error', (error) => {
    failure = error;
    abort.abort();
  });
  try {
    return await send(body, abort.signal);
  } catch (error) {
    throw failure ?? error;
  } finally {
    body.destroy();
  }
}

function paced(bytes: Buffer, pace: Pace): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const piece = bytes.subarray(at, at + CHUNK_BYTES);
      await pace(piece.length);
      yield piece;
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}
