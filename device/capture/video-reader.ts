/**
 * Decodes a video file as fast as its reader takes frames: upright, each frame that a player would show once, none
 * lost or invented, at its own time.
 *
 * With ffmpeg, not GStreamer: a phone's "trim" only writes an edit list, which GStreamer's MP4 reader cuts a second of
 * frames too short, or refuses. The file is not judged here: probe it first, which tells unfit files apart.
 */
import { closeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { openOneWayPipe } from '../process/one-way-pipe.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import { VideoFileError } from './errors.ts';
import { readExactly } from './exact-read.ts';
import { tightFrameBytes } from './frame-layout.ts';
import type { Frame, PixelFormat } from './frame-source.port.ts';
import { FrameTimes } from './frame-times.ts';
import { inputArguments, probeVideo, type VideoFacts } from './video-probe.ts';

export interface ReadVideoOptions {
  format: PixelFormat;
  /** Frames are scaled down so that their longer edge has at most this many pixels. */
  maxEdgePixels?: number;
  /** What `probeVideo` said of the file, for a caller that has asked already. */
  facts?: VideoFacts;
}

export interface VideoRead {
  framesDecoded: number;
  /** What the decoder complained about where it did not reach the end of the file in peace. */
  trouble: string | null;
}

/** A decoder that gives nothing for so long while it is waited for hangs, and is ended. */
const DECODE_MS_MAX = 30_000;
const PIXELS_FD = 3;
const TIMES_FD = 4;

/**
 * Calls `onFrame` in order and waits for it; a frame is valid until then. `capturedAtNs` is the file's own time.
 * Throws what `onFrame` throws, what `probeVideo` throws, and `video/not-decodable` where no frame could be decoded.
 */
export async function readVideo(
  file: string,
  options: ReadVideoOptions,
  onFrame: (frame: Frame) => void | Promise<void>,
): Promise<VideoRead> {
  const facts = options.facts ?? (await probeVideo(file));
  const shape = { ...scaledSize(facts, options.maxEdgePixels), format: options.format };
  const { readFd, writeFd } = await openOneWayPipe();
  const decoder = new TetheredProcess({
    command: 'ffmpeg',
    args: decodeArguments(file, shape),
    stdio: { more: [writeFd, 'pipe'] },
  });
  closeSync(writeFd);
  let waitingSinceMs: number | null = performance.now();
  const watchdog = setInterval(() => {
    if (waitingSinceMs !== null && performance.now() - waitingSinceMs > DECODE_MS_MAX) void decoder.kill();
  }, DECODE_MS_MAX / 10);
  try {
    const times = new FrameTimes(decoder.child.stdio[TIMES_FD] as Readable, facts.ticksPerSecond);
    const framesDecoded = await readFrames(readFd, shape, times, async (frame) => {
      waitingSinceMs = null;
      await onFrame(frame);
      waitingSinceMs = performance.now();
    });
    const { code } = await decoder.exited;
    if (framesDecoded === 0) throw notDecodable(file, decoder.lastWords);
    const complaint = decoder.lastWords || (code === 0 ? null : 'the decoder was ended');
    return { framesDecoded, trouble: complaint };
  } finally {
    clearInterval(watchdog);
    await decoder.kill();
    closeSync(readFd);
  }
}

interface Shape {
  width: number;
  height: number;
  format: PixelFormat;
}

function decodeArguments(file: string, { width, height, format }: Shape): string[] {
  // ffmpeg turns the picture upright before these; scaling to the size that it has already is left out by itself.
  const filters = [
    `scale=${width}:${height}`,
    `format=${format === 'NV12' ? 'nv12' : 'rgb24'}`,
    ...['metadata=mode=add:key=frame:value=1', `metadata=mode=print:direct=1:file=pipe\\\\:${TIMES_FD}`],
  ];
  return [
    ...['-v', 'error', '-nostdin', '-copyts', ...inputArguments(file), '-map', '0:V:0', '-vf', filters.join(',')],
    ...['-vsync', 'passthrough', '-f', 'rawvideo', `pipe:${PIXELS_FD}`],
  ];
}

function scaledSize(
  { width, height }: VideoFacts,
  maxEdgePixels: number | undefined,
): { width: number; height: number } {
  const scale = maxEdgePixels === undefined ? 1 : maxEdgePixels / Math.max(width, height);
  if (scale >= 1) return { width, height };
  const even = (pixels: number): number => Math.max(2, 2 * Math.round((pixels * scale) / 2));
  return { width: even(width), height: even(height) };
}

async function readFrames(
  fd: number,
  shape: Shape,
  times: FrameTimes,
  onFrame: (frame: Frame) => Promise<void>,
): Promise<number> {
  const data = new Uint8Array(tightFrameBytes(shape.format, shape.width, shape.height));
  let sequence = 0;
  while (await readExactly(fd, data, data.length)) {
    await onFrame({ sequence, capturedAtNs: await times.next(), ...shape, data });
    sequence++;
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
