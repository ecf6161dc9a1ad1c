/**
 * The part of a bay that sends, in a process of its own that may be killed at any moment: the store and its sync, wired
 * as the daemon wires them. Says how it stands, a line of JSON each time.
 */
import { OutboxSync } from '../../../../cloud-sync/outbox/outbox-sync.ts';
import { syncConfigSchema } from '../../../../cloud-sync/outbox/sync.config.ts';
import { S3ObjectStore, type S3ObjectStoreOptions } from '../../../../cloud-sync/object-store/s3-object-store.ts';
import { systemClock } from '../../../clock/clock.ts';
import { Counters } from '../../../telemetry/counters.ts';
import { silentLog } from '../../../telemetry/log.ts';
import { openBayStore } from './swings-made-offline.ts';

export interface SyncTold {
  readonly pending: number;
  readonly parked: number;
  readonly sent: number;
  readonly memoryBytes: number;
  readonly trouble: string | null;
  /** Since it began to send. */
  readonly ranMs: number;
  /** How often each kind of failure was met since the start of the process. */
  readonly failures: Readonly<Record<string, number>>;
}

const TELL_EVERY_MS = 100;

const { dataDirectory, options } = JSON.parse(process.argv[2] ?? '{}') as {
  dataDirectory: string;
  options: Omit<S3ObjectStoreOptions, 'ca'>;
};
const store = await openBayStore(dataDirectory);
const counters = new Counters();
const sync = new OutboxSync({
  config: syncConfigSchema.parse({ to: { kind: 'folder', path: 'named-by-the-bench' } }),
  objects: new S3ObjectStore({ ...options, ca: null }),
  ...{ store, counters, clock: systemClock, log: silentLog, isBusy: () => false },
});
const beganMs = performance.now();
sync.start();
setInterval(() => {
  const { pending, parked, sent, trouble } = sync.state();
  const failed = counters.snapshot().filter(({ name }) => name === 'sync_failed');
  const told: SyncTold = {
    ...{ pending, parked, sent, trouble: trouble?.code ?? null, memoryBytes: process.memoryUsage.rss() },
    ranMs: performance.now() - beganMs,
    failures: Object.fromEntries(failed.map(({ labels, value }) => [labels['code'] ?? '', value])),
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}, TELL_EVERY_MS);
