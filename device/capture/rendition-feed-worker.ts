/**
 * The thread that gives a second encoder the newest frames of a camera, at most so many a second. It waits for the
 * encoder and for nothing else does anybody wait: frames that come meanwhile are not for it.
 *
 * It ends by itself when it is told to or when its reader is gone, and is never terminated: a frame that it holds would
 * be held for ever.
 */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { encodeGdpBufferHeader, encodeGdpStart } from '../process/gdp.ts';
import { LatestFrameReader } from './latest-frame.ts';

export interface RenditionFeedData {
  /** Blocking; closed by the owner when the thread has ended. */
  readonly fd: number;
  readonly newestFrame: SharedArrayBuffer;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** One Int32: not 0 when the thread is to end. */
  readonly stop: SharedArrayBuffer;
}

const FRAME_WAIT_MS = 200;
/** A frame that comes so much of its period early still counts, or every second one would be lost to jitter. */
const EARLY = 0.3;
const NS_PER_S = 1e9;

const { fd, newestFrame, width, height, fps, stop } = workerData as RenditionFeedData;

function feed(): void {
  const reader = new LatestFrameReader(newestFrame);
  const shouldStop = new Int32Array(stop);
  const periodNs = NS_PER_S / fps;
  let dueNs = Number.NEGATIVE_INFINITY;
  const caps = `video/x-raw, format=(string)NV12, width=(int)${width}, height=(int)${height}`;
  writeAll(encodeGdpStart(`${caps}, framerate=(fraction)${Math.round(fps * 1000)}/1000`));
  while (Atomics.load(shouldStop, 0) === 0) {
    const frame = reader.next(FRAME_WAIT_MS);
    if (frame === null) continue;
    try {
      if (frame.capturedAtNs < dueNs - periodNs * EARLY) continue;
      // In step with the rate, and anew after a gap.
      dueNs = Math.max(dueNs, frame.capturedAtNs - periodNs * EARLY) + periodNs;
      writeAll(encodeGdpBufferHeader(frame.data.length, { ptsNs: frame.capturedAtNs, durationNs: periodNs }));
      writeAll(frame.data);
    } finally {
      frame.release();
    }
  }
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

try {
  feed();
} catch {
  // The encoder is gone; whoever started it sees that by itself.
}
