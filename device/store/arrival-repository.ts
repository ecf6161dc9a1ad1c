/**
 * Which swings a facility still has to take in from the object store, and which of those that it has must go again.
 *
 * INVARIANTS
 * - A swing has one row; hearing of it again while somebody reads it lets it be read once more.
 * - A claim is one process's; a dead one's is void.
 */
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, max, notInArray, type SQL, sql } from 'drizzle-orm';
import type { SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core';
import type { Clock } from '../clock/clock.ts';
import type { ErrorCode } from '../errors/bay-error.ts';
import { swingArrivals } from './arrival-schema.ts';
import type { Database } from './database.ts';
import { swingChanges } from './facility-schema.ts';
import { isOwnerAlive } from './process-identity.ts';
import { players, swings } from './schema.ts';

export interface Arrival {
  readonly swing: string;
  /** Whose folder of the object store it lies in. */
  readonly owner: string;
  readonly state: 'waiting' | 'taken' | 'parked';
  /** Of this hearing of it. */
  readonly heard: number;
  /** How many objects its folder had when it was taken in or refused; null before, and where it could not be listed. */
  readonly objects: number | null;
  readonly attempts: number;
  readonly lastErrorCode: string | null;
  readonly lastError: string | null;
}

export interface ArrivalStanding {
  readonly waiting: number;
  readonly taken: number;
  readonly parked: number;
}

export interface ArrivalRefusal {
  readonly code: ErrorCode;
  readonly message: string;
  /** How many objects its folder had then; null where that is not known. */
  readonly objects: number | null;
}

const PAGE_MAX = 500;
const MAY_LEAVE = sql`(${players.sharesSince} is not null
  and (${players.isMinor} = 0 or ${players.guardianAgreedAt} is not null))`;

export class ArrivalRepository {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #owner: string;

  constructor({ database, clock, owner }: { database: Database; clock: Clock; owner: string }) {
    this.#database = database;
    this.#clock = clock;
    this.#owner = owner;
  }

  /** There is a swing, or more of it than before, in somebody's folder. Joins a running transaction. */
  hear(swing: string, owner: string): void {
    const heardAt = this.#clock.wall().toISOString();
    this.#database.transact('a swing that was heard of', () =>
      this.#database.orm
        .insert(swingArrivals)
        .values({ swing, owner, state: 'waiting', heardAt })
        .onConflictDoUpdate({
          target: swingArrivals.swing,
          set: { owner, state: 'waiting', heardAt, attempts: 0, heard: sql`${swingArrivals.heard} + 1` },
        })
        .run(),
    );
  }

  find(swing: string): Arrival | undefined {
    return this.#database.read('a swing that was heard of', () =>
      this.#database.orm.select().from(swingArrivals).where(eq(swingArrivals.swing, swing)).get(),
    );
  }

  /** What waits and nobody is at, the newest swing first: who has just played looks for it; at most `limit` (500). */
  waiting(limit: number, without: readonly string[] = []): Arrival[] {
    return this.#database.read('swings that were heard of', () =>
      this.#database.orm
        .select()
        .from(swingArrivals)
        .where(
          and(
            eq(swingArrivals.state, 'waiting'),
            isNull(swingArrivals.claimedBy),
            notInArray(swingArrivals.swing, [...without]),
          ),
        )
        .orderBy(desc(swingArrivals.swing))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  /** Given up with their reasons, the newest swing first; at most `limit` (500). */
  parked(limit: number): Arrival[] {
    return this.#database.read('swings that were heard of', () =>
      this.#database.orm
        .select()
        .from(swingArrivals)
        .where(eq(swingArrivals.state, 'parked'))
        .orderBy(desc(swingArrivals.swing))
        .limit(Math.min(limit, PAGE_MAX))
        .all(),
    );
  }

  standing(): ArrivalStanding {
    const rows = this.#database.read('swings that were heard of', () =>
      this.#database.orm
        .select({ state: swingArrivals.state, swings: count() })
        .from(swingArrivals)
        .groupBy(swingArrivals.state)
        .all(),
    );
    const of = (state: Arrival['state']): number => rows.find((row) => row.state === state)?.swings ?? 0;
    return { waiting: of('waiting'), taken: of('taken'), parked: of('parked') };
  }

  /** Takes one for this process; false where it is another's. */
  claim(swing: string): boolean {
    const isFree = and(
      eq(swingArrivals.swing, swing),
      eq(swingArrivals.state, 'waiting'),
      isNull(swingArrivals.claimedBy),
    );
    return this.#set(isFree, { claimedBy: this.#owner });
  }

  /** All that its folder had is here. It waits again where it was heard of since it was claimed. */
  markTaken({ swing, heard }: Pick<Arrival, 'swing' | 'heard'>, objects: number): void {
    const error = { lastErrorCode: null, lastError: null };
    const done = { state: 'taken', objects, attempts: 0, ...error } as const;
    this.#database.transact('a swing that was heard of', () => {
      this.#set(and(this.#isHeld(swing), eq(swingArrivals.heard, heard)), done);
      this.#set(this.#isHeld(swing), { claimedBy: null });
    });
  }

  /** Not all of it could be had; why. */
  markRefused(
    { swing, heard }: Pick<Arrival, 'swing' | 'heard'>,
    { code, message, objects }: ArrivalRefusal,
    verdict: 'try-again' | 'park',
  ): void {
    const attempts = sql`${swingArrivals.attempts} + 1`;
    const state = verdict === 'park' ? 'parked' : 'waiting';
    this.#database.transact('a swing that was heard of', () => {
      this.#set(and(this.#isHeld(swing), eq(swingArrivals.heard, heard)), {
        ...{ state, attempts, objects, lastErrorCode: code, lastError: message },
      });
      this.#set(this.#isHeld(swing), { claimedBy: null });
    });
  }

  /** Gives a claim back: it was not the swing's own fault. */
  release(swing: string): void {
    this.#set(this.#isHeld(swing), { claimedBy: null });
  }

  /** Lets everything that was given up be tried again; answers how many. */
  unpark(): number {
    return this.#database.transact('swings that were heard of', () => {
      const { changes } = this.#database.orm
        .update(swingArrivals)
        .set({ state: 'waiting', attempts: 0 })
        .where(eq(swingArrivals.state, 'parked'))
        .run();
      return changes;
    });
  }

  /** At start: claims of dead processes are void. */
  settle(): void {
    this.#database.transact('swings that were heard of', () => {
      const { orm } = this.#database;
      const claims = orm
        .selectDistinct({ owner: swingArrivals.claimedBy })
        .from(swingArrivals)
        .where(isNotNull(swingArrivals.claimedBy))
        .all();
      const dead = claims.flatMap(({ owner }) => (owner === null || isOwnerAlive(owner) ? [] : [owner]));
      if (dead.length > 0) {
        orm.update(swingArrivals).set({ claimedBy: null }).where(inArray(swingArrivals.claimedBy, dead)).run();
      }
    });
  }

  /** Players after this one whose swings may lie elsewhere, in the order of their ids; at most `limit` (500). */
  ownersAfter(player: string, limit: number): string[] {
    return this.#database
      .read('players', () =>
        this.#database.orm
          .select({ id: players.id })
          .from(players)
          .where(and(sql`${players.id} > ${player}`, MAY_LEAVE))
          .orderBy(asc(players.id))
          .limit(Math.min(limit, PAGE_MAX))
          .all(),
      )
      .map(({ id }) => id);
  }

  /** The swings of a player that were taken in, with how many objects each had then. */
  takenOf(player: string): { readonly swing: string; readonly objects: number | null }[] {
    return this.#database.read('swings that were taken in', () =>
      this.#database.orm
        .select({ swing: swings.id, objects: swingArrivals.objects })
        .from(swings)
        .innerJoin(swingArrivals, eq(swingArrivals.swing, swings.id))
        .where(and(eq(swings.player, player), isNull(swings.deletedAt)))
        .all(),
    );
  }

  /**
   * Swings that were taken in and whose players do not agree any more that they lie elsewhere; at most `limit` (500). From
   * those players to their swings: nearly all swings are of players who agree.
   */
  withdrawn(limit: number): string[] {
    return this.#database
      .read('swings that were taken in', () =>
        this.#database.orm
          .select({ id: swings.id })
          .from(players)
          .crossJoin(swings)
          .crossJoin(swingArrivals)
          .where(
            and(
              sql`not ${MAY_LEAVE}`,
              eq(swings.player, players.id),
              isNull(swings.deletedAt),
              eq(swingArrivals.swing, swings.id),
            ),
          )
          .limit(Math.min(limit, PAGE_MAX))
          .all(),
      )
      .map(({ id }) => id);
  }

  /** Rises with every change of a swing or of whether those of a player may leave; 0 before the first. */
  newestChange(): number {
    const found = this.#database.read('changes of swings', () =>
      this.#database.orm
        .select({ newest: max(swingChanges.ordinal) })
        .from(swingChanges)
        .get(),
    );
    return found?.newest ?? 0;
  }

  /** Nothing is known of it any more, so that it may be heard of anew. Joins a running transaction. */
  forget(swing: string): void {
    this.#database.transact('a swing that was heard of', () =>
      this.#database.orm.delete(swingArrivals).where(eq(swingArrivals.swing, swing)).run(),
    );
  }

  #isHeld(swing: string) {
    return and(eq(swingArrivals.swing, swing), eq(swingArrivals.claimedBy, this.#owner));
  }

  #set(where: SQL | undefined, change: SQLiteUpdateSetSource<typeof swingArrivals>): boolean {
    return this.#database.transact('a swing that was heard of', () => {
      const { changes } = this.#database.orm.update(swingArrivals).set(change).where(where).run();
      return changes > 0;
    });
  }
}
