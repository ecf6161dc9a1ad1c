/** What players want their numbers to become. Whether a goal is reached is not stored: it follows from the swings. */
import { and, asc, count, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { EventName } from '../swing/events/event-name.ts';
import type { Database } from './database.ts';
import { goalsMax, goalUnknown } from './errors.ts';
import { goals } from './goal-schema.ts';

export interface GoalToSet {
  /** A metric's id. */
  readonly metric: string;
  readonly at: EventName | null;
  /** At least, and at most; never both null. */
  readonly low: number | null;
  readonly high: number | null;
  /** Null: with any club. */
  readonly club: string | null;
  /** `YYYY-MM-DD`; null for whenever it comes. */
  readonly dueOn: string | null;
}

export interface StoredGoal extends GoalToSet {
  readonly id: string;
  /** UTC. */
  readonly setAt: string;
}

/** Whoever wants more than this at once wants nothing. */
const GOALS_MAX = 20;

export class GoalRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Throws `store/goals-max` for one goal too many. */
  set(player: string, goal: GoalToSet): StoredGoal {
    const { metric, at, low, high, club, dueOn } = goal;
    const stored = { id: uuidv7(), metric, at, low, high, club, dueOn, setAt: this.#clock.wall().toISOString() };
    return this.#database.transact('a goal', () => {
      const { orm } = this.#database;
      const held = orm.select({ goals: count() }).from(goals).where(eq(goals.player, player)).get()?.goals ?? 0;
      if (held >= GOALS_MAX) throw goalsMax(GOALS_MAX);
      orm
        .insert(goals)
        .values({ ...stored, player })
        .run();
      return stored;
    });
  }

  /** In the order in which they were set. */
  of(player: string): StoredGoal[] {
    return this.#database
      .read('goals', () =>
        this.#database.orm.select().from(goals).where(eq(goals.player, player)).orderBy(asc(goals.id)).all(),
      )
      .map(({ player: _player, at, ...goal }) => ({ ...goal, at: at as EventName | null }));
  }

  /** Throws `store/goal-unknown` for one that is not this player's. */
  remove(player: string, id: string): void {
    this.#database.transact('a goal', () => {
      const { changes } = this.#database.orm
        .delete(goals)
        .where(and(eq(goals.player, player), eq(goals.id, id)))
        .run();
      if (changes === 0) throw goalUnknown();
    });
  }
}
