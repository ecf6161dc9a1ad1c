/**
 * What sends, opened as the daemon opens it, in a process of its own with nothing else: how fast it is can be told
 * beside the plain SDK. Says in one line of JSON how long it took until nothing waited.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../../config/load-config.ts';
import { remoteRuleOf } from '../../../../cloud-sync/outbox/sync.config.ts';
import { systemClock } from '../../../clock/clock.ts';
import { configurationSchema } from '../../../configuration.ts';
import { openSync } from '../../../open-sync.ts';
import { openStore } from '../../../store/store.ts';
import { Counters } from '../../../telemetry/counters.ts';
import { silentLog } from '../../../telemetry/log.ts';

export interface SyncTold {
  readonly ms: number;
  readonly memoryBytes: number;
  readonly parked: number;
}

/** Little beside what is measured, and no load. */
const LOOK_EVERY_MS = 25;

const configuration = await loadConfig(configurationSchema, process.argv[2] ?? '');
const parts = { log: silentLog, clock: systemClock };
const store = await openStore(configuration.store, { ...parts, remote: remoteRuleOf(configuration.sync) });
const beganMs = performance.now();
const sync = openSync(configuration, { ...parts, store, counters: new Counters(), isBusy: () => false });
while (sync.state.state().pending > 0) await sleep(LOOK_EVERY_MS);
const told: SyncTold = {
  ms: performance.now() - beganMs,
  memoryBytes: process.memoryUsage.rss(),
  parked: sync.state.state().parked,
};
process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
