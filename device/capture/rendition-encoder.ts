/**
 * Encodes the newest frames of a camera once more, smaller, while somebody watches.
 *
 * It only reads the memory in which the newest frame is anyway, at the lowest priority that matters: where the machine
 * is busy its pictures become fewer, and nothing else waits for it.
 */
import { closeSync } from 'node:fs';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { explain } from '../errors/bay-error.ts';
import { Backoff } from '../process/backoff.ts';
import { openOneWayPipe } from '../process/one-way-pipe.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import type { Camera } from './capture.config.ts';
import { EncodedUnitReader } from './encoded-unit-reader.ts';
import type { EncodedUnit } from './frame-source.port.ts';
import { describeRendition, type Encoder } from './pipeline-description.ts';
import type { Rendition } from './rendition.ts';
import type { RenditionFeedData } from './rendition-feed-worker.ts';

export interface RenditionEncoderParts {
  readonly camera: Pick<Camera, 'width' | 'height'>;
  readonly rendition: Rendition;
  readonly newestFrame: SharedArrayBuffer;
  readonly encoder: Encoder;
  /** Every encoded picture, in order. Its data may be kept. */
  readonly onUnit: (unit: EncodedUnit) => void;
  /** It died and is started again; `detail` is its last words. */
  readonly onFailed?: (detail: string) => void;
}

const NICENESS = 10;
const ENCODED_FD = 3;
const RAW_FD = 4;
const RESTART = { firstDelayMs: 500, delayMsMax: 10_000, healthyAfterMs: 10_000 };

interface Run {
  readonly pipeline: TetheredProcess;
  /** Settles when process, thread and pipes are gone. */
  readonly ended: Promise<void>;
}

export class RenditionEncoder {
  readonly #parts: RenditionEncoderParts;
  readonly #backoff = new Backoff(RESTART);
  readonly #stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  #starting: Promise<Run | null> = Promise.resolve(null);
  #pipeline: TetheredProcess | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(parts: RenditionEncoderParts) {
    this.#parts = parts;
  }

  /** Of the process that encodes; undefined while there is none. */
  get pid(): number | undefined {
    return this.#pipeline?.isRunning ? this.#pipeline.pid : undefined;
  }

  /** Once. An encoder that dies is started again with a bounded backoff, until `close`. */
  start(): void {
    const startedAtMs = performance.now();
    this.#starting = this.#launch();
    void this.#starting
      .then(async (run) => {
        await run?.ended;
        return run?.pipeline.lastWords ?? '';
      })
      .catch((error: unknown) => explain(error))
      .then((detail) => {
        if (this.#isClosed) return;
        this.#parts.onFailed?.(detail);
        const inMs = this.#backoff.delayAfterRunOf(performance.now() - startedAtMs);
        this.#timer = setTimeout(() => this.start(), inMs);
      });
  }

  /** Resolves when nothing of it is left. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    Atomics.store(new Int32Array(this.#stop), 0, 1);
    const run = await this.#starting.catch(() => null);
    // The thread may be waiting for its reader: the reader goes first.
    await run?.pipeline.kill();
    await run?.ended;
  }

  async #launch(): Promise<Run | null> {
    const { rendition, encoder } = this.#parts;
    const { readFd, writeFd } = await openOneWayPipe();
    if (this.#isClosed) {
      closeSync(readFd);
      closeSync(writeFd);
      return null;
    }
    const description = describeRendition(rendition, { rawFd: RAW_FD, encodedFd: ENCODED_FD, encoder });
    const pipeline = new TetheredProcess({
      command: 'nice',
      args: ['-n', String(NICENESS), 'gst-launch-1.0', '-q', ...description],
      stdio: { more: ['pipe', readFd] },
    });
    this.#pipeline = pipeline;
    closeSync(readFd);
    const units = new EncodedUnitReader(this.#parts.onUnit);
    units.originNs = 0;
    const encoded = pipeline.child.stdio[ENCODED_FD] as Readable;
    encoded.on('data', (chunk: Buffer) => {
      try {
        units.push(chunk);
      } catch {
        // What comes is no stream of pictures any more: it begins anew.
        void pipeline.kill();
      }
    });
    encoded.on('error', () => undefined);
    const encodedEnded = new Promise((resolve) => encoded.once('close', resolve));
    const ended = Promise.all([this.#feed(writeFd), encodedEnded, pipeline.exited]).then(() => undefined);
    return { pipeline, ended };
  }

  #feed(fd: number): Promise<void> {
    const { camera, rendition, newestFrame } = this.#parts;
    const { width, height } = camera;
    const data: RenditionFeedData = { fd, newestFrame, width, height, fps: rendition.fps, stop: this.#stop };
    const entry = new URL(`./rendition-feed-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
    const worker = new Worker(entry, { workerData: data, execArgv: [] });
    worker.on('error', () => undefined);
    return new Promise((resolve) => {
      worker.once('exit', () => {
        closeSync(fd);
        resolve();
      });
    });
  }
}
