import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cameraSchema } from '../capture/capture.config.ts';
import type { EncodedUnit } from '../capture/frame-source.port.ts';
import type { Resolution } from '../capture/rendition.ts';
import { NS_PER_S, systemClock } from '../clock/clock.ts';
import { silentLog } from '../telemetry/log.ts';
import { CameraLink } from './camera-link.ts';

/** A camera's own process, with a picture that GStreamer makes. */
const config = cameraSchema.parse({
  ...{ name: 'camera', role: 'other', source: { kind: 'test', pattern: 'ball' }, width: 640, height: 480, fps: 30 },
});

let directory: string;
let link: CameraLink;
let pictures: Record<Resolution, EncodedUnit[]>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'swingbay-camera-'));
  pictures = { full: [], half: [], quarter: [] };
  link = new CameraLink({
    ...{ config, runDirectory: directory, posesPerSecondMax: 0, ringSeconds: 10, stalledAfterMs: 2_000 },
    ...{ clock: systemClock, log: silentLog, onPose: () => undefined, onHealthChanged: () => undefined },
    onPicture: (_camera, picture, resolution) => pictures[resolution].push(picture),
  });
  link.start();
  await until(() => pictures.full.length > 0);
});
afterEach(async () => {
  await link.stop();
  await rm(directory, { recursive: true, force: true });
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_000 && !condition(); tries++) await sleep(10);
  expect(condition()).toBe(true);
}

it('encodes a smaller picture exactly while somebody watches, however many do', async () => {
  const [first, second] = [link.watch('half'), link.watch('half')];
  await until(() => pictures.half.length > 5);
  first();
  first();
  const before = pictures.half.length;
  await until(() => pictures.half.length > before + 5);
  second();
  await sleep(500);
  const after = pictures.half.length;
  await sleep(500);
  expect(pictures.half.length).toBe(after);
  expect(pictures.quarter).toEqual([]);
});

it('goes on encoding it after its process was killed, and never puts it into the ring', async () => {
  const release = link.watch('quarter');
  await until(() => pictures.quarter.length > 3);
  process.kill(link.pid ?? 0, 'SIGKILL');
  const before = pictures.quarter.length;
  await until(() => pictures.quarter.length > before + 3);
  release();
  const nowNs = systemClock.monotonicNs();
  const kept = new Set(link.cut(nowNs - 30 * NS_PER_S, nowNs).map(({ data }) => data.length));
  const recorded = new Set(pictures.full.map(({ data }) => data.length));
  expect([...kept].every((bytes) => recorded.has(bytes))).toBe(true);
});
