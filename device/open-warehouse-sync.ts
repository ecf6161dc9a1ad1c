/** Opens what tells the warehouse of the bay's swings, beside what sends them to the object store. */
import { openWarehouse } from '../cloud-sync/warehouse/open-warehouse.ts';
import { WarehouseSync } from '../cloud-sync/warehouse/warehouse-sync.ts';
import type { Clock } from './clock/clock.ts';
import type { Configuration } from './configuration.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { Log } from './telemetry/log.ts';

export interface SendingSurroundings {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
}

/** Null where none is configured. A server that is down keeps no bay closed. */
export function openWarehouseSync(
  { warehouse, sync }: Pick<Configuration, 'warehouse' | 'sync'>,
  isSwinging: () => boolean,
  { store, clock, log, counters }: SendingSurroundings,
): WarehouseSync | null {
  if (warehouse === null) return null;
  const telling = new WarehouseSync({
    ...{ kind: warehouse.kind, facility: warehouse.facility, store, clock, log, counters },
    open: () => openWarehouse(warehouse),
    isBusy: () => sync.pauseWhileSwinging && isSwinging(),
  });
  telling.start();
  return telling;
}
