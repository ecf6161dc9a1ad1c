/** What a flood of facts costs the thread on which the bay lives: each is committed before it is acknowledged. */
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FloodOrder, FloodResult } from './fact-flood-worker.ts';
import { PROVING_PASSWORD, type ProvingBridge, userOf } from './proving-bridge.ts';

const RESOLUTION_MS = 1;
const NS_PER_MS = 1e6;
const MS_PER_S = 1_000;
const US_PER_S = 1e6;
const P99 = 99;
const IDLE_MS = 2_000;

export interface FactFloodResult {
  readonly storedPerSecond: number;
  readonly commitsPerSecond: number;
  /** Of the daemon's thread, in cores. */
  readonly cores: number;
  /** By how much it was late, beyond the timer's own millisecond; a commit waits for the disk. */
  readonly delayP99Ms: number;
  /** The same while nothing happens: on a shared machine that is not nothing. */
  readonly idleP99Ms: number;
  /** Acknowledged and not in the database. */
  readonly lost: number;
}

export async function floodWithFacts(proving: ProvingBridge, ms: number): Promise<FactFloodResult> {
  const before = proving.store.bridgeEvents.count('device-event');
  const order: FloodOrder = {
    ...{ port: proving.ports.tcp, password: PROVING_PASSWORD, ms },
    users: [userOf('controller', 1), userOf('controller', 2)],
  };
  const entry = new URL(`./fact-flood-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  const idle = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  idle.enable();
  await sleep(IDLE_MS);
  idle.disable();
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const worker = new Worker(entry, { workerData: order });
  await once(worker, 'online');
  const commits = proving.counters.value('mqtt_commits');
  const startedMs = performance.now();
  const used = process.threadCpuUsage();
  delay.enable();
  const [{ acknowledged }] = (await once(worker, 'message')) as [FloodResult];
  delay.disable();
  const seconds = (performance.now() - startedMs) / MS_PER_S;
  const { user, system } = process.threadCpuUsage(used);
  await worker.terminate();
  const stored = proving.store.bridgeEvents.count('device-event') - before;
  return {
    storedPerSecond: acknowledged / seconds,
    commitsPerSecond: (proving.counters.value('mqtt_commits') - commits) / seconds,
    cores: (user + system) / US_PER_S / seconds,
    delayP99Ms: lateness(delay),
    idleP99Ms: lateness(idle),
    lost: Math.max(0, acknowledged - stored),
  };
}

function lateness(histogram: ReturnType<typeof monitorEventLoopDelay>): number {
  return Math.max(0, histogram.percentile(P99) / NS_PER_MS - RESOLUTION_MS);
}
