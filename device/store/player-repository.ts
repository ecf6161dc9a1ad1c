/** The players that this bay knows, and their visits. Personal data: names appear in no log and no announcement. */
import { and, asc, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { Handedness } from '../swing/report/swing-report.ts';
import type { AccountRole } from './account-repository.ts';
import type { Database } from './database.ts';
import { idsOfPerson, isOfPerson } from './person-ids.ts';
import { playerUnknown } from './errors.ts';
import type { OutboxRepository } from './outbox-repository.ts';
import { accounts, coachedPlayers, drillsDone, players, sessions, swings } from './schema.ts';

export interface Player {
  readonly id: string;
  readonly name: string;
  readonly handedness: Handedness | null;
}

export interface BaySession {
  readonly id: string;
  readonly bay: string;
  readonly player: string | null;
  readonly isCleared: boolean;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** A player as the store keeps them. */
export type PlayerProfile = typeof players.$inferSelect;
export interface PlayerSearch {
  readonly text?: string | undefined;
  /** Only those whom this coach looks after. */
  readonly coach?: string | undefined;
  readonly after?: { readonly name: string; readonly id: string } | undefined;
}

export interface FoundPlayer {
  readonly player: PlayerProfile;
  /** Null for a player without an account. */
  readonly role: AccountRole | null;
}

export type DrillDone = Omit<typeof drillsDone.$inferSelect, 'player'>;

const DRILLS_DONE_MAX = 1_000;
const PLAYERS_MAX = 10_000;
/** What is asked before anything of a player leaves the bay. */
const CONSENT: ReadonlySet<string> = new Set<keyof PlayerProfile>([
  ...(['sharesSince', 'showsFace', 'isMinor', 'guardianAgreedAt'] as const),
]);

/** A visit of this bay, by whatever name the bay had then: nobody else's guests are ever here. */
const HAS_GUESTS = sql`exists (select 1 from ${swings} where ${swings.session} = ${sessions.id}
  and ${swings.player} is null and ${swings.deletedAt} is null)`;

export class PlayerRepository {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #outbox: OutboxRepository;
  readonly #person: ReturnType<typeof preparedPerson>;

  constructor(database: Database, clock: Clock, outbox: OutboxRepository) {
    this.#database = database;
    this.#person = preparedPerson(database);
    this.#clock = clock;
    this.#outbox = outbox;
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
        .where(isNull(players.joinedInto))
        .orderBy(asc(players.name))
        .limit(PLAYERS_MAX)
        .all(),
    );
  }

  /**
   * Players by a part of their name, or by a whole e-mail address; in the order of names. `after` is the last one
   * of the page before: nobody is missed or repeated, whoever comes or goes in between.
   */
  search({ text, coach, after }: PlayerSearch, limit: number): FoundPlayer[] {
    const name = sql`${players.name} collate nocase`;
    const isMatch =
      text === undefined
        ? undefined
        : or(sql`${players.name} like ${likePattern(text)} escape '!'`, eq(accounts.email, text.toLowerCase()));
    return this.#database.read('players', () =>
      this.#database.orm
        .select({ player: players, role: accounts.role })
        .from(players)
        .leftJoin(accounts, eq(accounts.player, players.id))
        .where(
          and(
            isMatch,
            isNull(players.joinedInto),
            coach === undefined
              ? undefined
              : sql`exists (select 1 from ${coachedPlayers} where ${coachedPlayers.coach} = ${coach} and ${isOfPerson(coachedPlayers.player, players.id)})`,
            after === undefined ? undefined : sql`(${name}, ${players.id}) > (${after.name}, ${after.id})`,
          ),
        )
        .orderBy(sql`${name}`, asc(players.id))
        .limit(limit)
        .all(),
    );
  }

  /** Who a player is: the one whom they were joined to, or themselves. */
  personOf(id: string): string {
    return this.#database.read('a player', () => this.#person.get({ id }))?.into ?? id;
  }

  /** The same as whoever its player is has it. */
  shown<T extends { readonly player: string | null }>(one: T): T {
    return one.player === null ? one : { ...one, player: this.personOf(one.player) };
  }

  /** Every id by which somebody was ever registered, `id` first: of whoever was joined to them too. */
  idsOf(id: string): string[] {
    return this.#database.read('a player', () => idsOfPerson(this.#database, id));
  }

  /**
   * Says that `other` is `kept` as well; `null` that they are nobody but themselves after all. What follows from it is
   * worked out by the journal in the same transaction. Throws `store/player-unknown`.
   */
  join(other: string, kept: string | null): void {
    this.#database.transact('players who are one', () => {
      this.profile(other);
      if (kept !== null) this.profile(kept);
      this.#database.orm.update(players).set({ joinedInto: kept }).where(eq(players.id, other)).run();
    });
  }

  /** What a player has said of themselves. Throws `store/player-unknown`. */
  profile(id: string): PlayerProfile {
    const row = this.#database.read('a player', () =>
      this.#database.orm.select().from(players).where(eq(players.id, id)).get(),
    );
    if (row === undefined) throw playerUnknown();
    return row;
  }

  /**
   * Changes what is named and leaves the rest. Whoever takes their consent back by it is owed that what left the bay is
   * erased, from the same moment. Throws `store/player-unknown`.
   */
  change(id: string, change: Partial<Omit<PlayerProfile, 'id' | 'createdAt' | 'joinedInto'>>): PlayerProfile {
    return this.#database.transact('a player', () => {
      const before = this.profile(id);
      if (Object.keys(change).length > 0) {
        this.#database.orm.update(players).set(change).where(eq(players.id, id)).run();
        this.#changeJoined(id, change);
      }
      const after = this.profile(id);
      if (hasAgreed(before) !== hasAgreed(after)) this.#outbox.consentChanged(id, hasAgreed(after));
      return after;
    });
  }

  /** Whether anything of a player may leave the bay: they agreed, and for a minor a guardian did too. */
  mayLeaveBay(id: string | null): boolean {
    if (id === null) return false;
    const row = this.#database.read('a player', () =>
      this.#database.orm.select().from(players).where(eq(players.id, id)).get(),
    );
    return row !== undefined && hasAgreed(row);
  }

  /**
   * Forgets a player, with whoever was joined to them: account, logins, cards and drills go with the row. Swings must be gone by then, or lose their
   * player. What left the bay is erased as well. Idempotent.
   */
  remove(id: string): void {
    this.#database.transact('a player', () => {
      for (const each of this.idsOf(id)) {
        const { changes } = this.#database.orm.delete(players).where(eq(players.id, each)).run();
        if (changes > 0) this.#outbox.playerRemoved(each);
      }
    });
  }

  /** What somebody agrees to, or does not any more, holds for all that is theirs. */
  #changeJoined(id: string, change: Partial<PlayerProfile>): void {
    const consent = Object.fromEntries(Object.entries(change).filter(([name]) => CONSENT.has(name)));
    if (Object.keys(consent).length === 0) return;
    for (const joined of this.idsOf(id)) if (joined !== id) this.change(joined, consent);
  }

  noteDrillDone(player: string, drill: string, notes: string | null): DrillDone {
    const done = { id: uuidv7(), drill, notes, doneAt: this.#clock.wall().toISOString() };
    this.#database.transact('a drill', () =>
      this.#database.orm
        .insert(drillsDone)
        .values({ ...done, player })
        .run(),
    );
    return done;
  }

  /** Newest first. */
  drillsDoneBy(player: string): DrillDone[] {
    const { id, drill, notes, doneAt } = drillsDone;
    return this.#database.read('drills', () =>
      this.#database.orm
        .select({ id, drill, notes, doneAt })
        .from(drillsDone)
        .where(eq(drillsDone.player, player))
        .orderBy(desc(drillsDone.id))
        .limit(DRILLS_DONE_MAX)
        .all(),
    );
  }

  /** Begins a visit. */
  beginSession(id: string, bay: string): void {
    const startedAt = this.#clock.wall().toISOString();
    this.#database.transact('a visit', () => this.#database.orm.insert(sessions).values({ id, bay, startedAt }).run());
  }

  /** Visits that ended before a time (UTC), whose guests' swings are still there; oldest first. */
  sessionsToClear(endedBefore: string, limit: number): string[] {
    return this.#database
      .read('visits', () =>
        this.#database.orm
          .select({ id: sessions.id })
          .from(sessions)
          .where(and(eq(sessions.isCleared, false), lt(sessions.endedAt, endedBefore), HAS_GUESTS))
          .orderBy(asc(sessions.endedAt))
          .limit(limit)
          .all(),
      )
      .map(({ id }) => id);
  }

  markCleared(id: string): void {
    this.#database.transact('a visit', () =>
      this.#database.orm.update(sessions).set({ isCleared: true }).where(eq(sessions.id, id)).run(),
    );
  }

  /** Ends the visits of this bay that a crash left open, so that they are cleared in time; other bays end their own. */
  endOpenSessions(bay: string): void {
    const endedAt = this.#clock.wall().toISOString();
    this.#database.transact('visits', () =>
      this.#database.orm
        .update(sessions)
        .set({ endedAt })
        .where(and(isNull(sessions.endedAt), or(eq(sessions.bay, bay), HAS_GUESTS)))
        .run(),
    );
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

/** Whether what is a player's may leave the bay. */
export function hasAgreed({
  sharesSince,
  isMinor,
  guardianAgreedAt,
}: Pick<PlayerProfile, 'sharesSince' | 'isMinor' | 'guardianAgreedAt'>): boolean {
  return sharesSince !== null && (!isMinor || guardianAgreedAt !== null);
}

/** Asked for every swing that is looked at. */
function preparedPerson({ orm }: Database) {
  return orm
    .select({ into: players.joinedInto })
    .from(players)
    .where(eq(players.id, sql`${sql.placeholder('id')}`))
    .prepare();
}

/** Every sign of the text for itself, also those that mean something to LIKE. */
function likePattern(text: string): string {
  return `%${text.replace(/[!%_]/g, '!$&')}%`;
}
