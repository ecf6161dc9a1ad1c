/**
 * Analyses in processes of their own, a few, kept warm. The model and the stride are the pool's choice.
 *
 * INVARIANTS
 * - A process has at most one job; jobs wait in order, at most `queueMax` of them.
 * - A process that says nothing for {@link SILENCE_MS_MAX}, or takes longer than the time limit over a job, is killed
 *   and started again.
 * - A job whose process was lost is tried once more; the second loss fails it, with the reason.
 * - A head start is taken by a process that has nothing else to do, and by one alone; the job of its swing goes there.
 * - After `close` every job is refused, and those under way reject.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PoseModel } from '../pose/pose-tracker.ts';
import { type Log, SupervisedChild } from '../process/supervised-child.ts';
import type { AnalysisConfig } from './analysis.config.ts';
import type { AnalysisResult, OnProgress } from './analysis-request.ts';
import {
  type AnalysisToDo,
  type AnalyzeOrder,
  type ChildReport,
  errorOf,
  type HeadBegin,
  type HeadOrder,
  LOW_PRIORITY,
} from './child-messages.ts';
import { analystLost, queueFull } from './errors.ts';
import type { HeadStartLine } from './head-start-line.ts';

export interface AnalysisPoolParts {
  readonly config: AnalysisConfig;
  readonly log: Log;
  /** Nobody waits: its processes take what the others leave of the processor. */
  readonly lowPriority?: boolean;
  /** The program of a process; another one in tests. */
  readonly entry?: URL;
}

interface Job {
  readonly id: number;
  readonly request: AnalysisToDo;
  readonly model: PoseModel | null;
  readonly onProgress: OnProgress;
  readonly resolve: (result: AnalysisResult) => void;
  readonly reject: (error: unknown) => void;
  losses: number;
}

interface Seat {
  readonly child: SupervisedChild;
  isReady: boolean;
  job: Job | null;
  /** The swing whose pictures it reads while they come. */
  head: string | null;
  limit: NodeJS.Timeout | undefined;
}

const SILENCE_MS_MAX = 10_000;
/** Loading and timing three models on a slow machine. */
const START_MS_MAX = 120_000;
const LOSSES_MAX = 2;
const RESTART = { firstDelayMs: 100, delayMsMax: 10_000, healthyAfterMs: 30_000 };

export class AnalysisPool {
  readonly #config: AnalysisConfig;
  readonly #log: Log;
  readonly #waiting: Job[] = [];
  readonly #seats: Seat[];
  #jobs = 0;
  #isClosed = false;

  constructor({ config, log, entry, lowPriority = false }: AnalysisPoolParts) {
    this.#config = config;
    this.#log = log;
    const program = entry ?? new URL(`./analysis-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
    this.#seats = Array.from({ length: config.processes }, (_, number) =>
      this.#seat(number, [fileURLToPath(program), ...(lowPriority ? [LOW_PRIORITY] : [])]),
    );
    for (const seat of this.#seats) seat.child.start();
  }

  /** Whether a process can begin at once. */
  get isWarm(): boolean {
    return this.#seats.some((seat) => seat.isReady);
  }

  /** Whether every process is ready and has nothing to do. */
  get isIdle(): boolean {
    return this.#seats.every(({ isReady, job }) => isReady && job === null);
  }

  /** With the model given, else the configured one. Rejects with a coded error that says whether a retry can help. */
  analyze(
    request: AnalysisToDo,
    onProgress: OnProgress = () => undefined,
    model: PoseModel | null = this.#config.model,
  ): Promise<AnalysisResult> {
    if (this.#isClosed) return Promise.reject(analystLost('the bay is being closed'));
    if (this.#waiting.length >= this.#config.queueMax) return Promise.reject(queueFull(this.#waiting.length));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id: ++this.#jobs, request, model, onProgress, resolve, reject, losses: 0 });
      this.#deal();
    });
  }

  /**
   * Begins to read a swing that is still being recorded; null where no process is free for it. Whoever gives its units
   * need not wait: what a process does not take, it does without.
   */
  headStart(begin: HeadBegin): HeadStartLine | null {
    const seat = this.#seats.find(({ isReady, job }) => isReady && job === null);
    if (seat === undefined || this.#waiting.length > 0 || this.#isClosed) return null;
    const { resultWithinMs, model } = this.#config;
    if (!seat.child.send({ type: 'head-begin', ...begin, withinMs: resultWithinMs, model } satisfies HeadOrder))
      return null;
    const { swing } = begin;
    seat.head = swing;
    const send = (order: HeadOrder): void => {
      if (seat.head === swing) seat.child.send(order);
    };
    return {
      give: (view, units, timesNs) => send({ type: 'head-units', swing, view, units, timesNs }),
      end: () => send({ type: 'head-end', swing }),
    };
  }

  /** Ends what is under way. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const lost = [...this.#waiting.splice(0), ...this.#seats.flatMap(({ job }) => (job === null ? [] : [job]))];
    for (const seat of this.#seats) this.#release(seat);
    for (const job of lost) job.reject(analystLost('the bay is being closed'));
    await Promise.all(this.#seats.map(({ child }) => child.stop()));
  }

  #seat(number: number, args: readonly string[]): Seat {
    const seat: Seat = {
      isReady: false,
      job: null,
      head: null,
      limit: undefined,
      child: new SupervisedChild({
        name: `analysis-${number + 1}`,
        command: process.execPath,
        args,
        ipc: true,
        outputAgeMsMax: SILENCE_MS_MAX,
        startMsMax: START_MS_MAX,
        restart: RESTART,
        log: this.#log,
        onMessage: (message) => this.#hear(seat, message as ChildReport),
        onStopped: ({ reason, exit, lastWords }) => {
          const how = exit.signal ?? `exit code ${exit.code}`;
          this.#lose(seat, `${reason} with ${how}${lastWords === '' ? '' : `: ${lastWords.split('\n').at(-1)}`}`);
        },
      }),
    };
    return seat;
  }

  #deal(): void {
    for (let job = this.#waiting[0]; job !== undefined; job = this.#waiting[0]) {
      const seat = this.#seatFor(job);
      if (seat === undefined) return;
      this.#waiting.shift();
      seat.job = job;
      seat.head = null;
      const { resultWithinMs, uploadWithinMs, timeLimitMs } = this.#config;
      const { model } = job;
      const withinMs = job.request.identity.kind === 'upload' ? uploadWithinMs : resultWithinMs;
      const order: AnalyzeOrder = { type: 'analyze', job: job.id, request: job.request, withinMs, model };
      // A process that does not take the order is on its way out, which comes back as its end.
      seat.child.send(order);
      seat.limit = setTimeout(() => void seat.child.killNow(), timeLimitMs);
    }
  }

  /** The process that has begun to read the swing; else one that has begun none; else whichever is free. */
  #seatFor({ request }: Job): Seat | undefined {
    const free = this.#seats.filter(({ isReady, job }) => isReady && job === null);
    const { id } = request.identity;
    return free.find(({ head }) => head === id) ?? free.find(({ head }) => head === null) ?? free[0];
  }

  #hear(seat: Seat, message: ChildReport): void {
    if (message.type === 'ready') {
      seat.isReady = true;
      this.#log.info({ frameMs: message.frameMs, threads: message.threads }, 'An analysis process is ready.');
      this.#deal();
      return;
    }
    if (message.type === 'head-lost') {
      const { swing, why } = message;
      this.#log.warn({ swing, why }, 'A swing could not be read while it was recorded; its clips will be.');
      if (seat.head === swing) seat.head = null;
      this.#deal();
      return;
    }
    const { job } = seat;
    if (message.type === 'alive' || job === null || message.job !== job.id) return;
    if (message.type === 'progress') {
      job.onProgress(message.progress);
      return;
    }
    this.#release(seat);
    if (message.type === 'done') job.resolve(message.result);
    else job.reject(errorOf(message.error));
    this.#deal();
  }

  #lose(seat: Seat, why: string): void {
    const { job } = seat;
    seat.isReady = false;
    seat.head = null;
    this.#release(seat);
    if (job === null || this.#isClosed) return;
    job.losses++;
    if (job.losses < LOSSES_MAX) this.#waiting.unshift(job);
    else job.reject(analystLost(why));
    this.#deal();
  }

  #release(seat: Seat): void {
    clearTimeout(seat.limit);
    seat.limit = undefined;
    seat.job = null;
  }
}
