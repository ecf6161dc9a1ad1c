/**
 * The process of one camera: owns its pipeline, forwards encoded pictures and live poses, pulses. It knows nothing of
 * swings. Raw frames stay here, in memory that its threads share.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { chooseEncoder } from '../capture/encoder-choice.ts';
import type { EncodedUnit } from '../capture/frame-source.port.ts';
import { createFrameMemory, GstreamerFrameSource } from '../capture/gstreamer-frame-source.ts';
import { LatestFrameClock } from '../capture/latest-frame.ts';
import { RestartingFrameSource } from '../capture/restarting-frame-source.ts';
import { explain, isBayError } from '../errors/bay-error.ts';
import { exitWithOwner } from '../process/exit-with-owner.ts';
import type { CameraOrder, CameraReport } from './camera-messages.ts';
import type { PoseThreadData, PoseThreadMessage } from './pose-thread.ts';

const PULSE_MS = 250;
/** Reports on their way to a daemon that does not read: pictures beyond this are dropped, up to the next key frame. */
const UNSENT_MAX = 240;

let unsent = 0;
let isCatchingUp = false;

function report(message: CameraReport): void {
  unsent++;
  process.send?.(message, undefined, undefined, () => {
    unsent--;
  });
}

function forward(unit: EncodedUnit): void {
  if (unsent > UNSENT_MAX) isCatchingUp = true;
  else if (unit.isKeyFrame) isCatchingUp = false;
  if (isCatchingUp) return;
  const { capturedAtNs, isKeyFrame, data } = unit;
  report({ type: 'unit', capturedAtNs, isKeyFrame, data });
}

async function run(order: CameraOrder): Promise<void> {
  const { camera } = order;
  const memory = createFrameMemory(camera);
  const [encoder, provider] = await Promise.all([
    chooseEncoder(),
    order.posesPerSecondMax > 0 ? startPose(order, memory) : null,
  ]);
  const source = new RestartingFrameSource(
    (newestFrame) => new GstreamerFrameSource(camera, { encoder, newestFrame: newestFrame ?? memory }),
    {
      outputAgeMsMax: order.stalledAfterMs,
      onRestart: ({ reason, detail }) => report({ type: 'trouble', code: `camera/${reason}`, message: detail }),
    },
  );
  exitWithOwner(() => source.close());
  await source.start({ onEncodedUnit: forward });
  const { by, uncertaintyMs } = source.stamping;
  report({ type: 'started', stamped: by, uncertaintyMs, provider });
  const clock = new LatestFrameClock(memory);
  setInterval(() => report({ type: 'pulse', newestFrameNs: clock.newestArrivalNs, ...source.counts() }), PULSE_MS);
}

/** Resolves with the execution provider when the network is warm. A thread that dies takes the process with it. */
function startPose(order: CameraOrder, newestFrame: SharedArrayBuffer): Promise<string> {
  const { posesPerSecondMax, camera } = order;
  const data: PoseThreadData = { newestFrame, posesPerSecondMax, mat: camera.mat ?? null };
  const entry = new URL(`./pose-thread${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  const thread = new Worker(entry, { workerData: data });
  return new Promise((resolve, reject) => {
    thread.on('message', (message: PoseThreadMessage) => {
      if (message.type === 'ready') resolve(message.provider);
      else report(message);
    });
    thread.on('error', (error) => {
      reject(error);
      fail(error);
    });
  });
}

function fail(error: unknown): void {
  report({ type: 'trouble', code: isBayError(error) ? error.code : 'camera/failed', message: explain(error) });
  process.stderr.write(`${explain(error)}\n`);
  // The daemon starts the camera again; what is wrong with it has been said.
  setTimeout(() => process.exit(1), PULSE_MS);
}

process.once('message', (order: CameraOrder) => {
  run(order).catch(fail);
});
