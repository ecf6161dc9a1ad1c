/** Does something bad to a running bay and measures how long it takes until the bay is whole again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerMessages } from '../../api/contract/realtime.ts';
import { NS_PER_MS, systemClock } from '../../clock/clock.ts';
import { BayError } from '../../errors/bay-error.ts';
import { BayClient } from '../bay-client.ts';
import type { DemoBay } from '../demo-bay.ts';
import { descendantsOf } from './process-tree.ts';

/** Poses of pictures that were on their way when the fault came do not count as recovery. */
const ON_THEIR_WAY_MS = 500;
const TRY_EVERY_MS = 100;
const LISTEN_MS = 1_000;

export type Fault = (bay: DemoBay) => void;

/** The whole daemon dies. */
export const killDaemon: Fault = (bay) => signal([bay.daemon.pid], 'SIGKILL');

/** The process of the first camera dies. */
export const killCamera: Fault = (bay) => signal(firstOf(bay, 'camera-child'), 'SIGKILL');

/** The process of the first camera hangs. */
export const freezeCameraProcess: Fault = (bay) => signal(firstOf(bay, 'camera-child'), 'SIGSTOP');

/** The first camera itself hangs: its pipeline gives no pictures any more. */
export const freezeCamera: Fault = (bay) => {
  const [camera = 0] = firstOf(bay, 'camera-child');
  signal(descendantsOf(camera, 'gst-launch'), 'SIGSTOP');
};

/**
 * Milliseconds from the fault until every camera has live poses of pictures taken after it, and the bay warns of
 * nothing. Rejects with `bay/not-recovered` after `patienceMs`.
 */
export async function recoveryMs(bay: DemoBay, fault: Fault, patienceMs: number): Promise<number> {
  const beganNs = systemClock.monotonicNs();
  fault(bay);
  const deadlineNs = beganNs + patienceMs * NS_PER_MS;
  while (systemClock.monotonicNs() < deadlineNs) {
    if (await isWhole(bay, beganNs + ON_THEIR_WAY_MS * NS_PER_MS)) {
      return (systemClock.monotonicNs() - beganNs) / NS_PER_MS;
    }
    await sleep(TRY_EVERY_MS);
  }
  throw new BayError('bay/not-recovered', `The bay was not whole again within ${patienceMs / 1000} s.`);
}

/** Milliseconds until the codes of the bay's warnings are as asked. Rejects with `bay/not-recovered`. */
export async function warningsMs(
  bay: DemoBay,
  areSo: (codes: readonly string[]) => boolean,
  patienceMs: number,
): Promise<number> {
  const beganMs = performance.now();
  while (performance.now() - beganMs < patienceMs) {
    const { client, greeting } = await BayClient.connect(bay.daemon.url);
    client.close();
    if (areSo(greeting.warnings.map(({ code }) => code))) return performance.now() - beganMs;
    await sleep(TRY_EVERY_MS);
  }
  throw new BayError('bay/not-recovered', `The bay's warnings were not as expected within ${patienceMs / 1000} s.`);
}

/** Listens for a moment; a bay that is down is not whole. */
async function isWhole(bay: DemoBay, sinceNs: number): Promise<boolean> {
  let client: BayClient | null = null;
  try {
    const connected = await BayClient.connect(bay.daemon.url);
    client = connected.client;
    const isFresh = (name: string) => (pose: ServerMessages['POSE_UPDATE']) =>
      pose.camera === name && pose.landmarks !== null && pose.capturedAtNs > sinceNs;
    const waits = bay.virtual.cameras.map(({ name }) => connected.client.next('POSE_UPDATE', LISTEN_MS, isFresh(name)));
    const poses = await Promise.allSettled(waits);
    if (poses.some((pose) => pose.status === 'rejected')) return false;
    const { client: again, greeting } = await BayClient.connect(bay.daemon.url);
    again.close();
    return greeting.warnings.length === 0;
  } catch {
    // Not there yet; the caller's patience is the bound.
    return false;
  } finally {
    client?.close();
  }
}

function firstOf(bay: DemoBay, text: string): (number | undefined)[] {
  return descendantsOf(bay.daemon.pid ?? 0, text).slice(0, 1);
}

function signal(pids: readonly (number | undefined)[], name: NodeJS.Signals): void {
  const [pid] = pids;
  if (pid === undefined) throw new BayError('bench/no-process', `There is no process to send ${name} to.`);
  process.kill(pid, name);
}
