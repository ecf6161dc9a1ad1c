/**
 * Decodes encoded pictures while they are still coming: what is given is H.264 as cameras send it, what comes out are
 * the same pictures that the finished clip will give, one for each unit, in order.
 */
import { closeSync } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { openOneWayPipe } from '../process/one-way-pipe.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import { readExactly } from './exact-read.ts';
import { tightFrameBytes } from './frame-layout.ts';

/** A decoder that is to end and does not has hung. */
const END_MS_MAX = 10_000;

export class EncodedStreamDecoder {
  readonly #decoder: TetheredProcess;
  /** How many pictures were decoded; rejects with what `onPicture` threw. */
  readonly #decoded: Promise<number>;

  private constructor(decoder: TetheredProcess, decoded: Promise<number>) {
    this.#decoder = decoder;
    this.#decoded = decoded;
    // Whoever ends the stream is told; until then nobody listens.
    decoded.catch(() => undefined);
    decoder.child.stdin?.on('error', () => undefined);
  }

  /**
   * NV12 of `width` × `height`, tightly packed; a picture is valid until the promise of `onPicture` resolves. Nothing
   * is decoded ahead of it beyond what the decoder and a pipe hold.
   */
  static async open(
    size: { readonly width: number; readonly height: number },
    onPicture: (data: Uint8Array) => Promise<void>,
  ): Promise<EncodedStreamDecoder> {
    const { readFd, writeFd } = await openOneWayPipe();
    const decoder = new TetheredProcess({
      command: 'ffmpeg',
      args: [
        // The stream says in its first bytes all that there is to know of it.
        ...['-v', 'error', '-probesize', '32768', '-analyzeduration', '0', '-f', 'h264', '-i', 'pipe:0'],
        ...['-map', '0:v:0', '-vf', `scale=${size.width}:${size.height},format=nv12`],
        ...['-vsync', 'passthrough', '-f', 'rawvideo', 'pipe:3'],
      ],
      stdio: { stdin: 'pipe', more: [writeFd] },
    });
    closeSync(writeFd);
    const decoded = readPictures(readFd, tightFrameBytes('NV12', size.width, size.height), onPicture).finally(() => {
      closeSync(readFd);
      void decoder.kill();
    });
    return new EncodedStreamDecoder(decoder, decoded);
  }

  /** The next units, in order, the first of all a key frame; resolves when the decoder has taken them. */
  async give(bytes: Uint8Array): Promise<void> {
    const stream = this.#decoder.child.stdin as Writable;
    if (stream.destroyed || stream.write(bytes)) return;
    await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  }

  /** No more units. Resolves with how many pictures were decoded and taken. */
  async end(): Promise<number> {
    this.#decoder.child.stdin?.end();
    const timer = setTimeout(() => void this.#decoder.kill(), END_MS_MAX);
    try {
      return await this.#decoded;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Gives up what is under way. Idempotent. */
  async kill(): Promise<void> {
    await this.#decoder.kill();
    await this.#decoded.catch(() => undefined);
  }
}

async function readPictures(
  fd: number,
  bytes: number,
  onPicture: (data: Uint8Array) => Promise<void>,
): Promise<number> {
  const data = new Uint8Array(bytes);
  let count = 0;
  while (await readExactly(fd, data, data.length)) {
    await onPicture(data);
    count++;
  }
  return count;
}
