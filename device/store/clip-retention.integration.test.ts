import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { Counters } from '../telemetry/counters.ts';
import { silentLog } from '../telemetry/log.ts';
import { prometheusText } from '../telemetry/prometheus-text.ts';
import { temporaryDirectory } from './fixtures/store-in-directory.ts';
import { storeConfigSchema } from './store.config.ts';
import { openStore } from './store.ts';

let directory: { path: string; remove: () => void };

beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

it('counts what made way from nothing, so that the first clip that goes is seen to', async () => {
  const counters = new Counters();
  const config = storeConfigSchema.parse({ dataDirectory: directory.path, floorMiB: 0, reserveMiB: 0 });
  const store = await openStore(config, { log: silentLog, clock: systemClock, counters });
  expect(prometheusText(counters.snapshot())).toContain('swingbay_store_media_dropped_total 0\n');
  await store.close();
});
