/** What else has to happen in this store when another appliance's word of a player comes true here. */
import type { AccountRepository } from './account-repository.ts';
import type { OutboxRepository } from './outbox-repository.ts';
import type { ProjectionEffects } from './people-projection.ts';
import type { PersonRow } from './people-tables.ts';
import { hasAgreed } from './player-repository.ts';

export function peopleEffects(parts: { outbox: OutboxRepository; accounts: AccountRepository }): ProjectionEffects {
  const { outbox, accounts } = parts;
  return {
    playerChanges(id, before, after) {
      // Each bay erases what it sent itself: another's erasure may have run before ours had arrived.
      if (after === null) outbox.playerRemoved(id);
      else if (agreesIn(before) !== agreesIn(after)) outbox.consentChanged(id, agreesIn(after));
    },
    accountsChanged: () => accounts.lookForOwner(),
  };
}

function agreesIn(row: PersonRow): boolean {
  const [shares, guardian] = [row['shares_since'] ?? null, row['guardian_agreed_at'] ?? null];
  return hasAgreed({
    sharesSince: shares === null ? null : String(shares),
    isMinor: row['is_minor'] === 1,
    guardianAgreedAt: guardian === null ? null : String(guardian),
  });
}
