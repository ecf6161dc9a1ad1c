/**
 * Everything a bay has to tell its fleet goes through here: it is on the disk before anybody thinks of sending it, and
 * within the written bounds.
 */
import { v7 as uuidv7 } from 'uuid';
import type { FleetMessageKind, FleetRepository } from '../../../device/store/fleet-repository.ts';
import type { Store } from '../../../device/store/store.ts';
import type { Counters } from '../../../device/telemetry/counters.ts';
import type { FleetKeptConfig } from '../fleet.config.ts';
import type { Stamp } from '../told/stamp.ts';
import { keptMax, whatMakesWay } from './make-way.ts';
import { type BaySays, RETAINED } from './topics.ts';

const KIND_OF: Readonly<Partial<Record<BaySays, FleetMessageKind>>> = {
  ...{ alert: 'alert', ack: 'answer', result: 'answer', reported: 'reported', state: 'state', metrics: 'metrics' },
};

export interface OutgoingParts {
  readonly store: { readonly fleet: FleetRepository; readonly transact: Store['transact'] };
  readonly kept: FleetKeptConfig;
  readonly stamp: () => Stamp;
  readonly counters: Counters;
}

export class Outgoing {
  readonly #parts: OutgoingParts;
  /** Called when there is something new to send. */
  onTold: () => void = () => undefined;

  constructor(parts: OutgoingParts) {
    this.#parts = parts;
  }

  /** Answers the ordinal under which it waits. May be called within a transaction of the store. */
  tell(topic: Exclude<BaySays, 'status' | 'heartbeat'>, body: Record<string, unknown>): number {
    const { store, kept, stamp, counters } = this.#parts;
    const kind = KIND_OF[topic] ?? 'answer';
    const id = uuidv7();
    const ordinal = store.transact('a message for the fleet', () => {
      const payload = JSON.stringify({ id, at: stamp(), ...body });
      const at = store.fleet.keep({ id, kind, topic, isRetained: RETAINED.has(topic), payload });
      const max = keptMax(kind, kept);
      // Most of the time there is room, and counting is cheaper than listing.
      if (store.fleet.counts()[kind] > max) {
        const gone = whatMakesWay(kind, store.fleet.ordinals(kind), max);
        store.fleet.makeWay(kind, gone);
        counters.count('fleet_messages_lost', { kind }, gone.length);
      }
      return at;
    });
    this.onTold();
    return ordinal;
  }
}
