/**
 * Opens what sends the bay's swings to its object store and what tells the warehouse of them. Each goes on without the
 * other; a bay without an object store only says what would wait.
 */
import { openObjectStore } from '../cloud-sync/object-store/open-object-store.ts';
import { OutboxSync } from '../cloud-sync/outbox/outbox-sync.ts';
import { KeptInTheBay } from '../cloud-sync/outbox/kept-in-the-bay.ts';
import type { BayTrouble } from './bay/bay-fact.ts';
import type { Configuration } from './configuration.ts';
import { openWarehouseSync, type SendingSurroundings } from './open-warehouse-sync.ts';
import type { ObjectSyncStatePort, SyncStatePort } from './ports/sync-state.port.ts';

export interface SyncSurroundings extends SendingSurroundings {
  /** Whether somebody swings just now, and nothing may disturb it. */
  readonly isBusy: () => boolean;
}

export interface OpenSync {
  readonly state: SyncStatePort;
  /** What keeps swings in the bay and somebody has to see to. */
  troubles(): readonly BayTrouble[];
  close(): Promise<void>;
}

/** Throws a coded error for a configuration that can never work; a line that is down is none. */
export function openSync(configuration: Pick<Configuration, 'sync' | 'warehouse'>, around: SyncSurroundings): OpenSync {
  const objects = openObjectSync(configuration.sync, around);
  const warehouse = openWarehouseSync(configuration, around.isBusy, around);
  return {
    state: {
      state: () => ({ ...objects.state.state(), warehouse: warehouse?.state() ?? null }),
      retryParked: () => objects.state.retryParked() + (warehouse?.retryParked() ?? 0),
    },
    troubles: () =>
      [objects.obstacle(), warehouse?.obstacle ?? null].flatMap((trouble) =>
        trouble === null ? [] : [{ ...trouble, camera: null }],
      ),
    close: async () => {
      await Promise.all([objects.close(), warehouse?.stop()]);
    },
  };
}

interface ObjectSync {
  readonly state: ObjectSyncStatePort;
  obstacle(): OutboxSync['obstacle'];
  close(): Promise<void>;
}

function openObjectSync(
  config: Configuration['sync'],
  { store, isBusy, clock, log, counters }: SyncSurroundings,
): ObjectSync {
  if (config.to === null) {
    return { state: new KeptInTheBay(store.outbox), obstacle: () => null, close: () => Promise.resolve() };
  }
  const { dataDirectory } = store;
  const objects = openObjectStore(config.to, { dataDirectory, sendingsAtOnce: config.connections });
  const sync = new OutboxSync({ config, store, clock, log, counters, isBusy, objects });
  sync.start();
  return { state: sync, obstacle: () => sync.obstacle, close: () => sync.stop() };
}
