/**
 * What the broker keeps in memory for later subscribers and absent clients, with a bound on each.
 *
 * Nothing of it outlives the broker: retained messages are told again by whoever owns them when they reconnect, and a
 * session that is gone says so (`session present` is false), which makes clients subscribe anew. Facts that come in are
 * in SQLite before they are acknowledged; this is the other direction.
 */
import createMemory from 'aedes-persistence';
import type { BrokerLimits } from '../mqtt.config.ts';
import type { Refuse } from '../refusals.ts';

interface Kept {
  readonly topic: string;
  readonly payload: Buffer | string;
  readonly messageId?: number;
}

interface Owner {
  readonly id: string;
}

/** What this wraps of the library's own memory, in the form in which the broker calls it. */
interface Memory {
  storeRetained(packet: Kept): Promise<void>;
  addSubscriptions(client: Owner, subscriptions: readonly { topic: string }[]): Promise<void>;
  cleanSubscriptions(client: Owner): Promise<void>;
  outgoingEnqueue(to: { clientId: string }, packet: Kept): Promise<void>;
  outgoingEnqueueCombi(to: readonly { clientId: string }[], packet: Kept): Promise<void>;
  outgoingClearMessageId(client: Owner, packet: { messageId?: number }): Promise<Kept | undefined>;
  outgoingStream(client: Owner): AsyncIterable<Kept>;
}

export interface Surroundings {
  readonly limits: BrokerLimits;
  readonly refuse: Refuse;
  readonly isConnected: (clientId: string) => boolean;
  /** Whether the client was granted the filter; the broker hands over refused ones along with the others. */
  readonly isGranted: (clientId: string, filter: string) => boolean;
}

export function boundedPersistence({ limits, refuse, isConnected, isGranted }: Surroundings): object {
  // Its types describe another release's calls and hide that it is a function.
  const memory = (createMemory as unknown as () => Memory)();
  const plain = {
    storeRetained: memory.storeRetained.bind(memory),
    addSubscriptions: memory.addSubscriptions.bind(memory),
    cleanSubscriptions: memory.cleanSubscriptions.bind(memory),
    enqueue: memory.outgoingEnqueue.bind(memory),
    clear: memory.outgoingClearMessageId.bind(memory),
  };
  const retained = new Map<string, number>();
  const sessions = new Set<string>();
  const queued = new Map<string, number>();
  let retainedBytes = 0;
  let queuedBytes = 0;

  memory.storeRetained = async (packet) => {
    const before = retained.get(packet.topic);
    const isRemoval = packet.payload.length === 0;
    const bytes = isRemoval ? 0 : sizeOf(packet);
    const isNewTooMany = before === undefined && retained.size >= limits.retainedMessages;
    const isTooMuch = retainedBytes - (before ?? 0) + bytes > limits.retainedBytes;
    if (!isRemoval && (isNewTooMany || isTooMuch)) {
      refuse('mqtt/retained-full', { topic: packet.topic });
      return;
    }
    retainedBytes += bytes - (before ?? 0);
    if (isRemoval) retained.delete(packet.topic);
    else retained.set(packet.topic, bytes);
    await plain.storeRetained(packet);
  };

  memory.addSubscriptions = async (client, subscriptions) => {
    // The newest stands last, so that the first one that is absent has been so the longest.
    sessions.delete(client.id);
    sessions.add(client.id);
    const oldest = sessions.size > limits.sessions ? [...sessions].find((id) => !isConnected(id)) : undefined;
    if (oldest !== undefined) {
      refuse('mqtt/session-evicted', { client: oldest });
      await memory.cleanSubscriptions({ id: oldest });
      await emptyQueue(oldest);
    }
    await plain.addSubscriptions(
      client,
      subscriptions.filter(({ topic }) => isGranted(client.id, topic)),
    );
  };

  memory.cleanSubscriptions = async (client) => {
    sessions.delete(client.id);
    await plain.cleanSubscriptions(client);
  };

  memory.outgoingEnqueue = async ({ clientId }, packet) => {
    const count = queued.get(clientId) ?? 0;
    const bytes = sizeOf(packet);
    if (count >= limits.queuedPerSession || queuedBytes + bytes > limits.queuedBytes) {
      refuse('mqtt/queue-full', { client: clientId });
      return;
    }
    queued.set(clientId, count + 1);
    queuedBytes += bytes;
    await plain.enqueue({ clientId }, packet);
  };

  memory.outgoingEnqueueCombi = async (to, packet) => {
    for (const session of to) await memory.outgoingEnqueue(session, packet);
  };

  memory.outgoingClearMessageId = async (client, packet) => {
    const cleared = await plain.clear(client, packet);
    if (cleared === undefined) return undefined;
    const count = (queued.get(client.id) ?? 1) - 1;
    if (count > 0) queued.set(client.id, count);
    else queued.delete(client.id);
    queuedBytes -= sizeOf(cleared);
    return cleared;
  };

  async function emptyQueue(id: string): Promise<void> {
    for await (const packet of memory.outgoingStream({ id })) await memory.outgoingClearMessageId({ id }, packet);
  }

  return memory;
}

function sizeOf({ topic, payload }: Kept): number {
  return topic.length + payload.length;
}
