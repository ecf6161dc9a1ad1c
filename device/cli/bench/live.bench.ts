/**
 * The live path's promise: two virtual 720p60 cameras, decoded and posed live, on the daemon that runs a real bay.
 *
 * Pictures are rendered beforehand; their decoding counts. Ages are taken at the client's end of the screen's socket,
 * against the stamp of the picture: both processes read the same CLOCK_MONOTONIC.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NS_PER_MS, systemClock } from '../../clock/clock.ts';
import { readEnvironment } from '../../config/environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { BayClient } from '../bay-client.ts';
import { openDemoBay } from '../demo-bay.ts';
import { atMost, type Figure, told } from './figure.ts';

const WARM_UP_MS = 4_000;
const MEASURED_MS = 10_000;
const QUICK_MEASURED_MS = 4_000;
const POSES_PER_SECOND_MIN = 25;
const AGE_MS_MAX = 100;
const LOOP_DELAY_MS_MAX = 20;

export async function benchLive(options: { quick: boolean }): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-bench-live-'));
  const bay = await openDemoBay({
    cacheDirectory: readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'),
    directory,
    port: 0,
    virtual: { prepare: [], fps: 60, width: 1280, height: 720 },
  });
  try {
    const { client, greeting } = await BayClient.connect(bay.daemon.url);
    const cameras = greeting.cameras.map((camera) => camera.name);
    const ages: number[] = [];
    const poses = new Map(cameras.map((camera) => [camera, 0]));
    client.onPicture = (picture) => {
      ages.push((systemClock.monotonicNs() - picture.capturedAtNs) / NS_PER_MS);
    };
    client.listen((message) => {
      if (message.event !== 'POSE_UPDATE') return;
      poses.set(message.data.camera, (poses.get(message.data.camera) ?? 0) + 1);
    });
    for (const camera of cameras) client.send({ event: 'START_STREAM', data: { camera } });
    await sleep(WARM_UP_MS);

    ages.length = 0;
    for (const camera of cameras) poses.set(camera, 0);
    bay.daemon.resetLoopDelay();
    const beganMs = performance.now();
    await sleep(options.quick ? QUICK_MEASURED_MS : MEASURED_MS);
    const seconds = (performance.now() - beganMs) / 1_000;
    const loop = await bay.daemon.loopDelay();
    client.close();

    const slowest = Math.min(...[...poses.values()].map((count) => count / seconds));
    return [
      atLeast('live poses a second, slower camera', slowest, '1/s', POSES_PER_SECOND_MIN),
      atMost('age of the newest picture at the screen’s socket, p95', percentile(ages, 0.95), 'ms', AGE_MS_MAX),
      told('age of the newest picture at the screen’s socket, median', percentile(ages, 0.5), 'ms'),
      told('pictures a second at the screen’s socket, all cameras', ages.length / seconds, '1/s'),
      atMost('event-loop delay of the daemon, p99', loop.p99Ms, 'ms', LOOP_DELAY_MS_MAX),
      told('event-loop delay of the daemon, at most', loop.maxMs, 'ms'),
    ];
  } finally {
    await bay.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

function atLeast(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value, unit, floor: null, ratio: null, limit, ok: value >= limit };
}
