/**
 * A camera that comes back by itself: watches the age of its newest output, ends a run that stalls or dies, and starts
 * the next with a bounded backoff. Readers of its memory notice nothing but a gap.
 *
 * INVARIANTS
 * - At most one run at a time: the next begins when the processes of the last are gone.
 * - It ends only by `close()`, or by the end of the stream where `atEndOfStream` says so.
 */
import { Backoff, type BackoffOptions } from '../process/backoff.ts';
import type { Log } from '../process/supervised-child.ts';
import type { FrameSource, FrameSourceCounts, FrameSourceListeners, SourceEnd, Stamping } from './frame-source.port.ts';

export interface RestartingFrameSourceOptions {
  /** The longest silence of a running camera. */
  outputAgeMsMax?: number;
  /** The longest a camera may take from its start to its first output. */
  startMsMax?: number;
  restart?: BackoffOptions;
  /** What the end of a file means. */
  atEndOfStream?: 'end' | 'restart';
  onRestart?: (why: { reason: 'stalled' | SourceEnd['reason']; detail: string; inMs: number }) => void;
  log?: Log;
}

const CHECK_EVERY_MS = 100;
const DEFAULTS = {
  outputAgeMsMax: 1000,
  startMsMax: 5000,
  restart: { firstDelayMs: 200, delayMsMax: 2000, healthyAfterMs: 10_000 },
  atEndOfStream: 'restart' as 'end' | 'restart',
};

export class RestartingFrameSource implements FrameSource {
  readonly newestFrame: SharedArrayBuffer;
  readonly stamping: Stamping;
  readonly ended: Promise<SourceEnd>;
  readonly #createRun: (newestFrame: SharedArrayBuffer | undefined) => FrameSource;
  readonly #options: RestartingFrameSourceOptions & typeof DEFAULTS;
  readonly #backoff: Backoff;
  #run: FrameSource;
  #listeners: FrameSourceListeners = {};
  #restartTimer: NodeJS.Timeout | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  #runStartedAtMs = 0;
  #hasSpoken = false;
  #isStalled = false;
  #isClosed = false;
  #restarts = 0;
  #settle: (end: SourceEnd) => void = () => undefined;

  /** `createRun` makes one run over the given memory; the first run makes the memory. */
  constructor(
    createRun: (newestFrame: SharedArrayBuffer | undefined) => FrameSource,
    options: RestartingFrameSourceOptions = {},
  ) {
    this.#createRun = createRun;
    this.#options = { ...DEFAULTS, ...options };
    this.#backoff = new Backoff(this.#options.restart);
    this.#run = createRun(undefined);
    this.newestFrame = this.#run.newestFrame;
    this.stamping = this.#run.stamping;
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get restarts(): number {
    return this.#restarts;
  }

  async start(listeners: FrameSourceListeners): Promise<void> {
    this.#listeners = listeners;
    await this.#startRun();
    this.#watchdog = setInterval(() => this.#checkAge(), CHECK_EVERY_MS);
  }

  counts(): FrameSourceCounts {
    return this.#run.counts();
  }

  newestOutputAgeMs(): number {
    return this.#run.newestOutputAgeMs();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#watchdog);
    clearTimeout(this.#restartTimer);
    await this.#run.close();
    this.#settle({ reason: 'closed' });
  }

  async #startRun(): Promise<void> {
    this.#runStartedAtMs = performance.now();
    this.#hasSpoken = false;
    this.#isStalled = false;
    const run = this.#run;
    void run.ended.then((end) => this.#runEnded(end));
    await run.start(this.#listeners);
  }

  #checkAge(): void {
    const ageMs = this.#run.newestOutputAgeMs();
    const ranMs = performance.now() - this.#runStartedAtMs;
    // Before the first output of a run its age is the time since its start.
    if (ageMs < ranMs - CHECK_EVERY_MS) this.#hasSpoken = true;
    const ageMsMax = this.#hasSpoken ? this.#options.outputAgeMsMax : this.#options.startMsMax;
    if (this.#restartTimer !== undefined || this.#isStalled || ageMs <= ageMsMax) return;
    this.#isStalled = true;
    void this.#run.close();
  }

  #runEnded(end: SourceEnd): void {
    if (this.#isClosed) return;
    if (end.reason === 'end-of-stream' && this.#options.atEndOfStream === 'end') {
      clearInterval(this.#watchdog);
      this.#settle(end);
      return;
    }
    const reason = this.#isStalled ? 'stalled' : end.reason;
    const detail = this.#isStalled ? this.#silence() : end.reason === 'failed' ? end.detail : '';
    const inMs = this.#backoff.delayAfterRunOf(performance.now() - this.#runStartedAtMs);
    this.#options.log?.warn({ reason, detail, inMs }, 'A camera is started again.');
    this.#options.onRestart?.({ reason, detail, inMs });
    this.#restartTimer = setTimeout(() => this.#restart(), inMs);
  }

  #silence(): string {
    const { outputAgeMsMax, startMsMax } = this.#options;
    return this.#hasSpoken
      ? `No picture for ${outputAgeMsMax} ms.`
      : `No picture within ${startMsMax} ms of its start.`;
  }

  #restart(): void {
    this.#restartTimer = undefined;
    this.#restarts++;
    this.#run = this.#createRun(this.newestFrame);
    // A run that cannot even be started ends as failed, which brings the next try.
    this.#startRun().catch(() => undefined);
  }
}
