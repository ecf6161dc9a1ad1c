/** Of a facility: what staff have to know of accounts that were registered twice, and who said that two players are one. */
import { and, count, desc, eq, isNotNull, max, sql, sum } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Clock } from '../clock/clock.ts';
import type { AccountRole } from './account-repository.ts';
import type { Database } from './database.ts';
import { accountJoins } from './facility-schema.ts';
import { accounts, players, sessions } from './schema.ts';
import { visitScores } from './visit-score-schema.ts';

/** An account as somebody who does not know the player can tell it from another. */
export interface AccountStanding {
  readonly id: string;
  readonly name: string;
  readonly role: AccountRole;
  /** UTC. */
  readonly registeredAt: string;
  /** Where it was played, by name. */
  readonly bays: readonly string[];
  readonly visits: number;
  /** Shots with a score, of all bays. */
  readonly shots: number;
  /** When the last of them was, UTC; null where there is none. */
  readonly lastAt: string | null;
}

export interface JoinedAccount {
  readonly kept: { readonly id: string; readonly name: string };
  readonly other: { readonly id: string; readonly name: string };
  /** UTC; null where another appliance knows it. */
  readonly at: string | null;
  /** The name of who said so; null for whoever stood at the machine, and for somebody who was deleted since. */
  readonly by: string | null;
}

const LISTED_MAX = 200;

export class AccountJoinRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Undefined for a player without an account. */
  standingOf(player: string): AccountStanding | undefined {
    const { orm } = this.#database;
    return this.#database.read('an account', () => {
      const account = orm
        .select({ id: players.id, name: players.name, role: accounts.role, registeredAt: accounts.createdAt })
        .from(accounts)
        .innerJoin(players, eq(players.id, accounts.player))
        .where(eq(accounts.player, player))
        .get();
      if (account === undefined) return undefined;
      const isTheirs = eq(visitScores.player, player);
      const played = orm
        .select({ visits: count(), shots: sum(visitScores.shots).mapWith(Number), lastAt: max(visitScores.lastAt) })
        .from(visitScores)
        .where(isTheirs)
        .get();
      const bays = orm
        .selectDistinct({ bay: sessions.bay })
        .from(visitScores)
        .innerJoin(sessions, eq(sessions.id, visitScores.session))
        .where(isTheirs)
        .orderBy(sessions.bay)
        .all();
      return {
        ...account,
        bays: bays.map(({ bay }) => bay),
        ...{ visits: played?.visits ?? 0, shots: played?.shots ?? 0, lastAt: played?.lastAt ?? null },
      };
    });
  }

  /** To be called in the transaction that joins them, or takes it back. */
  note(what: 'joined' | 'parted', accountsOf: { kept: string; other: string }, by: string | null): void {
    const at = this.#clock.wall().toISOString();
    this.#database.transact('who is one', () =>
      this.#database.orm
        .insert(accountJoins)
        .values({ ...accountsOf, what, by, at })
        .run(),
    );
  }

  /** Who is joined to whom at present, the newest first; at most 200. */
  joined(): JoinedAccount[] {
    const [kept, actor] = [alias(players, 'kept'), alias(players, 'actor')];
    const newest = sql`(select max(id) from ${accountJoins} said where said.other = ${players.id} and said.what = 'joined')`;
    return this.#database
      .read('accounts', () =>
        this.#database.orm
          .select({
            kept: { id: kept.id, name: kept.name },
            other: { id: players.id, name: players.name },
            ...{ at: accountJoins.at, by: actor.name },
          })
          .from(players)
          .innerJoin(kept, eq(kept.id, players.joinedInto))
          .leftJoin(accountJoins, and(eq(accountJoins.other, players.id), eq(accountJoins.id, newest)))
          .leftJoin(actor, eq(actor.id, accountJoins.by))
          .where(isNotNull(players.joinedInto))
          .orderBy(desc(accountJoins.id), players.id)
          .limit(LISTED_MAX)
          .all(),
      )
      .map((row) => ({ ...row }));
  }
}
