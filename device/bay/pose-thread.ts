/**
 * Live pose of one camera, on a thread of its own: ONNX Runtime blocks the thread that calls it. It always looks at the
 * newest frame; what comes in between is not for it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { LatestFrameReader } from '../capture/latest-frame.ts';
import { NS_PER_MS } from '../clock/clock.ts';
import { createPoseTracker } from '../pose/pose-tracker.ts';

export interface PoseThreadData {
  readonly newestFrame: SharedArrayBuffer;
  readonly posesPerSecondMax: number;
  readonly mat: { x: number; y: number; width: number; height: number } | null;
}

export type PoseThreadMessage =
  | { readonly type: 'ready'; readonly provider: string }
  | { readonly type: 'pose'; readonly capturedAtNs: number; readonly image: Float32Array | null };

const FRAME_WAIT_MS = 500;
/** A frame that comes a little early still counts, or every second one would be lost to jitter. */
const EARLY = 0.8;

async function watch(data: PoseThreadData): Promise<void> {
  const tracker = await createPoseTracker({
    model: 'lite',
    smoothing: 'one-euro',
    ...(data.mat === null ? {} : { searchArea: data.mat }),
  });
  say({ type: 'ready', provider: tracker.provider });
  const reader = new LatestFrameReader(data.newestFrame);
  const intervalMs = 1_000 / data.posesPerSecondMax;
  for (;;) {
    const beganMs = performance.now();
    const frame = reader.next(FRAME_WAIT_MS);
    if (frame === null) continue;
    const { capturedAtNs } = frame;
    let image: Float32Array | null;
    try {
      image = (await tracker.track(frame, capturedAtNs / NS_PER_MS))?.image ?? null;
    } finally {
      frame.release();
    }
    say({ type: 'pose', capturedAtNs, image });
    const leftMs = intervalMs * EARLY - (performance.now() - beganMs);
    if (leftMs > 0) await sleep(leftMs);
  }
}

function say(message: PoseThreadMessage): void {
  parentPort?.postMessage(message);
}

await watch(workerData as PoseThreadData);
