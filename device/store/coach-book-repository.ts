/** The book of the coach that answers in words, as it is read: how far a question is, what was said, what it cost. */
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { CoachExchange, CoachJob, CoachTask, KeptAnswer } from './coach-repository.ts';
import { coachAnswers, coachExchanges, coachJobs } from './coach-schema.ts';
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

export type BookedExchange = CoachExchange & { readonly player: string | null };

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
    return this.#database.read('the coach’s book', () =>
      this.#database.orm
        .select({ exchange: coachExchanges, player: coachJobs.player })
        .from(coachExchanges)
        .leftJoin(coachJobs, eq(coachJobs.id, coachExchanges.job))
        .where(and(ofPlayers(players), before === undefined ? undefined : lt(coachExchanges.id, before)))
        .orderBy(desc(coachExchanges.id))
        .limit(Math.min(limit, PAGE_MAX + 1))
        .all()
        .map(({ exchange, player }) => ({ ...exchange, player })),
    );
  }

  exchange(id: number): BookedExchange | undefined {
    return this.exchanges({ before: id + 1 }, 1).find((one) => one.id === id);
  }
}

function ofPlayers(players: readonly string[] | undefined) {
  return players === undefined ? undefined : inArray(coachJobs.player, [...players]);
}
