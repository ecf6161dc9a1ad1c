/**
 * Decodes a video file as fast as its reader takes frames: upright, each decoded frame once, none lost or invented.
 *
 * The file is not checked here: probe it first (`video-probe.ts`), which tells unfit files apart.
 */
import { closeSync } from 'node:fs';
import { GDP_HEADER_BYTES, gdpText, readGdpHeader } from '../process/gdp.ts';
import { openOneWayPipe } from '../process/one-way-pipe.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import { VideoFileError } from './errors.ts';
import { readExactly } from './exact-read.ts';
import { tightenFrame } from './frame-layout.ts';
import type { Frame, PixelFormat } from './frame-source.port.ts';
import { capsNumber, gstQuoted, runningTimeNs, SEGMENT_FROM_ZERO, segmentIn } from './gst-text.ts';
import { probeVideo } from './video-probe.ts';

export interface ReadVideoOptions {
  format: PixelFormat;
  /** Frames are scaled down so that their longer edge has at most this many pixels. */
  maxEdgePixels?: number;
}

export interface VideoRead {
  framesDecoded: number;
  /** What the decoder complained about where it did not reach the end of the file in peace. */
  trouble: string | null;
}

/** A decoder that gives nothing for so long while it is waited for hangs, and is ended. */
const DECODE_MS_MAX = 30_000;
/** Decoded frames that may wait in the pipeline while the reader is busy. */
const FRAMES_AHEAD = 4;

/**
 * Calls `onFrame` in order and waits for it; a frame is valid until then. `capturedAtNs` is the file's own time.
 * Throws what `onFrame` throws, and `video/not-decodable` where not one frame could be decoded.
 */
export async function readVideo(
  file: string,
  options: ReadVideoOptions,
  onFrame: (frame: Frame) => void | Promise<void>,
): Promise<VideoRead> {
  const { readFd, writeFd } = await openOneWayPipe();
  let decoder: TetheredProcess | null = null;
  let waitingSinceMs: number | null = performance.now();
  const watchdog = setInterval(() => {
    if (waitingSinceMs !== null && performance.now() - waitingSinceMs > DECODE_MS_MAX) void decoder?.kill();
  }, DECODE_MS_MAX / 10);
  try {
    const args = ['-q', ...decodeArguments(file, options.format, await scaledSize(file, options))];
    decoder = new TetheredProcess({ command: 'gst-launch-1.0', args, stdio: { more: [writeFd] } });
    closeSync(writeFd);
    const framesDecoded = await readFrames(readFd, options.format, async (frame) => {
      waitingSinceMs = null;
      await onFrame(frame);
      waitingSinceMs = performance.now();
    });
    const { code } = await decoder.exited;
    if (framesDecoded === 0) throw notDecodable(file, decoder.lastWords);
    return { framesDecoded, trouble: code === 0 ? null : decoder.lastWords || 'the decoder was ended' };
  } finally {
    clearInterval(watchdog);
    if (decoder === null) closeSync(writeFd);
    await decoder?.kill();
    closeSync(readFd);
  }
}

/** Only the first video stream is decoded: no sound, no cover picture. */
function decodeArguments(file: string, format: PixelFormat, size: { width: number; height: number } | null): string[] {
  const scaled = size === null ? '' : `,width=${size.width},height=${size.height}`;
  return [
    ...['filesrc', `location=${gstQuoted(file)}`, '!'],
    ...['decodebin', 'expose-all-streams=false', 'caps=video/x-raw(ANY)', '!'],
    ...['queue', `max-size-buffers=${FRAMES_AHEAD}`, 'max-size-bytes=0', 'max-size-time=0', '!'],
    ...['videoflip', 'video-direction=auto', '!', 'videoscale', '!', 'videoconvert', '!'],
    ...[`video/x-raw,format=${format}${scaled}`, '!', 'gdppay', '!', 'fdsink', 'fd=3', 'sync=false'],
  ];
}

async function scaledSize(
  file: string,
  { maxEdgePixels }: ReadVideoOptions,
): Promise<{ width: number; height: number } | null> {
  if (maxEdgePixels === undefined) return null;
  const { width, height } = await probeVideo(file);
  const scale = maxEdgePixels / Math.max(width, height);
  if (scale >= 1) return null;
  const even = (pixels: number): number => Math.max(2, 2 * Math.round((pixels * scale) / 2));
  return { width: even(width), height: even(height) };
}

async function readFrames(
  fd: number,
  format: PixelFormat,
  onFrame: (frame: Frame) => void | Promise<void>,
): Promise<number> {
  const headerBytes = new Uint8Array(GDP_HEADER_BYTES);
  let payload = new Uint8Array(0);
  let [width, height] = [0, 0];
  let segment = SEGMENT_FROM_ZERO;
  let sequence = 0;
  while (await readExactly(fd, headerBytes, GDP_HEADER_BYTES)) {
    const header = readGdpHeader(headerBytes);
    if (payload.length < header.length) payload = new Uint8Array(header.length);
    if (!(await readExactly(fd, payload, header.length))) break;
    const bytes = payload.subarray(0, header.length);
    if (header.kind === 'caps') {
      const caps = gdpText(bytes);
      [width, height] = [capsNumber(caps, 'width') ?? 0, capsNumber(caps, 'height') ?? 0];
    } else if (header.kind === 'event') {
      segment = segmentIn(gdpText(bytes)) ?? segment;
    } else {
      const data = tightenFrame(bytes, format, width, height);
      const capturedAtNs = runningTimeNs(header.ptsNs ?? 0, segment);
      await onFrame({ sequence, capturedAtNs, width, height, format, data });
      sequence++;
    }
  }
  return sequence;
}

function notDecodable(file: string, lastWords: string): VideoFileError {
  return new VideoFileError(
    'not-decodable',
    `Not one frame of ${file} could be decoded.`,
    'Check that the file is whole; convert it to H.264 if its format is unusual.',
    new Error(lastWords),
  );
}
