/** Visits as they are looked back at: pages of them, and what their swings come to. */
import { and, desc, eq, gte, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { isOfPerson, personIn } from './person-ids.ts';
import { players, sessions, swingFaults, swings } from './schema.ts';

export interface SessionFilter {
  /** Visits in which this player swung; what they come to counts those swings alone. */
  readonly player?: string | undefined;
  /** UTC, both ends included: when the visit began. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface SessionSummary {
  readonly id: string;
  readonly bay: string;
  /** UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly swings: number;
  readonly shots: number;
  /** Shots that have a score. */
  readonly scored: number;
  readonly scoreMean: number | null;
  readonly scoreBest: number | null;
  /** Who swung in it, by the order of their first swing; guests are nobody in particular. */
  readonly players: readonly { readonly id: string; readonly name: string }[];
}

export interface SessionPage {
  /** The one that began last first. */
  readonly sessions: readonly SessionSummary[];
  /** Pass as `before` for the next page; null at the end. */
  readonly nextBefore: number | null;
}

type Tally = Pick<SessionSummary, 'swings' | 'shots' | 'scored' | 'scoreMean' | 'scoreBest'>;

const PAGE_SESSIONS_MAX = 100;
const PLAYERS_MAX = 32;
const NOTHING: Tally = { swings: 0, shots: 0, scored: 0, scoreMean: null, scoreBest: null };
/** Names a visit in a cursor, and decides between two that began in the same millisecond. */
const PLACE = sql<number>`${sessions}.rowid`;
/**
 * By when they began, as the clock of their bay said: visits of other bays come whenever their bay has a line, and those
 * of a bay that was off for a day belong to that day.
 */
const BEGAN = [desc(sessions.startedAt), desc(PLACE)] as const;
const beganBefore = (place: number) =>
  sql`(${sessions.startedAt}, ${PLACE}) < (select "before".started_at, "before".rowid from ${sessions} "before" where "before".rowid = ${place})`;

export class SessionRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list({ player, from, to }: SessionFilter, limit: number, before?: number): SessionPage {
    const size = Math.max(1, Math.min(limit, PAGE_SESSIONS_MAX));
    const { orm } = this.#database;
    return this.#database.read('visits', () => {
      const swung = (of: string) =>
        orm
          .select({ session: swings.session })
          .from(swings)
          .where(and(isOfPerson(swings.player, of), isNull(swings.deletedAt)));
      const rows = orm
        .select({ place: PLACE, session: sessions })
        .from(sessions)
        .where(
          and(
            player === undefined ? undefined : inArray(sessions.id, swung(player)),
            from === undefined ? undefined : gte(sessions.startedAt, from),
            to === undefined ? undefined : lte(sessions.startedAt, to),
            before === undefined ? undefined : beganBefore(before),
          ),
        )
        .orderBy(...BEGAN)
        .limit(size + 1)
        .all();
      const page = rows.slice(0, size);
      const found = page.map(({ session }) => session);
      return {
        sessions: this.#summariesOf(found, player),
        nextBefore: rows.length > size ? (page.at(-1)?.place ?? null) : null,
      };
    });
  }

  /** Undefined where there never was such a visit. With a player, what that player swung in it. */
  find(id: string, player?: string): SessionSummary | undefined {
    return this.#database.read('a visit', () => {
      const row = this.#database.orm.select().from(sessions).where(eq(sessions.id, id)).get();
      return row === undefined ? undefined : this.#summariesOf([row], player)[0];
    });
  }

  hasSwingOf(id: string, player: string): boolean {
    const where = and(eq(swings.session, id), isOfPerson(swings.player, player), isNull(swings.deletedAt));
    return (
      this.#database.read('a visit', () =>
        this.#database.orm.select({ id: swings.id }).from(swings).where(where).limit(1).get(),
      ) !== undefined
    );
  }

  /** How many swings of a visit show each fault, the most frequent first. */
  faultsIn(id: string, player?: string): { readonly fault: string; readonly swings: number }[] {
    const many = sql<number>`count(*)`;
    return this.#database.read('faults of a visit', () =>
      this.#database.orm
        .select({ fault: swingFaults.fault, swings: many })
        .from(swings)
        .innerJoin(swingFaults, eq(swingFaults.ordinal, swings.ordinal))
        .where(and(eq(swings.session, id), player === undefined ? undefined : isOfPerson(swings.player, player)))
        .groupBy(swingFaults.fault)
        .orderBy(desc(many), swingFaults.fault)
        .all(),
    );
  }

  /** Two queries for a page of visits, however many there are on it. */
  #summariesOf(rows: readonly (typeof sessions.$inferSelect)[], player: string | undefined): SessionSummary[] {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const isCounted = and(
      inArray(swings.session, ids),
      isNull(swings.deletedAt),
      inArray(swings.kind, ['shot', 'practice']),
      player === undefined ? undefined : isOfPerson(swings.player, player),
    );
    const score = sql`case when ${swings.kind} = 'shot' then ${swings.score} end`;
    const tallies = this.#database.orm
      .select({
        session: swings.session,
        swings: sql<number>`count(*)`,
        shots: sql<number>`sum(${swings.kind} = 'shot')`,
        scored: sql<number>`count(${score})`,
        scoreMean: sql<number | null>`avg(${score})`,
        scoreBest: sql<number | null>`max(${score})`,
      })
      .from(swings)
      .where(isCounted)
      .groupBy(swings.session)
      .all();
    const swung = this.#database.orm
      .select({ session: swings.session, id: players.id, name: players.name })
      .from(swings)
      .innerJoin(players, eq(players.id, personIn(swings.player)))
      .where(and(isCounted, isNotNull(swings.player)))
      .groupBy(swings.session, players.id)
      .orderBy(sql`min(${swings.ordinal})`)
      .all();
    return rows.map(({ id, bay, startedAt, endedAt }) => {
      const { session: _, ...tally } = tallies.find(({ session }) => session === id) ?? { session: id, ...NOTHING };
      const of = swung.filter(({ session }) => session === id).slice(0, PLAYERS_MAX);
      return { id, bay, startedAt, endedAt, ...tally, players: of.map((one) => ({ id: one.id, name: one.name })) };
    });
  }
}
