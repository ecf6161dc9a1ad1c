/** The state of a bay that sends nothing: its swings stay, and nothing waits in vain. */
import type { ObjectSyncState, ObjectSyncStatePort } from '../../device/ports/sync-state.port.ts';
import type { OutboxRepository } from '../../device/store/outbox-repository.ts';

export class KeptInTheBay implements ObjectSyncStatePort {
  readonly #outbox: OutboxRepository;

  constructor(outbox: OutboxRepository) {
    this.#outbox = outbox;
  }

  state(): ObjectSyncState {
    const { pending, withheld, done, parked, oldestPendingAt } = this.#outbox.standing();
    return {
      ...{ to: null, activity: 'off', pending, withheld, sent: done, parked, oldestPendingAt },
      ...{ bytesSent: 0, trouble: null, parkedReasons: [] },
    };
  }

  retryParked(): number {
    return 0;
  }
}
