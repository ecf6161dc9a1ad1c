/**
 * Tells a warehouse of what lies in a data directory until nothing is left, for tests that kill it on the way:
 * `node telling-process.fixture.ts DIRECTORY URL SCHEMA`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../device/clock/clock.ts';
import { openStoreIn } from '../../device/store/fixtures/store-in-directory.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { openWarehouse } from './open-warehouse.ts';
import { warehouseConfigSchema } from './warehouse.config.ts';
import { WarehouseSync } from './warehouse-sync.ts';

const [directory = '', url = '', schema = ''] = process.argv.slice(2);
const store = await openStoreIn(directory, {}, systemClock, { guestsMayLeave: false });
const config = warehouseConfigSchema.parse({
  ...{ kind: 'postgres', facility: 'north', tls: { mode: 'off' }, url, schema },
});
const sync = new WarehouseSync({
  ...{ kind: config.kind, facility: config.facility, store, clock: systemClock, log: silentLog },
  ...{ open: () => openWarehouse(config), isBusy: () => false, quietMs: 0, counters: new Counters() },
});
sync.start();
while (sync.state().pending > 0 || sync.state().activity !== 'idle') await sleep(20);
await sync.stop();
await store.close();
