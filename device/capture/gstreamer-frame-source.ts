/**
 * One run of one camera: a `gst-launch` process, the thread that reads its raw frames, the stream of its encoded ones.
 *
 * It is not restarted here: `restarting-frame-source.ts` does that, with the same memory for the next run.
 */
import { closeSync } from 'node:fs';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { systemClock } from '../clock/clock.ts';
import { openOneWayPipe } from '../process/one-way-pipe.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import type { Camera } from './capture.config.ts';
import { EncodedUnitReader } from './encoded-unit-reader.ts';
import { SourceError } from './errors.ts';
import { gstreamerFrameBytes } from './frame-layout.ts';
import type { FrameSource, FrameSourceCounts, FrameSourceListeners, SourceEnd, Stamping } from './frame-source.port.ts';
import { createLatestFrame, LatestFrameClock } from './latest-frame.ts';
import { baseTimeNsIn, isDebugLine, REVEAL_BASE_TIME } from './origin-estimate.ts';
import { describePipeline, type Encoder } from './pipeline-description.ts';
import type { RawFrameWorkerData, RawFrameWorkerMessage } from './raw-frame-worker.ts';
import { stampingOf, timeOriginOf } from './stamping.ts';

export interface GstreamerFrameSourceOptions {
  /** What makes the recorded branch; null leaves it out. */
  encoder: Encoder | null;
  /** The memory of an earlier run of the same camera, whose readers then just go on. */
  newestFrame?: SharedArrayBuffer;
}

const ENCODED_FD = 3;
const RAW_FD = 4;
const ORIGIN_OF_ZERO_NS = 0;

export function createFrameMemory({ width, height }: Camera): SharedArrayBuffer {
  const slotBytes = gstreamerFrameBytes('NV12', width, height);
  return createLatestFrame({ width, height, format: 'NV12', slotBytes });
}

export class GstreamerFrameSource implements FrameSource {
  readonly stamping: Stamping;
  readonly newestFrame: SharedArrayBuffer;
  readonly ended: Promise<SourceEnd>;
  readonly #camera: Camera;
  readonly #encoder: Encoder | null;
  readonly #clock: LatestFrameClock;
  readonly #units: EncodedUnitReader;
  #listeners: FrameSourceListeners = {};
  #pipeline: TetheredProcess | null = null;
  #problem: string | null = null;
  #startedAtNs = systemClock.monotonicNs();
  #newestUnitAtNs = 0;
  #isClosed = false;
  #settle: (end: SourceEnd) => void = () => undefined;

  constructor(camera: Camera, options: GstreamerFrameSourceOptions) {
    this.#camera = camera;
    this.#encoder = options.encoder;
    this.stamping = stampingOf(camera.source);
    this.newestFrame = options.newestFrame ?? createFrameMemory(camera);
    this.#clock = new LatestFrameClock(this.newestFrame);
    this.#units = new EncodedUnitReader((unit) => {
      this.#newestUnitAtNs = systemClock.monotonicNs();
      this.#listeners.onEncodedUnit?.(unit);
    });
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  async start(listeners: FrameSourceListeners): Promise<void> {
    this.#listeners = listeners;
    this.#startedAtNs = systemClock.monotonicNs();
    this.#clock.forget();
    if (timeOriginOf(this.#camera.source) !== 'pipeline') this.#setOrigin(ORIGIN_OF_ZERO_NS);
    const { readFd, writeFd } = await openOneWayPipe();
    // The thread takes its time to start; frames of a pipeline that was quicker would be dropped.
    const { ready, ended: rawEnded } = this.#readRaw(readFd);
    await ready;
    if (this.#isClosed || this.#problem !== null) {
      closeSync(writeFd);
      await rawEnded;
      this.#finish(null);
      return;
    }
    const encodedFd = this.#encoder === null ? null : ENCODED_FD;
    const branches = { rawFd: RAW_FD, encodedFd, encoder: this.#encoder ?? 'x264enc' };
    const pipeline = new TetheredProcess({
      command: 'gst-launch-1.0',
      args: ['-q', ...describePipeline(this.#camera, branches)],
      env: REVEAL_BASE_TIME,
      stdio: { more: ['pipe', writeFd] },
      isLastWord: (line) => !isDebugLine(line),
      onErrorLine: (line) => {
        const baseNs = baseTimeNsIn(line);
        if (baseNs !== null && this.#clock.originNs === null) this.#setOrigin(baseNs);
      },
    });
    closeSync(writeFd);
    this.#pipeline = pipeline;
    const encodedEnded = this.#readEncoded(pipeline.child.stdio[ENCODED_FD] as Readable);
    void Promise.all([rawEnded, encodedEnded, pipeline.exited]).then(([, , { code }]) => this.#finish(code));
    if (pipeline.pid === undefined) {
      await pipeline.exited;
      throw new SourceError(
        'camera/not-started',
        `The camera ${this.#camera.name} cannot be started: gst-launch-1.0 is missing.`,
        'Install the package gstreamer1.0-tools; ./swingbay does so.',
        false,
      );
    }
  }

  /** The pipeline's process, for whoever must kill it first; undefined while there is none. */
  get pid(): number | undefined {
    return this.#pipeline?.isRunning ? this.#pipeline.pid : undefined;
  }

  counts(): FrameSourceCounts {
    return { framesDelivered: this.#clock.framesPublished, framesDropped: this.#clock.framesDropped };
  }

  newestOutputAgeMs(): number {
    const newestNs = Math.max(this.#startedAtNs, this.#clock.newestArrivalNs ?? 0, this.#newestUnitAtNs);
    return (systemClock.monotonicNs() - newestNs) / 1e6;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#pipeline === null) {
      this.#settle({ reason: 'closed' });
      return;
    }
    // The reading thread is blocked in the kernel until its writer is gone.
    await this.#pipeline.kill();
    await this.ended;
  }

  #setOrigin(originNs: number): void {
    this.#clock.originNs = originNs;
    this.#units.originNs = originNs;
  }

  #readRaw(fd: number): { ready: Promise<void>; ended: Promise<void> } {
    const entry = new URL(`./raw-frame-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
    const workerData: RawFrameWorkerData = { fd, memory: this.newestFrame };
    const worker = new Worker(entry, { workerData, execArgv: [] });
    const ready = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    worker.on('message', (message: RawFrameWorkerMessage) => {
      if (message.kind === 'ready') ready.resolve();
      else if (message.problem !== null) this.#fail(message.problem);
    });
    worker.once('error', (error) => this.#fail(error.message));
    worker.once('exit', () => {
      closeSync(fd);
      ready.resolve();
      ended.resolve();
    });
    return { ready: ready.promise, ended: ended.promise };
  }

  #readEncoded(stream: Readable): Promise<void> {
    stream.on('data', (chunk: Buffer) => {
      // The reading thread may have had to estimate the origin, where the pipeline does not tell it.
      this.#units.originNs ??= this.#clock.originNs;
      try {
        this.#units.push(chunk);
      } catch (error) {
        this.#fail(error instanceof Error ? error.message : String(error));
      }
    });
    stream.on('error', (error) => this.#fail(error.message));
    return new Promise((resolve) => stream.once('close', resolve));
  }

  #fail(problem: string): void {
    this.#problem ??= problem;
    void this.#pipeline?.kill();
  }

  #finish(code: number | null): void {
    if (this.#isClosed) this.#settle({ reason: 'closed' });
    else if (code === 0 && this.#problem === null) this.#settle({ reason: 'end-of-stream' });
    else this.#settle({ reason: 'failed', detail: this.#problem ?? (this.#pipeline?.lastWords || 'it was killed') });
  }
}
