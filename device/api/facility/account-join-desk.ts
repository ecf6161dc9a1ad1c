/**
 * Joins two accounts of one person, who registered in two bays that could not hear of each other.
 *
 * Only two that claim the same e-mail address can be joined, and the one that has the address is kept. What follows from
 * it, and that it can be taken back, is the journal's (`store/joined-players.ts`). What the kept account agreed to holds
 * for all from then on; where the other had agreed to more, they are not joined, since nobody but the player may take it
 * back.
 */
import type { AccountJoinList, AccountSeen } from '../contract/facility-accounts.ts';
import { hasAgreed, type PlayerProfile } from '../../store/player-repository.ts';
import type { Store } from '../../store/store.ts';
import { accountsNotTwice, joinUnsafe } from '../errors.ts';

export type JoinObstacle = 'role' | 'consent' | 'age';

type JoinStore = Pick<Store, 'people' | 'players' | 'accountJoins' | 'transact'>;

/** Why two accounts must not be joined; null where they may. */
function obstacleOf(
  kept: Pick<AccountSeen, 'role'> & { readonly profile: PlayerProfile },
  other: typeof kept,
): JoinObstacle | null {
  // Whoever holds a card of the other would be staff by it.
  if (kept.role !== 'player' || other.role !== 'player') return 'role';
  if (kept.profile.isMinor !== other.profile.isMinor) return 'age';
  if (hasAgreed(other.profile) && !hasAgreed(kept.profile)) return 'consent';
  return null;
}

export class AccountJoinDesk {
  readonly #store: JoinStore;

  constructor(store: JoinStore) {
    this.#store = store;
  }

  list(): AccountJoinList {
    return {
      twice: this.#pairs().flatMap(({ kept, other }) => {
        const [first, second] = [this.#seen(kept), this.#seen(other)];
        if (first === undefined || second === undefined) return [];
        return [{ kept: first.account, other: second.account, obstacle: obstacleOf(first, second) }];
      }),
      joined: this.#store.accountJoins.joined(),
    };
  }

  /**
   * Idempotent. Throws `facility/accounts-not-twice` for two that do not claim the same address, or where the other one has
   * it, and `facility/join-unsafe`.
   * @param by the player who says so; null for whoever stands at the machine
   */
  join(kept: string, other: string, by: string | null): void {
    const { players, accountJoins, transact } = this.#store;
    transact('accounts that are joined', () => {
      if (players.find(other) !== undefined && players.personOf(other) === kept && other !== kept) return;
      if (!this.#pairs().some((pair) => pair.kept === kept && pair.other === other)) throw accountsNotTwice();
      const [first, second] = [this.#seen(kept), this.#seen(other)];
      if (first === undefined || second === undefined) throw accountsNotTwice();
      const obstacle = obstacleOf(first, second);
      if (obstacle !== null) throw joinUnsafe(obstacle);
      const { sharesSince, guardianAgreedAt, showsFace } = first.profile;
      if (hasAgreed(first.profile)) players.change(other, { sharesSince, guardianAgreedAt, showsFace });
      players.join(other, kept);
      accountJoins.note('joined', { kept, other }, by);
    });
  }

  /**
   * They are two again, each with what was theirs. What the kept one agreed to is not the other's word any more. Idempotent.
   * Throws `store/player-unknown`.
   */
  part(other: string, by: string | null): void {
    const { players, accountJoins, transact } = this.#store;
    transact('accounts that are parted', () => {
      const kept = players.personOf(players.profile(other).id);
      if (kept === other) return;
      players.join(other, null);
      if (players.profile(other).sharesSince === players.profile(kept).sharesSince) {
        players.change(other, { sharesSince: null, guardianAgreedAt: null, showsFace: false });
      }
      accountJoins.note('parted', { kept, other }, by);
    });
  }

  #pairs(): { readonly kept: string; readonly other: string }[] {
    return this.#store.people
      .conflicts()
      .flatMap(({ key, column, holder }) => (column === 'email' ? [{ kept: holder, other: key }] : []));
  }

  #seen(id: string) {
    const account = this.#store.accountJoins.standingOf(id);
    if (account === undefined) return undefined;
    return {
      role: account.role,
      profile: this.#store.players.profile(id),
      account: { ...account, bays: [...account.bays] },
    };
  }
}
