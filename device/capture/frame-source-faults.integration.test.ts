import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { type CameraSource, cameraSchema } from './capture.config.ts';
import type { FrameSource } from './frame-source.port.ts';
import { GstreamerFrameSource } from './gstreamer-frame-source.ts';
import { LatestFrameReader } from './latest-frame.ts';
import { RestartingFrameSource } from './restarting-frame-source.ts';
import { PICTURE, TcpCamera } from './video-senders.fixture.ts';

const TEST_PATTERN: CameraSource = { kind: 'test', pattern: 'ball' };
/** The product promises that a camera is back within 10 s; a test waits for five times as long before it fails. */
const BACK_WITHIN_MS = 10_000;

function cameraOf(source: CameraSource) {
  return cameraSchema.parse({ name: 'camera', role: 'other', source, ...PICTURE });
}

const open: FrameSource[] = [];

/** A camera that comes back, and the run that it has at the moment. */
function startCamera(source: CameraSource) {
  const runs: GstreamerFrameSource[] = [];
  const reasons: string[] = [];
  const camera = new RestartingFrameSource(
    (newestFrame) => {
      const run = new GstreamerFrameSource(cameraOf(source), {
        encoder: 'x264enc',
        ...(newestFrame === undefined ? {} : { newestFrame }),
      });
      runs.push(run);
      return run;
    },
    { outputAgeMsMax: 500, onRestart: ({ reason }) => reasons.push(reason) },
  );
  open.push(camera);
  const unitTimes: number[] = [];
  const started = camera.start({ onEncodedUnit: ({ capturedAtNs }) => unitTimes.push(capturedAtNs) });
  return { camera, runs, reasons, unitTimes, started, pid: () => runs.at(-1)?.pid ?? -1 };
}

async function until(condition: () => boolean, withinMs = 5 * BACK_WITHIN_MS): Promise<number> {
  const startMs = performance.now();
  while (!condition()) {
    if (performance.now() - startMs > withinMs) throw new Error(`not within ${withinMs} ms: ${condition}`);
    await sleep(10);
  }
  return performance.now() - startMs;
}

async function waitForFrames({ camera, unitTimes }: ReturnType<typeof startCamera>): Promise<void> {
  const { framesDelivered } = camera.counts();
  const units = unitTimes.length;
  await until(() => camera.counts().framesDelivered >= framesDelivered + 10 && unitTimes.length >= units + 10);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((source) => source.close()));
});

describe('a camera that fails', () => {
  it.each([
    ['frozen', 'SIGSTOP', 'stalled'],
    ['killed', 'SIGKILL', 'failed'],
  ] as const)('is back after its pipeline was %s, while the other goes on', async (_, signal, reason) => {
    const one = startCamera(TEST_PATTERN);
    const other = startCamera(TEST_PATTERN);
    await Promise.all([one.started, other.started]);
    await waitForFrames(one);
    await waitForFrames(other);

    const oldPid = one.pid();
    const otherUnits = other.unitTimes.length;
    process.kill(oldPid, signal);
    await until(() => one.reasons.length === 1);
    await waitForFrames(one);

    expect(one.reasons).toEqual([reason]);
    expect(isAlive(oldPid)).toBe(false);
    expect(other.reasons).toEqual([]);
    expect(other.unitTimes.length).toBeGreaterThan(otherUnits);
    expect(one.unitTimes).toEqual(one.unitTimes.toSorted((a, b) => a - b));
  });

  it('is back when the camera at the other end hangs up, or stays connected and is silent', async () => {
    const sender = new TcpCamera();
    const port = await sender.listen();
    const watched = startCamera({ kind: 'virtual', host: '127.0.0.1', port });
    await watched.started;
    await waitForFrames(watched);
    sender.hangUp();
    await until(() => watched.reasons.length === 1);
    await waitForFrames(watched);
    sender.isSilent = true;
    await until(() => watched.reasons.includes('stalled'));
    sender.isSilent = false;
    await waitForFrames(watched);
    await watched.camera.close();
    await sender.close();
  });

  it('says why it cannot begin', async () => {
    const source = new GstreamerFrameSource(
      cameraOf({ kind: 'v4l2', device: '/dev/video-that-is-not-there', format: 'MJPEG' }),
      { encoder: null },
    );
    await source.start({});
    expect(await source.ended).toEqual({
      reason: 'failed',
      detail: expect.stringContaining('/dev/video-that-is-not-there'),
    });
  });
});

describe('a slow reader', () => {
  it('misses whole frames, which are counted, and gets the newest one whole', async () => {
    const { camera, started } = startCamera({ kind: 'test', pattern: 'snow' });
    await started;
    const reader = new LatestFrameReader(camera.newestFrame);
    let lastSequence = -1;
    for (let taken = 0; taken < 8; taken++) {
      const frame = await reader.nextAsync(5000);
      const before = Uint8Array.from(frame?.data ?? []);
      await sleep(100);
      // The writer has gone on for six frames; what is held stays as it is.
      expect(Buffer.compare(before, frame?.data ?? new Uint8Array(0))).toBe(0);
      expect(frame?.sequence).toBeGreaterThan(lastSequence);
      lastSequence = frame?.sequence ?? -1;
      frame?.release();
    }
    expect(reader.framesMissed).toBeGreaterThan(20);
    expect(camera.counts().framesDelivered).toBeGreaterThan(30);
  });

  it('is not needed by the encoded branch, and a stopped process loses only frames', async () => {
    // A process of its own, which is frozen as a whole for a second: its pipe fills and the queue before it leaks.
    const script = `
      import { GstreamerFrameSource } from ${JSON.stringify(new URL('./gstreamer-frame-source.ts', import.meta.url).href)};
      import { cameraSchema } from ${JSON.stringify(new URL('./capture.config.ts', import.meta.url).href)};
      const camera = cameraSchema.parse(${JSON.stringify({ ...cameraOf(TEST_PATTERN), width: 640, height: 480 })});
      const source = new GstreamerFrameSource(camera, { encoder: 'x264enc' });
      let units = 0;
      await source.start({ onEncodedUnit: () => units++ });
      setInterval(() => process.send({ ...source.counts(), units }), 50);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 2, 2, 'ipc'] });
    let counts = { framesDelivered: 0, framesDropped: 0, units: 0 };
    owner.on('message', (message) => {
      counts = message as typeof counts;
    });
    await until(() => counts.framesDelivered > 30);
    owner.kill('SIGSTOP');
    await sleep(1000);
    owner.kill('SIGCONT');
    const delivered = counts.framesDelivered;
    await until(() => counts.framesDelivered > delivered + 60);
    owner.kill('SIGKILL');
    expect(counts.framesDropped).toBeGreaterThan(20);
    expect(Math.abs(counts.units - counts.framesDelivered - counts.framesDropped)).toBeLessThan(15);
  });
});

describe('the newest frame', () => {
  it('is never torn between two threads', async () => {
    const source = new GstreamerFrameSource(cameraOf({ kind: 'test', pattern: 'black' }), { encoder: null });
    const script = `
      const { parentPort, workerData } = require('node:worker_threads');
      import(workerData.module).then(({ LatestFrameReader }) => {
        const reader = new LatestFrameReader(workerData.memory);
        let frames = 0, torn = 0;
        const until = performance.now() + 1500;
        while (performance.now() < until) {
          const frame = reader.next(200);
          if (frame === null) continue;
          frames++;
          for (let at = 0; at < frame.data.length; at += 97) if (frame.data[at] !== frame.data[0]) torn++;
          frame.release();
        }
        parentPort.postMessage({ frames, torn });
      });`;
    const module = new URL('./latest-frame.ts', import.meta.url).href;
    const { LatestFrameWriter } = await import('./latest-frame.ts');
    const writer = new LatestFrameWriter(source.newestFrame);
    const workers = [1, 2].map(() => {
      const worker = new Worker(script, { eval: true, workerData: { memory: source.newestFrame, module } });
      return new Promise<{ frames: number; torn: number }>((resolve) => worker.once('message', resolve));
    });
    let isOver = false;
    const results = Promise.all(workers).finally(() => {
      isOver = true;
    });
    for (let value = 0; !isOver; value++) {
      writer.begin()?.fill(value % 256);
      writer.publish(value, value);
      await sleep(0);
    }
    for (const { frames, torn } of await results) {
      expect(frames).toBeGreaterThan(100);
      expect(torn).toBe(0);
    }
  });
});

describe('an owner that is killed', () => {
  it('leaves no pipeline and no FIFO, even while its camera is silent', async () => {
    const sender = new TcpCamera();
    sender.isSilent = true;
    const port = await sender.listen();
    const temporary = await mkdtemp(join(tmpdir(), 'swingbay-owner-'));
    const script = `
      import { GstreamerFrameSource } from ${JSON.stringify(new URL('./gstreamer-frame-source.ts', import.meta.url).href)};
      import { cameraSchema } from ${JSON.stringify(new URL('./capture.config.ts', import.meta.url).href)};
      const camera = cameraSchema.parse(${JSON.stringify(cameraOf({ kind: 'virtual', host: '127.0.0.1', port }))});
      const source = new GstreamerFrameSource(camera, { encoder: 'x264enc' });
      await source.start({});
      process.send(source.pid);`;
    const owner = spawn('env', [`TMPDIR=${temporary}`, process.execPath, '--input-type=module', '-e', script], {
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    const pid = Number(await new Promise((resolve) => owner.once('message', resolve)));
    await until(() => isAlive(pid));
    await sleep(300);
    expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).toMatch(/^gst-launch-1\.0/);
    owner.kill('SIGKILL');
    await until(() => !isAlive(pid), 5000);
    expect(await readdir(temporary)).toEqual([]);
    await sender.close();
    await rm(temporary, { recursive: true });
  });
});
