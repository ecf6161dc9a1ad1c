/**
 * Takes analyses from the durable queue, one after the other, has them done, and stores what comes of them.
 *
 * INVARIANTS
 * - One analysis at a time: it uses all cores by itself.
 * - A claimed job ends as a stored revision or as a failure with its reason; a daemon that dies leaves it claimable.
 * - `wake` while an analysis runs is remembered; the queue is looked at until it is empty.
 */
import { rm } from 'node:fs/promises';
import type { AnalysisProgress, AnalysisResult } from '../analysis/analysis-request.ts';
import { type ErrorCode, explain, isBayError, isRetryable } from '../errors/bay-error.ts';
import type { AnalysisJob } from '../store/analysis-queue.ts';
import type { Store } from '../store/store.ts';
import type { Log } from '../telemetry/log.ts';
import { type AnalysisToDo, analysisToDo, keepAnalysis } from './analysis-filing.ts';
import { type AnalysisOrderOfBay, analysisOrderSchema } from './analysis-order.ts';
import type { BayFact } from './bay-fact.ts';
import type { CameraWatch } from './camera-watch.ts';

/** Whoever turns clips into a report, in processes of its own. */
export interface Analyst {
  /** Rejects with a coded error that says whether another try can help. */
  analyze(request: AnalysisToDo, onProgress: (progress: AnalysisProgress) => void): Promise<AnalysisResult>;
  /** Ends what is under way. Idempotent. */
  close(): Promise<void>;
}

/** Analyses that nobody waits for, done beside the others. */
export interface BackgroundAnalyses {
  start(tell: (fact: BayFact) => void): void;
  wake(): void;
  stop(): Promise<void>;
}

export interface AnalysisDispatcherParts {
  readonly store: Store;
  readonly analyst: Analyst;
  readonly background?: BackgroundAnalyses;
  readonly log: Log;
  /** Absent: nobody watches where the cameras stand. */
  readonly cameraWatch?: CameraWatch;
}

/** A job may have been queued by a process that ended before it could wake anybody. */
const LOOK_EVERY_MS = 2_000;

export class AnalysisDispatcher {
  readonly #parts: AnalysisDispatcherParts;
  #tell: (fact: BayFact) => void = () => undefined;
  #working: Promise<void> | null = null;
  #again = false;
  #isStopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: AnalysisDispatcherParts) {
    this.#parts = parts;
  }

  start(tell: (fact: BayFact) => void): void {
    this.#tell = tell;
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS);
    this.wake();
    this.#parts.background?.start(tell);
  }

  /** Says that a job may be waiting. */
  wake(): void {
    if (this.#isStopped) return;
    if (this.#working !== null) {
      this.#again = true;
      return;
    }
    this.#working = this.#drain().finally(() => {
      this.#working = null;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  /** The analysis under way is given up and will be begun again at the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#parts.background?.stop();
    await this.#parts.analyst.close();
    await this.#working;
  }

  async #drain(): Promise<void> {
    const { store, log } = this.#parts;
    try {
      while (!this.#isStopped) {
        const job = store.queue.claim();
        if (job === undefined) break;
        await this.#do(job);
      }
      this.#parts.background?.wake();
    } catch (error) {
      // The store itself does not answer; the next look may find it mended, and it says so by itself until then.
      log.error({ error }, 'The queue of analyses cannot be read.');
    }
  }

  async #do(job: AnalysisJob): Promise<void> {
    const { store, analyst, log, cameraWatch } = this.#parts;
    const beganMs = performance.now();
    try {
      const order = analysisOrderSchema.parse(job.order);
      const result = await analyst.analyze(
        analysisToDo(store, job.swing, order, cameraWatch),
        ({ stage, fraction }) => {
          this.#tell({ type: 'analysis-advanced', swing: job.swing, stage, fraction });
        },
      );
      const report = await keepAnalysis({ store, job, order, result, cameraWatch });
      await removeScratch(order);
      log.info(
        { swing: job.swing, revision: report.revision, tookMs: Math.round(performance.now() - beganMs) },
        'A swing was measured.',
      );
      this.#tell({ type: 'swing-settled', swing: job.swing, revision: report.revision, status: 'completed' });
      if (result.watch !== undefined) this.#tell({ type: 'warnings-changed' });
    } catch (error) {
      if (this.#isStopped) return;
      log.error({ error, swing: job.swing, attempt: job.attempt }, 'A swing could not be measured.');
      const code: ErrorCode = isBayError(error) ? error.code : 'analysis/failed';
      const isAgain = store.queue.fail(job.id, { code, message: explain(error) }, isRetryable(error)) === 'queued';
      if (!isAgain) this.#tell({ type: 'swing-settled', swing: job.swing, revision: 0, status: 'failed' });
    }
  }
}

/** Clips that were analysed from memory have done their work. */
async function removeScratch(order: AnalysisOrderOfBay): Promise<void> {
  const files = order.views.map((view) => view.file).filter((file) => file !== null);
  await Promise.all(files.map((file) => rm(file, { force: true })));
}
