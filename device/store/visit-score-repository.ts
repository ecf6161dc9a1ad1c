/**
 * Best scores, visit by visit: what leaderboards are made of. They are counted in the bay that has the swings, and told
 * to the other bays of its facility as people's other rows are, so that every one of them shows the same board.
 */
import { and, desc, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { players, sessions, swings } from './schema.ts';
import { visitScores } from './visit-score-schema.ts';

export interface BestScore {
  readonly name: string;
  /** Where the best one was swung; null where that is not known here. */
  readonly bay: string | null;
  readonly scoreBest: number;
  readonly scoreMean: number;
  readonly shots: number;
}

const ROWS_MAX = 100;

export class VisitScoreRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Counts a player's shots of a visit anew; the newest revision of each counts. Joins a running transaction. */
  count(session: string, player: string | null): void {
    if (player === null) return;
    const { orm } = this.#database;
    this.#database.transact('the scores of a visit', () => {
      const visitor = `${session}/${player}`;
      const counted = orm
        .select({
          best: sql<number | null>`max(${swings.score})`,
          total: sql<number | null>`sum(${swings.score})`,
          shots: sql<number>`count(*)`,
          lastAt: sql<string | null>`max(${swings.recordedAt})`,
        })
        .from(swings)
        .where(
          and(
            eq(swings.session, session),
            eq(swings.player, player),
            eq(swings.kind, 'shot'),
            isNull(swings.deletedAt),
            isNotNull(swings.score),
          ),
        )
        .get();
      const { best = null, total = null, shots = 0, lastAt = null } = counted ?? {};
      if (best === null || total === null || lastAt === null) {
        orm.delete(visitScores).where(eq(visitScores.visitor, visitor)).run();
        return;
      }
      const row = { session, player, best, total, shots, lastAt };
      orm
        .insert(visitScores)
        .values({ visitor, ...row })
        .onConflictDoUpdate({ target: visitScores.visitor, set: row })
        .run();
    });
  }

  /** Of visits since a time (UTC), of players who asked to be seen; the best score first. */
  best(since: string, limit: number): BestScore[] {
    return this.#database.read('scores', () =>
      this.#database.orm
        .select({
          name: players.name,
          // Of the row of the greatest value, as SQLite has it for a single `max`.
          bay: sql<string | null>`${sessions.bay}`,
          scoreBest: sql<number>`max(${visitScores.best})`,
          scoreMean: sql<number>`sum(${visitScores.total}) / sum(${visitScores.shots})`,
          shots: sql<number>`sum(${visitScores.shots})`,
        })
        .from(visitScores)
        .innerJoin(players, eq(players.id, visitScores.player))
        .leftJoin(sessions, eq(sessions.id, visitScores.session))
        .where(and(eq(players.isOnLeaderboard, true), gte(visitScores.lastAt, since)))
        .groupBy(players.id)
        .orderBy(desc(sql`3`), desc(sql`4`), players.id)
        .limit(Math.max(1, Math.min(limit, ROWS_MAX)))
        .all(),
    );
  }
}
