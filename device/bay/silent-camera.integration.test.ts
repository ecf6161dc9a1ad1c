import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cameraSchema } from '../capture/capture.config.ts';
import { systemClock } from '../clock/clock.ts';
import { temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { silentLog } from '../telemetry/log.ts';
import { CameraLink } from './camera-link.ts';

/** A camera that takes the call and never sends a picture: what the log says of it. */
const STALLED_AFTER_MS = 1_000;

let server: Server;
let link: CameraLink;
let logged: { code?: string; detail?: string }[];
const sockets = new Set<Socket>();
let directory: ReturnType<typeof temporaryDirectory>;

beforeEach(async () => {
  logged = [];
  directory = temporaryDirectory();
  server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const config = cameraSchema.parse({
    ...{ name: 'camera', role: 'other', source: { kind: 'virtual', host: '127.0.0.1', port } },
    ...{ width: 640, height: 480, fps: 30 },
  });
  link = new CameraLink({
    ...{ config, runDirectory: directory.path, posesPerSecondMax: 0, ringSeconds: 10 },
    ...{ stalledAfterMs: STALLED_AFTER_MS, clock: systemClock },
    ...{ onPose: () => undefined, onPicture: () => undefined, onHealthChanged: () => undefined },
    log: { ...silentLog, warn: (data) => void logged.push(data) },
  });
  link.start();
});
afterEach(async () => {
  await link.stop();
  for (const socket of sockets) socket.destroy();
  server.close();
  directory.remove();
});

it('is said to have given none since its start, once, and not for as long as the machine has run', async () => {
  const told = () => logged.filter(({ detail }) => detail !== undefined);
  for (let tries = 0; tries < 400 && told().length === 0; tries++) {
    link.checkPulse(systemClock.monotonicNs());
    await sleep(50);
  }
  // Its process tries again by itself meanwhile.
  for (let tries = 0; tries < 20; tries++) {
    link.checkPulse(systemClock.monotonicNs());
    await sleep(50);
  }
  expect(told()).toEqual([
    { camera: 'camera', code: 'camera/stalled', detail: 'No picture within 5000 ms of its start.' },
  ]);
  expect(link.newestFrameNs).toBeNull();
});
