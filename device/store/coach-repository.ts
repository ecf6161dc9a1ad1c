/**
 * What a coach in words is to be asked, what every exchange cost, and the answers that were found to be true.
 *
 * INVARIANTS
 * - A subject is asked about once: a second wish for it changes nothing.
 * - An exchange is in the book, with the most that it can cost, before anything is sent; so a crash forgets no money.
 * - The book names nobody and stays; questions and answers go with their player or their swing.
 */
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Clock } from '../clock/clock.ts';
import { coachAnswers, coachExchanges, coachJobs, coachTexts } from './coach-schema.ts';
import type { Database } from './database.ts';

export type CoachTask = 'swing' | 'visit' | 'week';
export type CoachJob = typeof coachJobs.$inferSelect;
export type CoachExchange = typeof coachExchanges.$inferSelect;

export interface JobToWant {
  readonly task: CoachTask;
  readonly subject: string;
  readonly player: string;
}

export interface ExchangeToOpen {
  readonly job: CoachJob;
  readonly way: 'direct' | 'batch';
  readonly bay: string;
  readonly facility: string;
  readonly day: string;
  readonly model: string;
  readonly reserved: { readonly tokens: number; readonly pico: number };
  readonly question: Record<string, unknown>;
}

export interface ExchangeEnd {
  readonly state: Exclude<CoachExchange['state'], 'open'>;
  readonly verdict?: CoachExchange['verdict'];
  readonly answeredBy?: string;
  readonly tokens?: {
    readonly input: number;
    readonly cacheRead: number;
    readonly cacheWrite5m: number;
    readonly cacheWrite1h: number;
    readonly output: number;
  };
  readonly costPico?: number;
  readonly latencyMs?: number;
  readonly detail?: string;
  readonly answer?: string;
  readonly problems?: readonly unknown[];
}

export interface Spent {
  /** Of every kind together. */
  readonly tokens: number;
  readonly pico: number;
}

export interface KeptAnswer {
  readonly task: CoachTask;
  readonly subject: string;
  readonly language: string;
  readonly model: string;
  readonly document: Record<string, unknown>;
  /** UTC. */
  readonly answeredAt: string;
}

/** Why a question was given up that its player had not agreed to. */
const NOT_ALLOWED = 'not-allowed';

const PAGE_MAX = 1_000;
const OPEN_BATCHES_MAX = 100;

const tokensOf = sql<number>`${coachExchanges.inputTokens} + ${coachExchanges.cacheReadTokens} + ${coachExchanges.cacheWrite5mTokens} + ${coachExchanges.cacheWrite1hTokens} + ${coachExchanges.outputTokens}`;
/** Where the end is not known, the most that it can have come to. */
const isUncertain = sql`${coachExchanges.state} in ('open', 'lost')`;

export class CoachRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Idempotent, but that what had not been allowed is asked again. Joins a running transaction. */
  want(wanted: JobToWant): void {
    const createdAt = this.#clock.wall().toISOString();
    this.#database.transact('a question', () =>
      this.#database.orm
        .insert(coachJobs)
        .values({ ...wanted, state: 'waiting', createdAt })
        .onConflictDoUpdate({
          target: [coachJobs.task, coachJobs.subject, coachJobs.player],
          set: { state: 'waiting', reason: null, createdAt },
          setWhere: sql`${coachJobs.state} = 'given-up' and ${coachJobs.reason} = ${NOT_ALLOWED}`,
        })
        .run(),
    );
  }

  /** Newest first: who swung last waits most. At most `limit` (1,000). */
  waiting(limit: number): CoachJob[] {
    return this.#database.read('questions', () =>
      this.#database.orm
        .select()
        .from(coachJobs)
        .where(eq(coachJobs.state, 'waiting'))
        .orderBy(desc(coachJobs.id))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  job(id: number): CoachJob | undefined {
    return this.#database.read('a question', () =>
      this.#database.orm.select().from(coachJobs).where(eq(coachJobs.id, id)).get(),
    );
  }

  /** Writes exchanges into the book and their jobs as begun, all or none; answers them in order. */
  open(exchanges: readonly ExchangeToOpen[]): CoachExchange[] {
    const sentAt = this.#clock.wall().toISOString();
    const { orm } = this.#database;
    return this.#database.transact('exchanges', () =>
      exchanges.map(({ job, way, reserved, question, ...about }) => {
        const row = orm
          .insert(coachExchanges)
          .values({
            ...about,
            ...{ job: job.id, task: job.task, way, sentAt, state: 'open' },
            ...{ reservedTokens: reserved.tokens, reservedPico: reserved.pico },
          })
          .returning()
          .get();
        orm.insert(coachTexts).values({ exchange: row.id, job: job.id, question }).run();
        orm
          .update(coachJobs)
          .set({ state: way === 'direct' ? 'asked' : 'in-batch', attempts: sql`${coachJobs.attempts} + 1` })
          .where(eq(coachJobs.id, job.id))
          .run();
        return row;
      }),
    );
  }

  /** The service has given the batch of these exchanges its name. */
  nameBatch(exchanges: readonly number[], batch: string): void {
    this.#database.transact('a batch', () =>
      this.#database.orm
        .update(coachExchanges)
        .set({ batch })
        .where(inArray(coachExchanges.id, [...exchanges]))
        .run(),
    );
  }

  /** Ends an exchange; what has ended stays as it is. Joins a running transaction. */
  close(exchange: number, end: ExchangeEnd): void {
    const { tokens, answer, problems, ...rest } = end;
    const { orm } = this.#database;
    this.#database.transact('an exchange', () => {
      const { changes } = orm
        .update(coachExchanges)
        .set({
          ...rest,
          ...(tokens === undefined
            ? {}
            : {
                inputTokens: tokens.input,
                cacheReadTokens: tokens.cacheRead,
                cacheWrite5mTokens: tokens.cacheWrite5m,
                cacheWrite1hTokens: tokens.cacheWrite1h,
                outputTokens: tokens.output,
              }),
        })
        .where(and(eq(coachExchanges.id, exchange), eq(coachExchanges.state, 'open')))
        .run();
      if (changes === 0 || (answer === undefined && problems === undefined)) return;
      orm
        .update(coachTexts)
        .set({ answer: answer ?? null, problems: problems === undefined ? null : [...problems] })
        .where(eq(coachTexts.exchange, exchange))
        .run();
    });
  }

  /** Puts a job where it belongs. Joins a running transaction. */
  settle(job: number, state: CoachJob['state'], reason: string | null = null): void {
    this.#database.transact('a question', () =>
      this.#database.orm.update(coachJobs).set({ state, reason }).where(eq(coachJobs.id, job)).run(),
    );
  }

  /** Lets a job wait as if it had not been begun: nothing ever reached the service. Joins a running transaction. */
  putBack(job: number): void {
    this.#database.transact('a question', () =>
      this.#database.orm
        .update(coachJobs)
        .set({ state: 'waiting', attempts: sql`max(0, ${coachJobs.attempts} - 1)` })
        .where(eq(coachJobs.id, job))
        .run(),
    );
  }

  /** Answers about a job that could not be shown, oldest first, with what was wrong with each. */
  failedAnswers(job: number): { readonly answer: string | null; readonly problems: readonly unknown[] }[] {
    const isFailed = sql`(${coachExchanges.verdict} in ('ungrounded', 'no-document') or ${coachExchanges.state} = 'cut-short')`;
    return this.#database
      .read('answers', () =>
        this.#database.orm
          .select({ answer: coachTexts.answer, problems: coachTexts.problems })
          .from(coachTexts)
          .innerJoin(coachExchanges, eq(coachExchanges.id, coachTexts.exchange))
          .where(and(eq(coachTexts.job, job), isFailed))
          .orderBy(asc(coachTexts.exchange))
          .all(),
      )
      .map(({ answer, problems }) => ({ answer, problems: problems ?? [] }));
  }

  /**
   * The wall clock was put from one time to another (milliseconds, UTC): what waits, or is under way and may wait again,
   * and was written by the clock as it was keeps its age. What a time was written by is told by which of the two it lies
   * nearer to; none comes to lie in the future.
   */
  moveWaiting({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): void {
    const middle = new Date((fromMs + toMs) / 2).toISOString();
    const isOfThen = toMs > fromMs ? lt(coachJobs.createdAt, middle) : gt(coachJobs.createdAt, middle);
    const { orm } = this.#database;
    this.#database.transact('questions of another clock', () => {
      const rows = orm
        .select({ id: coachJobs.id, createdAt: coachJobs.createdAt })
        .from(coachJobs)
        .where(and(inArray(coachJobs.state, ['waiting', 'asked', 'in-batch']), isOfThen))
        .all();
      for (const { id, createdAt } of rows) {
        const moved = new Date(Math.min(toMs, Date.parse(createdAt) + toMs - fromMs)).toISOString();
        orm.update(coachJobs).set({ createdAt: moved }).where(eq(coachJobs.id, id)).run();
      }
    });
  }

  /** Gives up what has waited since before a time (UTC); answers how many. */
  giveUpBefore(createdBefore: string, reason: string): number {
    return this.#database.transact('old questions', () => {
      const isOld = and(eq(coachJobs.state, 'waiting'), lt(coachJobs.createdAt, createdBefore));
      return this.#database.orm.update(coachJobs).set({ state: 'given-up', reason }).where(isOld).run().changes;
    });
  }

  /** Keeps a true answer and settles its job. Joins a running transaction. */
  keepAnswer(job: number, answer: Pick<KeptAnswer, 'language' | 'model' | 'document'>): void {
    const answeredAt = this.#clock.wall().toISOString();
    this.#database.transact('an answer', () => {
      const values = { job, ...answer, answeredAt };
      this.#database.orm.insert(coachAnswers).values(values).onConflictDoNothing().run();
      this.settle(job, 'answered');
    });
  }

  /** A player's answers since a time (UTC), newest first, at most `limit` (1,000). */
  answersOf(player: string, task: CoachTask, since: string, limit: number): KeptAnswer[] {
    return this.#database.read('answers', () =>
      this.#database.orm
        .select({
          task: coachJobs.task,
          subject: coachJobs.subject,
          language: coachAnswers.language,
          model: coachAnswers.model,
          document: coachAnswers.document,
          answeredAt: coachAnswers.answeredAt,
        })
        .from(coachAnswers)
        .innerJoin(coachJobs, eq(coachJobs.id, coachAnswers.job))
        .where(and(eq(coachJobs.player, player), eq(coachJobs.task, task), gte(coachAnswers.answeredAt, since)))
        .orderBy(desc(coachAnswers.job))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  /** Spent on a day (UTC), with what is reserved by exchanges whose end is not known. */
  spentOn(day: string): Spent {
    const row = this.#database.read('the coach’s book', () =>
      this.#database.orm
        .select({
          tokens: sql<number>`coalesce(sum(case when ${isUncertain} then ${coachExchanges.reservedTokens} else ${tokensOf} end), 0)`,
          pico: sql<number>`coalesce(sum(case when ${isUncertain} then ${coachExchanges.reservedPico} else ${coachExchanges.costPico} end), 0)`,
        })
        .from(coachExchanges)
        .where(eq(coachExchanges.day, day))
        .get(),
    );
    return row ?? { tokens: 0, pico: 0 };
  }

  /** Batches that the service has and whose replies are still to come, oldest first. */
  openBatches(): { readonly batch: string; readonly exchanges: readonly CoachExchange[] }[] {
    const rows = this.#database.read('batches', () =>
      this.#database.orm
        .select()
        .from(coachExchanges)
        .where(and(eq(coachExchanges.state, 'open'), isNotNull(coachExchanges.batch)))
        .orderBy(asc(coachExchanges.id))
        .all(),
    );
    const names = [...new Set(rows.map(({ batch }) => batch as string))].slice(0, OPEN_BATCHES_MAX);
    return names.map((batch) => ({ batch, exchanges: rows.filter((row) => row.batch === batch) }));
  }

  /**
   * After a start: exchanges of a run that has ended, and that nobody will ever hear the end of, are lost; their jobs
   * wait again, but those that were begun `attemptsMax` times are given up: each may have been paid for. Batches that have a
   * name are collected as if nothing had happened. Answers how many were lost.
   */
  releaseAbandoned(attemptsMax: number): number {
    const { orm } = this.#database;
    return this.#database.transact('exchanges', () => {
      const rows = orm
        .update(coachExchanges)
        .set({ state: 'lost' })
        .where(and(eq(coachExchanges.state, 'open'), isNull(coachExchanges.batch)))
        .returning({ job: coachExchanges.job })
        .all();
      const jobs = rows.flatMap(({ job }) => (job === null ? [] : [job]));
      if (jobs.length > 0) {
        const isBegun = and(inArray(coachJobs.id, jobs), inArray(coachJobs.state, ['asked', 'in-batch']));
        const isGivenUp = and(isBegun, gte(coachJobs.attempts, attemptsMax));
        orm.update(coachJobs).set({ state: 'given-up', reason: 'unclear' }).where(isGivenUp).run();
        orm.update(coachJobs).set({ state: 'waiting' }).where(isBegun).run();
      }
      return rows.length;
    });
  }

  /** The book, newest first, at most `limit` (1,000). */
  exchanges(limit: number): CoachExchange[] {
    return this.#database.read('the coach’s book', () =>
      this.#database.orm
        .select()
        .from(coachExchanges)
        .orderBy(desc(coachExchanges.id))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  /** What is kept of an exchange’s words; undefined once its player or its swing has gone. */
  textsOf(exchange: number): Omit<typeof coachTexts.$inferSelect, 'job' | 'exchange'> | undefined {
    const { question, answer, problems } = coachTexts;
    return this.#database.read('a question', () =>
      this.#database.orm
        .select({ question, answer, problems })
        .from(coachTexts)
        .where(eq(coachTexts.exchange, exchange))
        .get(),
    );
  }
}
