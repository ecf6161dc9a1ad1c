/** The book of the coach that answers in words, as it is read: how far a question is, what was said, what it cost. */
import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { CoachExchange, CoachJob, CoachTask, KeptAnswer } from './coach-repository.ts';
import { coachAnswers, coachExchanges, coachJobs, coachTexts } from './coach-schema.ts';
import type { Database } from './database.ts';

export interface CoachCost {
  /** Null for those who have gone. */
  readonly player: string | null;
  readonly bay: string;
  readonly facility: string;
  readonly task: CoachTask;
  readonly exchanges: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly pico: number;
  /** Set aside for exchanges whose end is not known; counted nowhere above. */
  readonly reservedTokens: number;
  readonly reservedPico: number;
}

export interface BookedExchange extends CoachExchange {
  readonly player: string | null;
  /** Kinds of what kept the answer from the player, each once. */
  readonly problems: readonly string[];
  /** Whether an earlier answer about the same was to be mended by it. */
  readonly isRepair: boolean;
  /** How far what it is about has come since; null where that has gone. */
  readonly job: number | null;
  readonly jobState: CoachJob['state'] | null;
}

const PAGE_MAX = 100;
const ROWS_MAX = 1_000;

const isUncertain = sql`${coachExchanges.state} in ('open', 'lost')`;
const sumOf = (column: unknown) => sql<number>`coalesce(sum(${column}), 0)`;

export class CoachBookRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** How far a question is, and its answer where there is one that was found to be true. */
  standing(
    task: CoachTask,
    subject: string,
    player: string,
  ): { readonly job: CoachJob | null; readonly answer: Omit<KeptAnswer, 'task' | 'subject'> | null } {
    return this.#database.read('a question', () => {
      const { orm } = this.#database;
      const job = orm
        .select()
        .from(coachJobs)
        .where(and(eq(coachJobs.task, task), eq(coachJobs.subject, subject), eq(coachJobs.player, player)))
        .get();
      if (job === undefined) return { job: null, answer: null };
      const { language, model, document, answeredAt } = coachAnswers;
      const answer = orm
        .select({ language, model, document, answeredAt })
        .from(coachAnswers)
        .where(eq(coachAnswers.job, job.id))
        .get();
      return { job, answer: answer ?? null };
    });
  }

  /** What a day (UTC) came to, the dearest first; of some players alone where they are given. */
  costsOn(day: string, players?: readonly string[]): CoachCost[] {
    const e = coachExchanges;
    return this.#database.read('the coach’s book', () =>
      this.#database.orm
        .select({
          ...{ player: coachJobs.player, bay: e.bay, facility: e.facility, task: e.task },
          exchanges: sql<number>`count(*)`,
          inputTokens: sumOf(e.inputTokens),
          cacheReadTokens: sumOf(e.cacheReadTokens),
          cacheWriteTokens: sumOf(sql`${e.cacheWrite5mTokens} + ${e.cacheWrite1hTokens}`),
          outputTokens: sumOf(e.outputTokens),
          pico: sumOf(e.costPico),
          reservedTokens: sumOf(sql`case when ${isUncertain} then ${e.reservedTokens} else 0 end`),
          reservedPico: sumOf(sql`case when ${isUncertain} then ${e.reservedPico} else 0 end`),
        })
        .from(e)
        .leftJoin(coachJobs, eq(coachJobs.id, e.job))
        .where(and(eq(e.day, day), ofPlayers(players)))
        .groupBy(coachJobs.player, e.bay, e.facility, e.task)
        .orderBy(desc(sumOf(e.costPico)), e.task)
        .limit(ROWS_MAX)
        .all(),
    );
  }

  /** Newest first, at most `limit` (100); those before an exchange where one is given. */
  exchanges(
    asked: { readonly players?: readonly string[]; readonly before?: number },
    limit: number,
  ): BookedExchange[] {
    const { players, before } = asked;
    return this.#database.read('the coach’s book', () => {
      const rows = this.#database.orm
        .select({
          exchange: coachExchanges,
          ...{ player: coachJobs.player, jobState: coachJobs.state, problems: coachTexts.problems },
        })
        .from(coachExchanges)
        .leftJoin(coachJobs, eq(coachJobs.id, coachExchanges.job))
        .leftJoin(coachTexts, eq(coachTexts.exchange, coachExchanges.id))
        .where(and(ofPlayers(players), before === undefined ? undefined : lt(coachExchanges.id, before)))
        .orderBy(desc(coachExchanges.id))
        .limit(Math.min(limit, PAGE_MAX + 1))
        .all();
      const failed = this.#firstFailures(rows.flatMap(({ exchange }) => exchange.job ?? []));
      return rows.map(({ exchange, player, jobState, problems }) => ({
        ...{ ...exchange, player, jobState, problems: kindsOf(problems) },
        isRepair: exchange.job !== null && (failed.get(exchange.job) ?? exchange.id) < exchange.id,
      }));
    });
  }

  /** Of each job the first exchange whose answer was not good enough. In one look, since no index leads from job to exchange. */
  #firstFailures(jobs: readonly number[]): ReadonlyMap<number, number> {
    if (jobs.length === 0) return new Map();
    const { job, id, verdict, state } = coachExchanges;
    const isFailed = or(inArray(verdict, ['ungrounded', 'no-document']), eq(state, 'cut-short'));
    const rows = this.#database.orm
      .select({ job, first: sql<number>`min(${id})` })
      .from(coachExchanges)
      .where(and(inArray(job, [...new Set(jobs)]), isFailed))
      .groupBy(job)
      .all();
    return new Map(rows.flatMap((row) => (row.job === null ? [] : [[row.job, row.first] as const])));
  }

  exchange(id: number): BookedExchange | undefined {
    return this.exchanges({ before: id + 1 }, 1).find((one) => one.id === id);
  }
}

/** As the checker called them. */
function kindsOf(problems: readonly unknown[] | null): string[] {
  const kinds = (problems ?? []).map((one) =>
    typeof one === 'object' && one !== null && 'problem' in one ? String(one.problem) : '',
  );
  return [...new Set(kinds)].filter((kind) => kind !== '');
}

function ofPlayers(players: readonly string[] | undefined) {
  return players === undefined ? undefined : inArray(coachJobs.player, [...players]);
}
