import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { type GdpHeader, GdpReader } from '../process/gdp.ts';
import { ClipCache } from './clip-cache.ts';
import { exportScenario } from './export-scenario.ts';
import { MODEL_GOLFER } from './golfer.ts';
import { RenderFarm } from './render-farm.ts';
import { scenarioFor } from './scenario.ts';
import { startVirtualBay, type VirtualBay } from './virtual-bay.ts';

/** Small pictures: what is held here is the way, not the looks. */
const SIZE = { width: 320, height: 180, fps: 30 };

let directory: string;
let bay: VirtualBay;
const progress: number[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'virtual-bay-'));
  bay = await startVirtualBay({
    ...SIZE,
    cacheDirectory: join(directory, 'cache'),
    seed: 0,
    prepare: ['swing'],
    onProgress: ({ framesDone, framesTotal }) => progress.push(framesDone / framesTotal),
  });
});

afterAll(async () => {
  await bay?.close();
  await rm(directory, { recursive: true, force: true });
});

async function hear(port: number, forMs: number): Promise<GdpHeader[]> {
  const units: GdpHeader[] = [];
  const reader = new GdpReader(({ header }) => {
    if (header.kind === 'buffer') units.push(header);
  });
  const socket = connect(port, '127.0.0.1');
  socket.on('data', (chunk) => reader.push(chunk));
  await new Promise((resolve) => setTimeout(resolve, forMs));
  socket.destroy();
  return units;
}

describe('the virtual bay', () => {
  it('draws before it opens, tells how far it is, and keeps what it drew', async () => {
    expect(progress.at(-1)).toBe(1);
    expect((await readdir(join(directory, 'cache'))).filter((name) => name.endsWith('.h264'))).toHaveLength(4);
  });

  it('sends both cameras and the microphone on one clock, in real time', async () => {
    const [faceOn, behind, sound] = await Promise.all([
      ...bay.cameras.map((camera) => hear(camera.port, 900)),
      hear(bay.microphone.port, 900),
    ]);
    const nowNs = systemClock.monotonicNs();
    const times = new Set(behind?.map((unit) => unit.ptsNs));
    expect(faceOn?.length).toBeGreaterThan(8);
    expect(faceOn?.filter((unit) => times.has(unit.ptsNs)).length).toBeGreaterThan(6);
    expect(faceOn?.[0]?.isDelta).toBe(false);
    for (const units of [faceOn, behind, sound]) {
      const last = units?.at(-1)?.ptsNs ?? 0;
      expect(nowNs - last).toBeGreaterThan(0);
      expect(nowNs - last).toBeLessThan(2e9);
    }
    const steps = sound?.slice(1).map((unit, i) => (unit.ptsNs ?? 0) - (sound[i]?.ptsNs ?? 0)) ?? [];
    expect(new Set(steps)).toEqual(new Set([10_000_000]));
  });

  it('starts a swing within a round of the idle clip and tells when club and ball will meet', async () => {
    const playing = bay.play('swing');
    const played = await playing;
    const nowNs = systemClock.monotonicNs();
    expect(played.startedAtNs).toBeLessThan(nowNs);
    expect(played.impactNs).toBeGreaterThan(nowNs);
    expect(played.eventsNs.map((event) => event.name)).toHaveLength(8);
    expect(played.eventsNs.find((event) => event.name === 'impact')?.atNs).toBeCloseTo(played.impactNs ?? 0, -3);
    await expect(bay.play('waggle')).rejects.toMatchObject({ code: 'virtual-bay/busy', retryable: true });
  });

  it('is read by a GStreamer pipeline that comes in the middle', async () => {
    const { host, port } = bay.cameras[0] as VirtualBay['cameras'][number];
    const pipeline = `tcpclientsrc host=${host} port=${port} ! gdpdepay ! h264parse ! avdec_h264 ! fakesink num-buffers=12 sync=false`;
    const code = await new Promise((resolve) => {
      const child = spawn('gst-launch-1.0', ['-q', ...pipeline.split(' ')], { stdio: 'ignore', timeout: 20_000 });
      child.once('close', resolve);
    });
    expect(code).toBe(0);
  });

  it('leaves a scenario as files with sound and truth', async () => {
    const farm = new RenderFarm();
    try {
      const scenario = scenarioFor(MODEL_GOLFER, { leadInMs: 300, holdMs: 300 }, SIZE);
      const cache = new ClipCache(join(directory, 'cache'));
      const { videos, truth } = await exportScenario(scenario, join(directory, 'files'), { cache, farm });
      expect(videos.map((video) => video.role)).toEqual(['face-on', 'down-the-line']);
      expect(truth.events).toHaveLength(8);
      expect((await readdir(join(directory, 'files'))).sort()).toEqual([
        'down-the-line.mp4',
        'face-on.mp4',
        'truth.json',
      ]);
    } finally {
      await farm.close();
    }
  });
});
