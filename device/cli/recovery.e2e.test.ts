/**
 * The bay under faults: each test waits five times what the bay promises; `swingbay bench recovery` measures it.
 * The daemon runs from dist, which ./swingbay builds.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SwingDetail, SwingList } from '../api/contract/rest.ts';
import { NS_PER_MS, systemClock } from '../clock/clock.ts';
import { projectRoot } from '../config/project-root.ts';
import { isRetryable } from '../errors/bay-error.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import type { PlayedScenario } from '../virtual-bay/virtual-bay-messages.ts';
import { BayClient } from './bay-client.ts';
import { freezeCamera, freezeCameraProcess, killCamera, killDaemon, recoveryMs, warningsMs } from './bench/recovery.ts';
import { canMountDisk, mountSmallDisk, type SmallDisk } from './bench/small-disk.ts';
import { type DemoBay, openDemoBay } from './demo-bay.ts';

const PROMISED_MS = 10_000;
const PATIENCE_MS = 5 * PROMISED_MS;
const ANALYSIS_MS_MAX = 120_000;
/** Small pictures: what is tested here is who comes back, not how well it is seen. */
const VIRTUAL = { width: 640, height: 360, fps: 30, prepare: ['swing'] } as const;
const CACHE = join(projectRoot, '.swingbay', 'virtual-bay');

async function openBay(directory: string, configuration: Record<string, unknown> = {}): Promise<DemoBay> {
  const bay = await openDemoBay({ cacheDirectory: CACHE, directory, port: 0, virtual: VIRTUAL, configuration });
  await recoveryMs(bay, () => undefined, PATIENCE_MS);
  return bay;
}

/** Begins a swing as soon as the golfer has ended the last one; a bay may be whole again before that. */
async function play(bay: DemoBay): Promise<PlayedScenario> {
  const untilMs = performance.now() + PROMISED_MS;
  for (;;) {
    try {
      return await bay.virtual.play('swing');
    } catch (error) {
      if (!isRetryable(error) || performance.now() > untilMs) throw error;
      await sleep(200);
    }
  }
}

/** Plays a swing until its report is stored. */
async function swing(bay: DemoBay): Promise<SwingReport> {
  const { client } = await BayClient.connect(bay.daemon.url);
  try {
    const done = client.next('ANALYSIS_COMPLETE', ANALYSIS_MS_MAX);
    await play(bay);
    const { swingId, status } = await done;
    expect(status).toBe('completed');
    return await client.report(swingId);
  } finally {
    client.close();
  }
}

async function fetchJson<T>(bay: DemoBay, path: string): Promise<T> {
  const { client } = await BayClient.connect(bay.daemon.url);
  client.close();
  return (await client.get(path)) as T;
}

describe('a bay that is hurt', () => {
  let directory: string;
  let bay: DemoBay;
  let stored: SwingReport;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'swingbay-recovery-'));
    bay = await openBay(directory);
    stored = await swing(bay);
  }, PATIENCE_MS * 4);

  afterAll(async () => {
    await bay.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Whatever was stored before the fault is there, and the next swing is stored too. */
  afterEach(async () => {
    expect(await fetchJson(bay, `swings/${stored.id}/analysis`)).toEqual(stored);
    const video = await fetch(`${bay.daemon.url}/api/v1/swings/${stored.id}/video?camera=${stored.cameras[0]?.name}`);
    expect(video.status).toBe(200);
    expect((await video.arrayBuffer()).byteLength).toBe(stored.clips[0]?.bytes);
  });

  it('comes back with both cameras when the process of one is killed, and keeps the next swing whole', async () => {
    await recoveryMs(bay, killCamera, PATIENCE_MS);
    const report = await swing(bay);
    expect(report.missing).toEqual([]);
    expect(report.cameras).toHaveLength(2);
  });

  it('comes back when a camera freezes', async () => {
    await recoveryMs(bay, freezeCamera, PATIENCE_MS);
  });

  it('comes back when the process of a camera freezes', async () => {
    await recoveryMs(bay, freezeCameraProcess, PATIENCE_MS);
  });

  it('keeps a swing in whose middle a camera died, and says what is missing', async () => {
    const { client } = await BayClient.connect(bay.daemon.url);
    const done = client.next('ANALYSIS_COMPLETE', ANALYSIS_MS_MAX);
    const played = await play(bay);
    await sleep(((played.impactNs ?? 0) - systemClock.monotonicNs()) / NS_PER_MS - 1_000);
    killCamera(bay);
    const { swingId, status } = await done;
    client.close();
    expect(status).toBe('completed');
    const report = await fetchJson<SwingReport>(bay, `swings/${swingId}/analysis`);
    expect(report.events.length).toBeGreaterThan(0);
    expect(report.missing.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
      'part of the clip: camera/no-pictures',
    ]);
    await recoveryMs(bay, () => undefined, PATIENCE_MS);
  });

  it('opens again after the daemon is killed in mid-swing, with every stored swing intact', async () => {
    const before = await fetchJson<SwingList>(bay, 'swings');
    const played = await play(bay);
    await sleep(((played.impactNs ?? 0) - systemClock.monotonicNs()) / NS_PER_MS - 150);
    await recoveryMs(bay, killDaemon, PATIENCE_MS);
    const after = await fetchJson<SwingList>(bay, 'swings');
    expect(after.swings.map(({ id }) => id)).toEqual(expect.arrayContaining(before.swings.map(({ id }) => id)));
    const report = await swing(bay);
    expect(report.cameras).toHaveLength(2);
  });
});

if (!canMountDisk) console.info('The test on a full disk is left out: it needs root to mount a small disk.');

describe.skipIf(!canMountDisk)('a bay whose data disk is full', () => {
  let disk: SmallDisk;
  let bay: DemoBay;

  beforeAll(async () => {
    disk = await mountSmallDisk();
    bay = await openBay(disk.path, { store: disk.store });
  }, PATIENCE_MS * 4);

  afterAll(async () => {
    await bay.close();
    await disk.remove();
  });

  it('keeps swings without clips and says so, and is whole again when there is space', async () => {
    await disk.fill();
    await warningsMs(bay, (codes) => codes.includes('store/disk-full'), PATIENCE_MS);

    const without = await swing(bay);
    expect(without.clips).toEqual([]);
    expect(without.events.length).toBeGreaterThan(0);
    const detail = await fetchJson<SwingDetail>(bay, `swings/${without.id}`);
    expect(detail.missing.map(({ what, reason }) => `${what}: ${reason}`)).toContain('clip: store/disk-full');

    await disk.free();
    await warningsMs(bay, (codes) => codes.length === 0, PATIENCE_MS);
    const whole = await swing(bay);
    expect(whole.clips).toHaveLength(2);
    expect(await fetchJson(bay, `swings/${without.id}/analysis`)).toEqual(without);
  });
});
