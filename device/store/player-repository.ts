/** The players that this bay knows, and their visits. Personal data: names appear in no log and no announcement. */
import { asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { Handedness } from '../swing/report/swing-report.ts';
import type { Database } from './database.ts';
import { players, sessions } from './schema.ts';

export interface Player {
  readonly id: string;
  readonly name: string;
  readonly handedness: Handedness | null;
}

export interface BaySession {
  readonly id: string;
  readonly bay: string;
  readonly player: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

const PLAYERS_MAX = 10_000;

export class PlayerRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  add(name: string, handedness: Handedness | null): Player {
    const player = { id: uuidv7(), name, handedness };
    this.#database.transact('a player', () =>
      this.#database.orm
        .insert(players)
        .values({ ...player, createdAt: this.#clock.wall().toISOString() })
        .run(),
    );
    return player;
  }

  find(id: string): Player | undefined {
    return this.#database.read('a player', () =>
      this.#database.orm
        .select({ id: players.id, name: players.name, handedness: players.handedness })
        .from(players)
        .where(eq(players.id, id))
        .get(),
    );
  }

  list(): Player[] {
    return this.#database.read('players', () =>
      this.#database.orm
        .select({ id: players.id, name: players.name, handedness: players.handedness })
        .from(players)
        .orderBy(asc(players.name))
        .limit(PLAYERS_MAX)
        .all(),
    );
  }

  /** Begins a visit; null for a guest. */
  startSession(bay: string, player: string | null): BaySession {
    const session = { id: uuidv7(), bay, player, startedAt: this.#clock.wall().toISOString(), endedAt: null };
    this.#database.transact('a visit', () => this.#database.orm.insert(sessions).values(session).run());
    return session;
  }

  /** Ends a visit. Idempotent: the first end stays. */
  endSession(id: string): void {
    this.#database.transact('a visit', () => {
      const session = this.#database.orm.select().from(sessions).where(eq(sessions.id, id)).get();
      if (session === undefined || session.endedAt !== null) return;
      const endedAt = this.#clock.wall().toISOString();
      this.#database.orm.update(sessions).set({ endedAt }).where(eq(sessions.id, id)).run();
    });
  }

  findSession(id: string): BaySession | undefined {
    return this.#database.read('a visit', () =>
      this.#database.orm.select().from(sessions).where(eq(sessions.id, id)).get(),
    );
  }
}
