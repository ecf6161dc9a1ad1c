/**
 * Writes encoded pictures as an MP4 file, without encoding them again and with their true times: a camera whose rate
 * varies stays that way in the file.
 *
 * The file appears whole or not at all: it is written beside its place, synced to the disk and renamed.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { encodeGdpBufferHeader, encodeGdpEndOfStream, encodeGdpStart } from '../process/gdp.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import { ClipNotWrittenError } from './errors.ts';
import type { EncodedUnit } from './frame-source.port.ts';
import { gstQuoted } from './gst-text.ts';

export interface WrittenClip {
  /** When each frame of the file was captured, in its order: frame n of the file is entry n. */
  frameTimesNs: number[];
  bytes: number;
  sha256: string;
}

/** A clip of ten seconds is written in well under a second; a disk that hangs must not hold the bay. */
const WRITE_MS_MAX = 20_000;
/** Ticks a second of the file's clock: the times of frames are kept to 11 µs. */
const TIMESCALE = 90_000;
/** The muxer's clock ticks at 100 times the announced rate; the frames themselves keep the times they are given. */
const CAPS = `video/x-h264, stream-format=(string)byte-stream, alignment=(string)au, framerate=(fraction)${TIMESCALE / 100}/1`;

/** Throws `ClipNotWrittenError` (`clip/not-written`, or `clip/no-space` on a full disk) and leaves no file then. */
export async function writeClip(units: readonly EncodedUnit[], file: string): Promise<WrittenClip> {
  if (units[0]?.isKeyFrame !== true) throw new ClipNotWrittenError('it does not begin with a key frame');
  const partial = `${file}.partial`;
  try {
    await mux(units, partial);
    const { bytes, sha256 } = await syncAndHash(partial);
    await rename(partial, file);
    await syncFolder(dirname(file));
    return { frameTimesNs: units.map(({ capturedAtNs }) => capturedAtNs), bytes, sha256 };
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error instanceof ClipNotWrittenError ? error : new ClipNotWrittenError(String(error), error);
  }
}

async function mux(units: readonly EncodedUnit[], file: string): Promise<void> {
  const muxer = new TetheredProcess({
    command: 'gst-launch-1.0',
    args: [
      ...['-q', 'fdsrc', 'fd=0', '!', 'gdpdepay', '!', 'h264parse', '!', 'm.video_0'],
      ...['mp4mux', 'name=m', `movie-timescale=${TIMESCALE}`, '!'],
      ...['filesink', `location=${gstQuoted(file)}`],
    ],
    stdio: { stdin: 'pipe' },
  });
  const timeout = setTimeout(() => void muxer.kill(), WRITE_MS_MAX);
  try {
    // A muxer that dies closes its end; its exit says why.
    muxer.child.stdin?.on('error', () => undefined);
    if (muxer.child.stdin !== null) await sendUnits(units, muxer.child.stdin);
    const { code } = await muxer.exited;
    if (code !== 0) throw new ClipNotWrittenError(muxer.lastWords || 'the muxer was killed');
  } finally {
    clearTimeout(timeout);
    await muxer.kill();
  }
}

/** Times start from 0 with the first frame; there are no B-frames, so frames are stored in the order of their times. */
async function sendUnits(units: readonly EncodedUnit[], stream: Writable): Promise<void> {
  const startNs = units[0]?.capturedAtNs ?? 0;
  stream.write(encodeGdpStart(CAPS));
  for (const [index, { capturedAtNs, isKeyFrame, data }] of units.entries()) {
    const ptsNs = capturedAtNs - startNs;
    const durationNs = durationOf(units, index);
    stream.write(encodeGdpBufferHeader(data.length, { ptsNs, dtsNs: ptsNs, durationNs, isKeyFrame }));
    if (!stream.write(data)) await drained(stream);
    if (stream.destroyed) return;
  }
  stream.end(encodeGdpEndOfStream());
}

/** The last frame lasts as long as the one before it. */
function durationOf(units: readonly EncodedUnit[], index: number): number {
  const [unit, next, previous] = [units[index], units[index + 1], units[index - 1]];
  if (unit === undefined) return 0;
  if (next !== undefined) return next.capturedAtNs - unit.capturedAtNs;
  return previous === undefined ? 1e9 / 30 : unit.capturedAtNs - previous.capturedAtNs;
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) return resolve();
    stream.once('drain', resolve);
    stream.once('close', resolve);
  });
}

async function syncAndHash(file: string): Promise<{ bytes: number; sha256: string }> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return { bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}

/** Makes the new name itself last through a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
