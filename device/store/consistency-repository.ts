/** The best ten swings of each player in each visit: what the bay's leaderboard is made of. */
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Clock } from '../clock/clock.ts';
import type { Database } from './database.ts';
import { consistencyScores, players, sessions, swings } from './schema.ts';

export interface KeptConsistency {
  readonly session: string;
  readonly player: string | null;
  /** 0–100, with the ends of its interval. */
  readonly points: number;
  readonly low: number;
  readonly high: number;
  readonly swings: readonly string[];
}

export interface RankedConsistency extends KeptConsistency {
  /** Null for a guest. */
  readonly playerName: string | null;
  /** Where the visit was; null where that is not known here. */
  readonly bay: string | null;
  /** UTC. */
  readonly achievedAt: string;
}

const RANKS_MAX = 100;
const VISITS_MAX = 1_000;

export class ConsistencyRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Keeps it where the player has nothing better in this visit. Idempotent. Answers whether it is the best now. */
  keepBest({ session, player, points, low, high, swings: of }: KeptConsistency): boolean {
    const visitor = visitorOf(session, player);
    const row = {
      visitor,
      session,
      player,
      points,
      low,
      high,
      swings: [...of],
      achievedAt: this.#clock.wall().toISOString(),
    };
    return this.#database.transact('a consistency score', () => {
      const { visitor: _, ...better } = row;
      const { changes } = this.#database.orm
        .insert(consistencyScores)
        .values(row)
        .onConflictDoUpdate({
          target: consistencyScores.visitor,
          set: better,
          setWhere: sql`excluded.points > ${consistencyScores.points}`,
        })
        .run();
      return changes > 0;
    });
  }

  /**
   * A guest's score of a visit becomes the player's who claims its swings, unless the player has a better one of that
   * visit. To be called inside the transaction that gives the swings away; a score of which somebody else's swing is a
   * part stays a guest's.
   */
  claim(session: string, player: string): void {
    const { orm } = this.#database;
    const guest = orm
      .select()
      .from(consistencyScores)
      .where(eq(consistencyScores.visitor, visitorOf(session, null)))
      .get();
    if (guest === undefined) return;
    const owned = orm
      .select({ id: swings.id })
      .from(swings)
      .where(and(eq(swings.player, player), inArray(swings.id, guest.swings)))
      .all();
    if (owned.length < guest.swings.length) return;
    orm.delete(consistencyScores).where(eq(consistencyScores.visitor, guest.visitor)).run();
    const { visitor: _, ...score } = { ...guest, player };
    orm
      .insert(consistencyScores)
      .values({ ...score, visitor: visitorOf(session, player) })
      .onConflictDoUpdate({
        target: consistencyScores.visitor,
        set: score,
        setWhere: sql`excluded.points > ${consistencyScores.points}`,
      })
      .run();
  }

  /** A player's best of each visit, oldest first; of the newest {@link VISITS_MAX}. */
  ofPlayer(player: string): Omit<KeptConsistency, 'player' | 'swings'>[] {
    const { session, points, low, high, achievedAt } = consistencyScores;
    return this.#database
      .read('consistency scores', () =>
        this.#database.orm
          .select({ session, points, low, high })
          .from(consistencyScores)
          .where(eq(consistencyScores.player, player))
          .orderBy(desc(achievedAt))
          .limit(VISITS_MAX)
          .all(),
      )
      .reverse();
  }

  /** A swing was deleted, and every score that it is a part of goes with it. Joins a running transaction. */
  removeWith(swing: string): void {
    this.#database.transact('a consistency score', () =>
      this.#database.orm
        .delete(consistencyScores)
        .where(sql`exists (select 1 from json_each(${consistencyScores.swings}) where value = ${swing})`)
        .run(),
    );
  }

  /** The most points first. The swings themselves may be in another bay. */
  best(limit: number): RankedConsistency[] {
    const { orm } = this.#database;
    return this.#database.read('the leaderboard', () =>
      orm
        .select({ score: consistencyScores, playerName: players.name, bay: sessions.bay })
        .from(consistencyScores)
        .leftJoin(players, eq(players.id, consistencyScores.player))
        .leftJoin(sessions, eq(sessions.id, consistencyScores.session))
        .orderBy(desc(consistencyScores.points))
        .limit(Math.max(1, Math.min(limit, RANKS_MAX)))
        .all()
        .map(({ score, ...named }) => ({ ...score, ...named })),
    );
  }
}

function visitorOf(session: string, player: string | null): string {
  return `${session}/${player ?? ''}`;
}
