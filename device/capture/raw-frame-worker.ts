/**
 * The thread that reads a camera's raw frames from its pipe, whole frames straight into shared memory. It blocks in
 * the kernel while there is nothing to read and ends with the pipe: end the pipeline first, then wait for the thread.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../clock/clock.ts';
import { GDP_HEADER_BYTES, type GdpHeader, gdpText, readGdpHeader } from '../process/gdp.ts';
import { readExactlySync } from './exact-read.ts';
import { gstreamerFrameBytes, tightenFrame } from './frame-layout.ts';
import { capsFrameRate, capsNumber, runningTimeNs, SEGMENT_FROM_ZERO, segmentIn } from './gst-text.ts';
import { LatestFrameClock, LatestFrameWriter } from './latest-frame.ts';
import { OriginEstimate } from './origin-estimate.ts';

export interface RawFrameWorkerData {
  fd: number;
  memory: SharedArrayBuffer;
}

/** The thread says when it is about to read, and at the end why it stopped; null where the stream ended in peace. */
export type RawFrameWorkerMessage = { kind: 'ready' } | { kind: 'ended'; problem: string | null };

const { fd, memory } = workerData as RawFrameWorkerData;

class RawFrames {
  readonly #writer = new LatestFrameWriter(memory);
  readonly #clock = new LatestFrameClock(memory);
  readonly #origin = new OriginEstimate();
  readonly #headerBytes = new Uint8Array(GDP_HEADER_BYTES);
  readonly #padded: number;
  /** Where a payload goes that nobody will see: caps, events, and frames while every slot is held. */
  #aside = new Uint8Array(64 * 1024);
  #segment = SEGMENT_FROM_ZERO;
  #framePeriodNs: number | null = null;
  #lastRunningNs: number | null = null;

  constructor() {
    const { width, height, format } = this.#writer.shape;
    this.#padded = gstreamerFrameBytes(format, width, height);
  }

  readAll(): string | null {
    while (readExactlySync(fd, this.#headerBytes, GDP_HEADER_BYTES)) {
      const header = readGdpHeader(this.#headerBytes);
      const problem = header.kind === 'buffer' ? this.#readFrame(header) : this.#readText(header);
      if (problem !== null) return problem;
    }
    return null;
  }

  #readText(header: GdpHeader): string | null {
    const bytes = this.#readAside(header.length);
    if (bytes === null) return null;
    const text = gdpText(bytes);
    if (header.kind === 'event') {
      this.#segment = segmentIn(text) ?? this.#segment;
      return null;
    }
    const rate = capsFrameRate(text);
    this.#framePeriodNs = rate === null ? null : 1e9 / rate;
    const { width, height } = this.#writer.shape;
    const found = [capsNumber(text, 'width'), capsNumber(text, 'height')];
    return found[0] === width && found[1] === height ? null : `the picture is ${found.join(' × ')}`;
  }

  #readFrame(header: GdpHeader): string | null {
    if (header.length !== this.#padded) return `a frame has ${header.length} bytes, expected ${this.#padded}`;
    const runningNs = runningTimeNs(header.ptsNs ?? 0, this.#segment);
    this.#countGap(header, runningNs);
    const slot = this.#writer.begin();
    if (slot === null) {
      this.#readAside(header.length);
      return null;
    }
    if (!readExactlySync(fd, slot, header.length)) return null;
    const arrivedAtNs = systemClock.monotonicNs();
    const originNs = this.#clock.originNs ?? this.#estimateOrigin(runningNs, arrivedAtNs);
    const { width, height, format } = this.#writer.shape;
    tightenFrame(slot, format, width, height);
    this.#writer.publish(originNs + runningNs, arrivedAtNs);
    return null;
  }

  /** Frames that the pipeline dropped while this reader was late leave a mark and a hole in time. */
  #countGap(header: GdpHeader, runningNs: number): void {
    const last = this.#lastRunningNs;
    this.#lastRunningNs = runningNs;
    if (!header.isDiscontinuous || last === null) return;
    const periodNs = header.durationNs || this.#framePeriodNs;
    const dropped = periodNs === null ? 1 : Math.round((runningNs - last) / periodNs) - 1;
    if (dropped > 0) this.#writer.countDropped(dropped);
  }

  #estimateOrigin(runningNs: number, arrivedAtNs: number): number {
    const { originNs, isSettled } = this.#origin.add(runningNs, arrivedAtNs);
    if (isSettled) this.#clock.originNs = originNs;
    return originNs;
  }

  #readAside(length: number): Uint8Array | null {
    if (this.#aside.length < length) this.#aside = new Uint8Array(length);
    return readExactlySync(fd, this.#aside, length) ? this.#aside.subarray(0, length) : null;
  }
}

function tell(message: RawFrameWorkerMessage): void {
  parentPort?.postMessage(message);
}

function readAll(): string | null {
  try {
    const frames = new RawFrames();
    tell({ kind: 'ready' });
    return frames.readAll();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

tell({ kind: 'ended', problem: readAll() });
