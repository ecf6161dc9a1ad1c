/**
 * The process of one camera: owns its pipeline, forwards encoded pictures and live poses, pulses. It knows nothing of
 * swings. Raw frames stay here, in memory that its threads share.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { chooseEncoder } from '../capture/encoder-choice.ts';
import type { EncodedUnit } from '../capture/frame-source.port.ts';
import type { Resolution } from '../capture/rendition.ts';
import { createFrameMemory, GstreamerFrameSource } from '../capture/gstreamer-frame-source.ts';
import { LatestFrameClock } from '../capture/latest-frame.ts';
import { RestartingFrameSource } from '../capture/restarting-frame-source.ts';
import { explain, isBayError } from '../errors/bay-error.ts';
import { exitWithOwner } from '../process/exit-with-owner.ts';
import type { CameraOrder, CameraReport, RenditionOrder } from './camera-messages.ts';
import { CameraRenditions } from './camera-renditions.ts';
import type { PoseThreadData, PoseThreadMessage } from './pose-thread.ts';

const PULSE_MS = 250;
/** Reports on their way to a daemon that does not read: pictures beyond this are dropped, up to the next key frame. */
const UNSENT_MAX = 240;
/** What is only looked at is dropped long before what is recorded. */
const UNSENT_WATCHED_MAX = 40;

let unsent = 0;
const catchingUp = new Set<Resolution>();

function report(message: CameraReport): void {
  unsent++;
  process.send?.(message, undefined, undefined, () => {
    unsent--;
  });
}

function forward(resolution: Resolution, unit: EncodedUnit): void {
  if (unsent > (resolution === 'full' ? UNSENT_MAX : UNSENT_WATCHED_MAX)) catchingUp.add(resolution);
  else if (unit.isKeyFrame) catchingUp.delete(resolution);
  if (catchingUp.has(resolution)) return;
  const { capturedAtNs, isKeyFrame, data } = unit;
  report({ type: 'unit', resolution, capturedAtNs, isKeyFrame, data });
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
  const renditions = new CameraRenditions({
    ...{ camera, newestFrame: memory, encoder },
    onUnit: forward,
    onFailed: (resolution, detail) => report({ type: 'rendition-failed', resolution, detail }),
  });
  process.on('message', (said: RenditionOrder) => {
    if (said.type === 'rendition') renditions.want(said.resolution, said.isWanted);
  });
  exitWithOwner(async () => {
    await Promise.all([source.close(), renditions.close()]);
  });
  await source.start({ onEncodedUnit: (unit) => forward('full', unit) });
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
