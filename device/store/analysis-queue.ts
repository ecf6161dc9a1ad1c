/**
 * The durable queue of analyses: a job is enqueued in the transaction that records its swing and outlives any process.
 *
 * INVARIANTS
 * - A swing has at most one open job (queued or claimed).
 * - A claimed job names the process that holds it; when that process is dead, the job is claimable again.
 * - A job is tried at most `attemptsMax` times, counted when it is claimed: a clip that kills its analyst ends too.
 * - At most `jobsMax` jobs are open; a swing beyond that is kept, with its analysis marked as failed.
 * - An analysis that nobody waits for is claimed only while no other is open.
 */
import { and, asc, count, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { ErrorCode } from '../errors/bay-error.ts';
import type { Database } from './database.ts';
import { jobNotHeld } from './errors.ts';
import { isOwnerAlive } from './process-identity.ts';
import { analysisJobs, swings } from './schema.ts';

/** Who waits: somebody in the bay, somebody who sent a video, nobody. */
export type AnalysisLane = 'live' | 'background';

/** What the analyst needs beside the swing's clips, such as the hand or the model; opaque to the store. */
export type AnalysisOrder = Record<string, unknown>;

export interface AnalysisJob {
  readonly id: number;
  readonly swing: string;
  readonly order: AnalysisOrder;
  /** 1 at the first try. */
  readonly attempt: number;
}

export interface AnalysisFailure {
  readonly code: ErrorCode;
  readonly message: string;
}

export interface AnalysisQueueOptions {
  readonly jobsMax: number;
  readonly attemptsMax: number;
  /** Names the holder of this queue's claims, see `process-identity.ts`. */
  readonly owner: string;
  readonly isAlive?: (owner: string) => boolean;
}

const URGENCY = { live: 1, upload: 0, background: -1 } as const;

export type EnqueueOutcome = 'queued' | 'open-already' | 'queue-full';

export class AnalysisQueue {
  readonly #database: Database;
  readonly #options: AnalysisQueueOptions;

  constructor(database: Database, options: AnalysisQueueOptions) {
    this.#database = database;
    this.#options = options;
  }

  /**
   * Asks for an analysis of a swing; while one is open, nothing changes. Joins a running transaction. False when the
   * queue is full: then the swing says that its analysis failed.
   */
  enqueue(swing: string, order: AnalysisOrder = {}): boolean {
    const { orm } = this.#database;
    return this.#database.transact('an analysis job', () => {
      const open = orm
        .select({ swing: analysisJobs.swing })
        .from(analysisJobs)
        .where(inArray(analysisJobs.state, ['queued', 'claimed']))
        .all();
      if (open.some((job) => job.swing === swing)) return true;
      if (open.length >= this.#options.jobsMax) {
        const message = `${open.length} swings are waiting for their analysis already.`;
        this.#setSwing(swing, 'failed', { code: 'analysis/queue-full', message });
        return false;
      }
      const kind = orm.select({ kind: swings.kind }).from(swings).where(eq(swings.id, swing)).get()?.kind;
      const urgency = kind === 'upload' ? URGENCY.upload : URGENCY.live;
      orm.insert(analysisJobs).values({ swing, order, state: 'queued', urgency }).run();
      this.#setSwing(swing, 'queued', null);
      return true;
    });
  }

  /**
   * Asks for another analysis of a swing that nobody waits for: it is done when no other is, and what the swing has
   * stays. At most half of the places of the queue are given to these. Joins a running transaction.
   */
  enqueueAgain(swing: string, order: AnalysisOrder): EnqueueOutcome {
    const { orm } = this.#database;
    return this.#database.transact('an analysis job', () => {
      const open = orm
        .select({ swing: analysisJobs.swing, urgency: analysisJobs.urgency })
        .from(analysisJobs)
        .where(inArray(analysisJobs.state, ['queued', 'claimed']))
        .all();
      if (open.some((job) => job.swing === swing)) return 'open-already';
      const again = open.filter(({ urgency }) => urgency === URGENCY.background).length;
      if (again >= this.#options.jobsMax / 2 || open.length >= this.#options.jobsMax) return 'queue-full';
      orm.insert(analysisJobs).values({ swing, order, state: 'queued', urgency: URGENCY.background }).run();
      return 'queued';
    });
  }

  /** What the first analysis of a swing was given; undefined where it never had one. */
  orderOf(swing: string): AnalysisOrder | undefined {
    return this.#oneOrderOf(swing, asc(analysisJobs.id));
  }

  /** What was asked last of a swing; undefined for one of which nothing was ever asked. */
  newestOrderOf(swing: string): AnalysisOrder | undefined {
    return this.#oneOrderOf(swing, desc(analysisJobs.id));
  }

  #oneOrderOf(swing: string, by: SQL): AnalysisOrder | undefined {
    return this.#database.read('an analysis job', () =>
      this.#database.orm
        .select({ order: analysisJobs.order })
        .from(analysisJobs)
        .where(eq(analysisJobs.swing, swing))
        .orderBy(by)
        .get(),
    )?.order;
  }

  /**
   * Takes the next job of a lane for this process: live swings before uploads, older before newer. Undefined when
   * nothing waits, or when a background job would have to wait for others. The swing is then `analysing`.
   */
  claim(lane: AnalysisLane = 'live'): AnalysisJob | undefined {
    const { orm } = this.#database;
    return this.#database.transact('an analysis job', () => {
      this.#releaseAbandoned();
      if (lane === 'background' && this.openJobs('live') > 0) return undefined;
      const next = orm
        .select()
        .from(analysisJobs)
        .where(and(eq(analysisJobs.state, 'queued'), isOf(lane)))
        .orderBy(desc(analysisJobs.urgency), asc(analysisJobs.id))
        .get();
      if (next === undefined) return undefined;
      const attempt = next.attempts + 1;
      orm
        .update(analysisJobs)
        .set({ state: 'claimed', claimedBy: this.#options.owner, attempts: attempt })
        .where(eq(analysisJobs.id, next.id))
        .run();
      this.#setSwing(next.swing, 'analysing', null);
      return { id: next.id, swing: next.swing, order: next.order, attempt };
    });
  }

  /** The analysis is done. Joins the transaction that stores its report; throws `store/job-not-held`. */
  finish(id: number): void {
    this.#database.transact('an analysis job', () => {
      this.#held(id);
      this.#database.orm
        .update(analysisJobs)
        .set({ state: 'finished', claimedBy: null, lastError: null })
        .where(eq(analysisJobs.id, id))
        .run();
    });
  }

  /**
   * The analysis failed. A retryable failure is queued again until the attempts are used up; otherwise the swing is
   * `failed` with this reason. Answers which. Throws `store/job-not-held`.
   */
  fail(id: number, failure: AnalysisFailure, isRetryable: boolean): 'queued' | 'failed' {
    return this.#database.transact('an analysis job', () => {
      const job = this.#held(id);
      return this.#end(job, failure, isRetryable);
    });
  }

  /** Jobs that are queued or claimed; all of them, or those of one lane. */
  openJobs(lane?: AnalysisLane): number {
    const row = this.#database.read('the analysis queue', () =>
      this.#database.orm
        .select({ jobs: count() })
        .from(analysisJobs)
        .where(and(inArray(analysisJobs.state, ['queued', 'claimed']), lane === undefined ? undefined : isOf(lane)))
        .get(),
    );
    return row?.jobs ?? 0;
  }

  /** Makes the jobs of dead processes claimable again; called at start and before every claim. */
  releaseAbandoned(): number {
    return this.#database.transact('the analysis queue', () => this.#releaseAbandoned());
  }

  #releaseAbandoned(): number {
    const isAlive = this.#options.isAlive ?? isOwnerAlive;
    const claimed = this.#database.orm.select().from(analysisJobs).where(eq(analysisJobs.state, 'claimed')).all();
    const abandoned = claimed.filter((job) => job.claimedBy === null || !isAlive(job.claimedBy));
    for (const job of abandoned) {
      this.#end(job, { code: 'analysis/process-died', message: 'The process that analysed the swing died.' }, true);
    }
    return abandoned.length;
  }

  #held(id: number): { id: number; swing: string; attempts: number } {
    const job = this.#database.orm
      .select()
      .from(analysisJobs)
      .where(
        and(
          eq(analysisJobs.id, id),
          eq(analysisJobs.state, 'claimed'),
          eq(analysisJobs.claimedBy, this.#options.owner),
        ),
      )
      .get();
    if (job === undefined) throw jobNotHeld(id);
    return job;
  }

  #end(
    job: { id: number; swing: string; attempts: number },
    failure: AnalysisFailure,
    isRetryable: boolean,
  ): 'queued' | 'failed' {
    const state = isRetryable && job.attempts < this.#options.attemptsMax ? 'queued' : 'failed';
    this.#database.orm
      .update(analysisJobs)
      .set({ state, claimedBy: null, lastError: `${failure.code}: ${failure.message}` })
      .where(eq(analysisJobs.id, job.id))
      .run();
    this.#setSwing(job.swing, state, state === 'failed' ? failure : null);
    return state;
  }

  /** A swing that has a report stays `completed`, whatever becomes of a later analysis. */
  #setSwing(swing: string, status: 'queued' | 'analysing' | 'failed', failure: AnalysisFailure | null): void {
    this.#database.orm
      .update(swings)
      .set({ status, failureCode: failure?.code ?? null, failureMessage: failure?.message ?? null })
      .where(and(eq(swings.id, swing), sql`${swings.revision} is null`))
      .run();
  }
}

function isOf(lane: AnalysisLane): SQL {
  const { urgency } = analysisJobs;
  return lane === 'live' ? gt(urgency, URGENCY.background) : eq(urgency, URGENCY.background);
}
