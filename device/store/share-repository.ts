/** The links by which strangers may see a swing: whose they are, until when they are good, and that they were ended. */
import { and, count, desc, eq, gt, lte } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { Database } from './database.ts';
import { isOfPerson } from './person-ids.ts';
import { shares } from './take-home-schema.ts';

export interface StoredShare {
  readonly id: string;
  readonly swing: string;
  readonly player: string;
  /** The video that goes with it; null for none. */
  readonly film: Readonly<Record<string, unknown>> | null;
  /** UTC. */
  readonly createdAt: string;
  readonly expiresAtMs: number;
}

export type ShareToKeep = Omit<StoredShare, 'id' | 'createdAt'>;

const LISTED_MAX = 100;

export class ShareRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Keeps a link; undefined where the player has `most` already that are good. Links that ended are forgotten. */
  add(share: ShareToKeep, most: number): StoredShare | undefined {
    const { orm } = this.#database;
    return this.#database.transact('a link', () => {
      const now = this.#clock.wall();
      orm.delete(shares).where(lte(shares.expiresAtMs, now.getTime())).run();
      const good = orm.select({ rows: count() }).from(shares).where(eq(shares.player, share.player)).get();
      if ((good?.rows ?? 0) >= most) return undefined;
      const film = share.film === null ? null : { ...share.film };
      const kept = { ...share, film, id: uuidv7(), createdAt: now.toISOString() };
      orm.insert(shares).values(kept).run();
      return kept;
    });
  }

  /** Undefined for one that was ended, has expired or never was. */
  find(id: string): StoredShare | undefined {
    return this.#database.read('a link', () =>
      this.#database.orm
        .select()
        .from(shares)
        .where(and(eq(shares.id, id), gt(shares.expiresAtMs, this.#clock.wall().getTime())))
        .get(),
    );
  }

  /** The good ones of a swing, newest first. */
  listOf(swing: string): StoredShare[] {
    const nowMs = this.#clock.wall().getTime();
    return this.#database.read('links', () =>
      this.#database.orm
        .select()
        .from(shares)
        .where(and(eq(shares.swing, swing), gt(shares.expiresAtMs, nowMs)))
        .orderBy(desc(shares.id))
        .limit(LISTED_MAX)
        .all(),
    );
  }

  /** The good ones of a player, newest first. */
  listOfPlayer(player: string): StoredShare[] {
    const nowMs = this.#clock.wall().getTime();
    return this.#database.read('links', () =>
      this.#database.orm
        .select()
        .from(shares)
        .where(and(isOfPerson(shares.player, player), gt(shares.expiresAtMs, nowMs)))
        .orderBy(desc(shares.id))
        .limit(LISTED_MAX)
        .all(),
    );
  }

  /** Ends a link of a swing at once. Idempotent. */
  end(swing: string, id: string): void {
    this.#database.transact('a link', () =>
      this.#database.orm
        .delete(shares)
        .where(and(eq(shares.id, id), eq(shares.swing, swing)))
        .run(),
    );
  }

  /** Joins a running transaction. */
  removeOfSwing(swing: string): void {
    this.#database.transact('links', () => this.#database.orm.delete(shares).where(eq(shares.swing, swing)).run());
  }
}
