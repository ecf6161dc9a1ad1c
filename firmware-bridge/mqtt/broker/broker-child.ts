/**
 * The process in which the broker runs: strangers talk to it, and whatever they do to it, its memory is its own and the
 * daemon's event loop does not notice. It says that it lives twice a second, and ends with its owner.
 */
import { explain, isBayError } from '../../../device/errors/bay-error.ts';
import { exitWithOwner } from '../../../device/process/exit-with-owner.ts';
import { Authenticator } from '../access/authenticator.ts';
import { loadUsers } from '../access/users.ts';
import { RefusalJournal } from '../refusals.ts';
import { type BayBroker, type Fact, openBayBroker } from './bay-broker.ts';
import type { BrokerOrder, BrokerReport } from './broker-messages.ts';
import { type Listeners, openListeners } from './listeners.ts';

const ALIVE_EVERY_MS = 500;
/** Facts that wait for the daemon's disk; beyond it they are refused, and the client sends them again. */
const FACTS_WAITING_MAX = 1_000;

const waiting = new Map<number, (isStored: boolean) => void>();
const journal = new RefusalJournal((report) => tell({ type: 'refused', report }));
let factsTold = 0;
let broker: BayBroker | undefined;
let listeners: Listeners | undefined;

exitWithOwner(async () => {
  listeners?.close();
  await broker?.close();
});
setInterval(() => {
  journal.flush();
  tell({ type: 'alive', clients: broker?.clients ?? 0, connections: listeners?.connections ?? 0 });
}, ALIVE_EVERY_MS);
process.on('message', (order: BrokerOrder) => {
  if (order.type === 'stored') {
    waiting.get(order.fact)?.(order.isStored);
    waiting.delete(order.fact);
    return;
  }
  open(order).catch((error: unknown) => {
    const unexpected = { code: 'mqtt/unexpected', message: explain(error), hint: undefined, retryable: false } as const;
    const { code, message, hint, retryable } = isBayError(error) ? error : unexpected;
    tell({ type: 'failed', code, message, hint, retryable });
  });
});

async function open({ config, places, privateSocket }: Extract<BrokerOrder, { type: 'open' }>): Promise<void> {
  const users = config.usersFile === null ? new Map() : await loadUsers(config.usersFile);
  const { refuse } = journal;
  broker = await openBayBroker({
    ...{ places, refuse, storeFact, limits: config.limits },
    authenticator: new Authenticator(users, config.limits.failedLoginsPerMinute),
  });
  listeners = await openListeners({ config, privateSocket, broker, refuse });
  tell({ type: 'open', endpoints: listeners.endpoints });
}

function storeFact({ user, party, topic, payload }: Fact): Promise<void> {
  if (waiting.size >= FACTS_WAITING_MAX) return Promise.reject(new Error('too many facts wait for the disk'));
  const fact = ++factsTold;
  tell({ type: 'fact', fact, user, party, topic, payload });
  return new Promise((resolve, reject) => {
    waiting.set(fact, (isStored) => (isStored ? resolve() : reject(new Error('the fact was not stored'))));
  });
}

function tell(report: BrokerReport): void {
  // The callback takes the error of a channel that closes at this moment; its owner's end ends this process.
  if (process.connected) process.send?.(report, undefined, undefined, () => undefined);
}
