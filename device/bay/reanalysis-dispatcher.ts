/**
 * Makes new revisions of stored swings while nobody waits for anything else.
 *
 * INVARIANTS
 * - A job is begun only while no live or uploaded swing waits; what is under way then goes on at the lowest priority,
 *   in a process of its own, and takes what the others leave.
 * - A claimed job ends as a stored revision or with its reason; a daemon that dies leaves it claimable. Revision and end
 *   of the job are one transaction, so a crash makes no second revision.
 * - Points of an older embedding are made anew when nothing else is left to do, {@link EMBEDDINGS_AT_ONCE} at a time.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnalysisProgress, AnalysisResult } from '../analysis/analysis-request.ts';
import type { RemeasureProcess } from '../analysis/remeasure-process.ts';
import { type ErrorCode, explain, isBayError, isRetryable } from '../errors/bay-error.ts';
import type { AnalysisJob } from '../store/analysis-queue.ts';
import type { Store } from '../store/store.ts';
import { EMBEDDING_VERSION } from '../swing/embedding/embed-swing.ts';
import type { Log } from '../telemetry/log.ts';
import type { BackgroundAnalyses } from './analysis-dispatcher.ts';
import { type AnalysisToDo, analysisToDo, keepAnalysis } from './analysis-filing.ts';
import { reanalysisOrderSchema } from './analysis-order.ts';
import type { BayFact } from './bay-fact.ts';
import { hasClips } from './reanalysis.ts';
import { storedMotion } from './stored-motion.ts';

export type ReanalysisModel = 'lite' | 'full' | 'heavy';

/** Processes for which nobody waits; opened when the first clip is to be analysed, closed when none is left. */
export interface BackgroundAnalyst {
  analyze(
    request: AnalysisToDo,
    onProgress: (progress: AnalysisProgress) => void,
    model: ReanalysisModel,
  ): Promise<AnalysisResult>;
  /** Ends what is under way. Idempotent. */
  close(): Promise<void>;
}

export interface ReanalysisDispatcherParts {
  readonly store: Store;
  readonly openAnalyst: () => BackgroundAnalyst;
  readonly measuring: Pick<RemeasureProcess, 'remeasure' | 'embed' | 'close'>;
  readonly log: Log;
}

const EMBEDDINGS_AT_ONCE = 20;

export class ReanalysisDispatcher implements BackgroundAnalyses {
  readonly #parts: ReanalysisDispatcherParts;
  #tell: (fact: BayFact) => void = () => undefined;
  #analyst: BackgroundAnalyst | null = null;
  #working: Promise<void> | null = null;
  #again = false;
  #isStarted = false;
  #isStopped = false;
  /** Swings that come later bring their points: what is old is looked for once in the life of this process. */
  #areAllEmbedded = false;
  /** Newer swings than the one at this place have their points, or can have none. */
  #embeddedFrom = Number.MAX_SAFE_INTEGER;
  /** Swings whose point could not be made. */
  readonly #unembeddable = new Set<string>();

  constructor(parts: ReanalysisDispatcherParts) {
    this.#parts = parts;
  }

  start(tell: (fact: BayFact) => void): void {
    this.#tell = tell;
    this.#isStarted = true;
    this.wake();
  }

  /** Says that there may be something to do, or that nobody waits any more. */
  wake(): void {
    if (!this.#isStarted || this.#isStopped) return;
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
    await this.#analyst?.close();
    await this.#working;
    await this.#parts.measuring.close();
  }

  async #drain(): Promise<void> {
    const { store, log } = this.#parts;
    try {
      while (!this.#isStopped) {
        const job = store.queue.claim('background');
        if (job === undefined) break;
        await this.#do(job);
      }
      while (!this.#areAllEmbedded && !this.#isStopped && store.queue.openJobs() === 0) await this.#embedSome();
    } catch (error) {
      log.error({ error }, 'The queue of analyses cannot be read.');
    }
    if (store.queue.openJobs('background') === 0) await this.#closeAnalyst();
  }

  async #closeAnalyst(): Promise<void> {
    const analyst = this.#analyst;
    this.#analyst = null;
    await analyst?.close();
  }

  async #do(job: AnalysisJob): Promise<void> {
    const { store, log } = this.#parts;
    const beganMs = performance.now();
    try {
      const revision = await this.#newRevision(job);
      const tookMs = Math.round(performance.now() - beganMs);
      log.info({ swing: job.swing, revision, tookMs }, 'A stored swing was measured again.');
      this.#tell({ type: 'swing-settled', swing: job.swing, revision, status: 'completed' });
    } catch (error) {
      if (this.#isStopped) return;
      log.error({ error, swing: job.swing, attempt: job.attempt }, 'A stored swing could not be measured again.');
      const code: ErrorCode = isBayError(error) ? error.code : 'analysis/failed';
      store.queue.fail(job.id, { code, message: explain(error) }, isRetryable(error));
    }
  }

  async #newRevision(job: AnalysisJob): Promise<number> {
    const { store, measuring } = this.#parts;
    const { reanalysis, order } = reanalysisOrderSchema.parse(job.order);
    const { report, motion } = storedMotion(store, job.swing);
    if (order !== null && hasClips(store, job.swing, report)) {
      const onProgress = ({ stage, fraction }: AnalysisProgress): void =>
        this.#tell({ type: 'analysis-advanced', swing: job.swing, stage, fraction });
      this.#analyst ??= this.#parts.openAnalyst();
      const result = await this.#analyst.analyze(analysisToDo(store, job.swing, order), onProgress, reanalysis.model);
      return (await keepAnalysis({ store, job, order, result })).revision;
    }
    const { report: measured, embedding } = await measuring.remeasure(report, motion);
    const { revision: _earlier, ...rest } = measured;
    const { player } = store.swings.find(job.swing);
    return store.swings.storeRevision({ report: { ...rest, player }, embedding, job: job.id }).revision;
  }

  async #embedSome(): Promise<void> {
    const { store, measuring, log } = this.#parts;
    const limit = EMBEDDINGS_AT_ONCE + this.#unembeddable.size;
    const outdated = store.embeddings.outdated(EMBEDDING_VERSION, limit, this.#embeddedFrom);
    const wanted = outdated.filter((swing) => !this.#unembeddable.has(swing)).slice(0, EMBEDDINGS_AT_ONCE);
    this.#areAllEmbedded = wanted.length === 0;
    for (const swing of wanted) {
      // A swing without poses needs no other thread: the live loop is to have its turn between any two all the same.
      await nextTurn();
      if (this.#isStopped || store.queue.openJobs() > 0) return;
      try {
        const { motion, report } = storedMotion(store, swing);
        const embedding = motion.views.length === 0 ? null : await measuring.embed(motion);
        store.transact('an embedding', () => {
          const now = store.swings.find(swing);
          if (now.revision !== report.revision) return;
          store.embeddings.store(swing, EMBEDDING_VERSION, embedding);
          this.#embeddedFrom = now.ordinal;
        });
      } catch (error) {
        if (this.#isStopped) return;
        this.#unembeddable.add(swing);
        log.warn({ error, swing }, 'A stored swing could not be made findable by its likeness.');
      }
    }
  }
}
