/** Reading what is to be sent, in pieces of a bounded size, and knowing that it is still what it was. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ObjectContent, Pace } from '../../device/ports/object-store.port.ts';
import { contentChanged } from './errors.ts';

/** Hashed at once: under a millisecond, so that whoever shares the thread hardly waits. */
const READ_BYTES = 256 * 1024;
/** Asked of the pace at once: small enough that a sender who is held stops soon. */
const PACED_BYTES = 128 * 1024;

/** A stretch of a content, which goes as one body. */
export interface ContentPart {
  readonly from: number;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly md5: string;
  readonly sha256: string;
}

/** Bytes `from` to `to` (not included). Throws `object-store/content-changed` where they are not there. */
export async function readRange(content: ObjectContent, from: number, to: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of piecesOf(content, from, to, to - from)) pieces.push(piece);
  return pieces[0] ?? Buffer.alloc(0);
}

/**
 * The parts that a content goes in, at most `partBytes` each, read once; an empty one is one empty part. Throws
 * `object-store/content-changed` where the content is not what its sha256 says.
 */
export async function partsOf(content: ObjectContent, partBytes: number): Promise<readonly ContentPart[]> {
  const isOnePart = content.bytes <= partBytes;
  const whole = createHash('sha256');
  const buffer = 'bytes' in content.from ? undefined : Buffer.allocUnsafe(Math.min(content.bytes, READ_BYTES));
  const parts: ContentPart[] = [];
  for (let from = 0; from < Math.max(1, content.bytes); from += partBytes) {
    const bytes = Math.min(content.bytes - from, partBytes);
    const md5 = createHash('md5');
    const sha256 = createHash('sha256');
    for await (const piece of piecesOf(content, from, from + bytes, READ_BYTES, buffer)) {
      md5.update(piece);
      sha256.update(piece);
      if (!isOnePart) whole.update(piece);
    }
    parts.push({ from, bytes, md5: md5.digest('hex'), sha256: sha256.digest('hex') });
  }
  const found = isOnePart ? parts[0]?.sha256 : whole.digest('hex');
  if (found !== content.sha256) throw contentChanged(content.sha256);
  return parts;
}

/** The only part of a content whose digests are known already; null where it has to be read for them. */
export function knownPart({ bytes, md5, sha256 }: ObjectContent, partBytes: number): ContentPart | null {
  return md5 == null || bytes > partBytes ? null : { from: 0, bytes, md5, sha256 };
}

/** The digest that a store shows for what went in these parts: of one its MD5, of several the MD5 of their MD5s. */
export function tagOf(parts: readonly ContentPart[]): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only.md5;
  const sums = Buffer.concat(parts.map(({ md5 }) => Buffer.from(md5, 'hex')));
  return `${createHash('md5').update(sums).digest('hex')}-${parts.length}`;
}

/**
 * Sends a part at a pace. A large file is read again as it goes, never whole in memory, and one that changed since it
 * was hashed is refused by the other side, which is told its MD5. The SDK does not look at what goes wrong with a body: a
 * pace that is given up ends the call here, which would otherwise wait for its time to run out.
 */
export async function sendPaced<T>(
  content: ObjectContent,
  { from, bytes }: ContentPart,
  pace: Pace,
  send: (body: Readable | Buffer, abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  if (bytes <= READ_BYTES) {
    const body = await readRange(content, from, from + bytes);
    for (let at = 0; at < bytes; at += PACED_BYTES) await pace(Math.min(PACED_BYTES, bytes - at));
    return send(body, abort.signal);
  }
  const body = paced(content, from, from + bytes, pace);
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

function paced(content: ObjectContent, from: number, to: number, pace: Pace): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    for await (const read of piecesOf(content, from, to, READ_BYTES)) {
      for (let at = 0; at < read.length; at += PACED_BYTES) {
        const piece = read.subarray(at, at + PACED_BYTES);
        await pace(piece.length);
        yield piece;
      }
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}

/** @param reused where each piece is done with before the next one is asked for: it is read into */
async function* piecesOf(
  { from: source, sha256 }: ObjectContent,
  from: number,
  to: number,
  atMost: number,
  reused?: Buffer,
): AsyncGenerator<Buffer> {
  if ('bytes' in source) {
    const { buffer, byteOffset } = source.bytes;
    for (let at = from; at < to; at += atMost) {
      // Others have their turn between two pieces of what is in memory, as they have while a disk is read.
      if (at > from) await new Promise(setImmediate);
      yield Buffer.from(buffer, byteOffset + at, Math.min(to - at, atMost));
    }
    return;
  }
  const file = await open(source.file).catch((error: unknown) => {
    throw contentChanged(sha256, error);
  });
  try {
    for (let at = from; at < to; ) {
      const bytes = Math.min(to - at, atMost);
      const buffer = reused?.subarray(0, bytes) ?? Buffer.allocUnsafe(bytes);
      const filled = await fill(file, buffer, at).catch((error: unknown) => {
        throw contentChanged(sha256, error);
      });
      if (!filled) throw contentChanged(sha256);
      at += buffer.length;
      yield buffer;
    }
  } finally {
    await file.close();
  }
}

async function fill(file: Awaited<ReturnType<typeof open>>, buffer: Buffer, at: number): Promise<boolean> {
  for (let filled = 0; filled < buffer.length; ) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, at + filled);
    if (bytesRead === 0) return false;
    filled += bytesRead;
  }
  return true;
}
