/** Accounts: how players and staff are known again. E-mail addresses and hashes leave this file only to whoever checks them. */
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { Handedness } from '../swing/report/swing-report.ts';
import type { Database } from './database.ts';
import { emailTaken, pinTaken } from './errors.ts';
import { isOfPerson } from './person-ids.ts';
import { accounts, cards, coachedPlayers, players } from './schema.ts';

export type AccountRole = (typeof accounts.$inferSelect)['role'];

/** Roles whose first account ends the time in which whoever stands at the machine may do everything. */
const OWNERS: AccountRole[] = ['operator', 'admin'];

export interface Account {
  readonly player: string;
  /** In lower case. */
  readonly email: string;
  readonly passwordHash: string;
  readonly role: AccountRole;
}

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly role: AccountRole;
  readonly handedness: Handedness | null;
}

export class AccountRepository {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #accountOfPlayer: ReturnType<typeof preparedIn>;
  #hasOwner = false;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#accountOfPlayer = preparedIn(database);
    this.lookForOwner();
  }

  /** Adds a player with an account. Throws `store/email-taken`. */
  add({ name, email, passwordHash, role, handedness }: NewAccount): Account {
    const added = this.#database.transact('an account', () => {
      const account = { player: uuidv7(), email: email.toLowerCase(), passwordHash, role };
      if (this.findByEmail(account.email) !== undefined) throw emailTaken();
      const createdAt = this.#clock.wall().toISOString();
      this.#database.orm.insert(players).values({ id: account.player, name, handedness, createdAt }).run();
      this.#database.orm
        .insert(accounts)
        .values({ ...account, createdAt })
        .run();
      return account;
    });
    if (OWNERS.includes(role)) this.#hasOwner = true;
    return added;
  }

  /** Undefined too for one that was joined to another: it opens nothing. */
  find(player: string): Account | undefined {
    return this.#database.read('an account', () => this.#accountOfPlayer.get({ player }));
  }

  findByEmail(email: string): Account | undefined {
    return this.#select(eq(accounts.email, email.toLowerCase()));
  }

  findByPin(digest: string): Account | undefined {
    return this.#select(eq(accounts.pinDigest, digest));
  }

  /** Whether somebody owns the bay: an operator or an admin. Known without the database, which may have failed. */
  get hasOwner(): boolean {
    return this.#hasOwner;
  }

  /** To be called when accounts have gone. */
  lookForOwner(): void {
    this.#hasOwner = this.#owners().length > 0;
  }

  /** Whether nobody would own the bay any more without this player. */
  isLastOwner(player: string): boolean {
    const owners = this.#owners();
    return owners.length === 1 && owners[0] === player;
  }

  /** At most two: whether there is one, or only one, is all that anybody asks. */
  #owners(): string[] {
    return this.#database
      .read('accounts', () =>
        this.#database.orm
          .select({ player: accounts.player })
          .from(accounts)
          .where(inArray(accounts.role, OWNERS))
          .limit(2)
          .all(),
      )
      .map(({ player }) => player);
  }

  /** Null takes the PIN away. Throws `store/pin-taken` where another account has it. */
  setPin(player: string, digest: string | null): void {
    this.#database.transact('a PIN', () => {
      const holder = digest === null ? undefined : this.findByPin(digest);
      if (holder !== undefined && holder.player !== player) throw pinTaken();
      this.#database.orm.update(accounts).set({ pinDigest: digest }).where(eq(accounts.player, player)).run();
    });
  }

  /** Binds a card to a player; one that was another's changes hands. */
  bindCard(digest: string, player: string): void {
    const boundAt = this.#clock.wall().toISOString();
    this.#database.transact('a card', () =>
      this.#database.orm
        .insert(cards)
        .values({ digest, player, boundAt })
        .onConflictDoUpdate({ target: cards.digest, set: { player, boundAt } })
        .run(),
    );
  }

  playerOfCard(digest: string): string | undefined {
    return this.#database.read('a card', () =>
      this.#database.orm.select({ player: cards.player }).from(cards).where(eq(cards.digest, digest)).get(),
    )?.player;
  }

  /** Idempotent. */
  assignCoach(coach: string, player: string): void {
    this.#database.transact('a coach', () =>
      this.#database.orm.insert(coachedPlayers).values({ coach, player }).onConflictDoNothing().run(),
    );
  }

  /** Idempotent. */
  releaseCoach(coach: string, player: string): void {
    this.#database.transact('a coach', () =>
      this.#database.orm
        .delete(coachedPlayers)
        .where(and(eq(coachedPlayers.coach, coach), isOfPerson(coachedPlayers.player, player)))
        .run(),
    );
  }

  /** Every coach of the bay by name, and whether the player lets them see what is theirs. */
  coachesFor(player: string): { id: string; name: string; isMine: boolean }[] {
    const isMine = and(eq(coachedPlayers.coach, accounts.player), isOfPerson(coachedPlayers.player, player));
    const rows = this.#database.read('the coaches', () =>
      this.#database.orm
        .select({
          id: players.id,
          name: players.name,
          mine: sql<number>`exists (select 1 from ${coachedPlayers} where ${isMine})`,
        })
        .from(accounts)
        .innerJoin(players, eq(players.id, accounts.player))
        .where(eq(accounts.role, 'coach'))
        .orderBy(asc(players.name))
        .all(),
    );
    return rows.map(({ id, name, mine }) => ({ id, name, isMine: mine === 1 }));
  }

  coaches(coach: string, player: string): boolean {
    return (
      this.#database.read('a coach', () =>
        this.#database.orm
          .select({ one: sql<number>`1` })
          .from(coachedPlayers)
          .where(and(eq(coachedPlayers.coach, coach), isOfPerson(coachedPlayers.player, player)))
          .get(),
      ) !== undefined
    );
  }

  #select(where: ReturnType<typeof eq>): Account | undefined {
    const { player, email, passwordHash, role } = accounts;
    return this.#database.read('an account', () =>
      this.#database.orm.select({ player, email, passwordHash, role }).from(accounts).where(where).get(),
    );
  }
}

/** Every call with a token asks it. */
function preparedIn({ orm }: Database) {
  const { player, email, passwordHash, role } = accounts;
  return orm
    .select({ player, email, passwordHash, role })
    .from(accounts)
    .innerJoin(players, eq(players.id, player))
    .where(and(eq(player, sql`${sql.placeholder('player')}`), isNull(players.joinedInto)))
    .prepare();
}
