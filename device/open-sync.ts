/** Opens what sends the bay's swings to its object store; a bay without one only says what would wait. */
import { openObjectStore } from '../cloud-sync/object-store/open-object-store.ts';
import { OutboxSync } from '../cloud-sync/outbox/outbox-sync.ts';
import { KeptInTheBay } from '../cloud-sync/outbox/kept-in-the-bay.ts';
import type { SyncConfig } from '../cloud-sync/outbox/sync.config.ts';
import type { BayTrouble } from './bay/bay-fact.ts';
import type { Clock } from './clock/clock.ts';
import type { SyncStatePort } from './ports/sync-state.port.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { Log } from './telemetry/log.ts';

export interface SyncSurroundings {
  readonly store: Store;
  /** Whether somebody swings just now, and nothing may disturb it. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
}

export interface OpenSync {
  readonly state: SyncStatePort;
  /** What keeps swings in the bay and somebody has to see to. */
  troubles(): readonly BayTrouble[];
  close(): Promise<void>;
}

/** Throws a coded error for a configuration that can never work; a line that is down is none. */
export function openSync(config: SyncConfig, { store, isBusy, clock, log, counters }: SyncSurroundings): OpenSync {
  if (config.to === null) {
    return { state: new KeptInTheBay(store.outbox), troubles: () => [], close: () => Promise.resolve() };
  }
  const sync = new OutboxSync({
    ...{ config, store, clock, log, counters, objects: openObjectStore(config.to) },
    isBusy,
  });
  sync.start();
  return {
    state: sync,
    troubles: () => (sync.obstacle === null ? [] : [{ ...sync.obstacle, camera: null }]),
    close: () => sync.stop(),
  };
}
