/**
 * A thread that runs the pose model with one network thread: ONNX Runtime blocks whoever calls it. It follows every
 * W-th frame of a clip by itself, so its answers do not depend on how fast its neighbours are. Trackers are kept for
 * the life of the thread, because ONNX Runtime never gives all of a session's memory back.
 */
import { parentPort } from 'node:worker_threads';
import type { SearchArea } from '../pose/golfer-choice.ts';
import { LandmarkNetwork } from '../pose/landmark-network.ts';
import type { PoseModel } from '../pose/pose-tracker.ts';
import { createPoseTracker, type PoseTracker } from '../pose/pose-tracker.ts';
import { median } from '../swing/events/series.ts';
import { filmPictureBytes, filmSize, shrinkNv12 } from './film.ts';
import type { BeginClip, PoseAnswer, PoseOrder, ReadFrame, TimeModel, WarmUp } from './pose-messages.ts';

interface Lane {
  readonly tracker: PoseTracker;
  readonly clip: BeginClip;
  readonly slots: readonly Uint8Array[];
}

const TIMED_FRAMES = 7;
const TIMED_EDGE = 512;

const trackers = new Map<string, PoseTracker>();
const lanes = new Map<number, Lane>();

async function trackerFor(lane: number, model: PoseModel, searchArea: SearchArea | null): Promise<PoseTracker> {
  const key = JSON.stringify([lane, model, searchArea]);
  const known = trackers.get(key);
  if (known !== undefined) return known;
  const made = await createPoseTracker({
    model,
    threads: 1,
    smoothing: 'none',
    ...(searchArea === null ? {} : { searchArea }),
  });
  trackers.set(key, made);
  return made;
}

async function beginClip(clip: BeginClip): Promise<void> {
  const tracker = await trackerFor(clip.lane, clip.model, clip.searchArea);
  tracker.reset();
  lanes.set(clip.lane, { tracker, clip, slots: clip.slots.map((slot) => new Uint8Array(slot)) });
  say({ type: 'clip-begun', lane: clip.lane, provider: tracker.provider, modelSha256: tracker.modelSha256 });
}

async function readFrame({ lane, index, slot, film, timeMs, withPose }: ReadFrame): Promise<void> {
  const { tracker, clip, slots } = lanes.get(lane) as Lane;
  const data = slots[slot] as Uint8Array;
  const { width, height, shrink } = clip;
  const began = process.threadCpuUsage();
  const pose = withPose ? await tracker.track({ width, height, format: 'NV12', data }, timeMs) : null;
  const took = process.threadCpuUsage(began);
  const filmBytes = filmPictureBytes(filmSize(width, height, shrink));
  shrinkNv12(data, width, height, shrink, new Uint8Array(film.memory, film.offset, filmBytes));
  say({
    type: 'frame-read',
    lane,
    index,
    slot,
    pose: pose === null ? null : { presence: pose.presence, image: pose.image, world: pose.world },
    cpuMs: (took.user + took.system) / 1000,
  });
}

async function warmUp({ lane, model, searchArea }: WarmUp): Promise<void> {
  await trackerFor(lane, model, searchArea);
  say({ type: 'warmed-up', lane });
}

/** A grey picture costs the network what any picture costs. */
async function timeModel({ model }: TimeModel): Promise<void> {
  const network = await LandmarkNetwork.load(model, undefined, { threads: 1 });
  const data = new Uint8Array((TIMED_EDGE * TIMED_EDGE * 3) / 2).fill(128);
  const picture = { width: TIMED_EDGE, height: TIMED_EDGE, format: 'NV12', data } as const;
  const region = { centreX: TIMED_EDGE / 2, centreY: TIMED_EDGE / 2, size: TIMED_EDGE, rotation: 0 };
  const times: number[] = [];
  for (let i = 0; i < TIMED_FRAMES; i++) {
    const began = performance.now();
    await network.read(picture, region);
    times.push(performance.now() - began);
  }
  await network.close();
  say({ type: 'model-timed', model, frameMs: median(times) });
}

function say(answer: PoseAnswer): void {
  parentPort?.postMessage(answer);
}

/** Orders are carried out one after the other, in the order in which they came. */
let queue = Promise.resolve();
let isEnding = false;
parentPort?.on('message', (order: PoseOrder) => {
  if (order.type === 'end') {
    isEnding = true;
    queue = queue.then(() => parentPort?.close());
    return;
  }
  queue = queue.then(async () => {
    if (isEnding) return;
    try {
      if (order.type === 'clip') await beginClip(order);
      else if (order.type === 'frame') await readFrame(order);
      else if (order.type === 'warm-up') await warmUp(order);
      else await timeModel(order);
    } catch (error) {
      say({ type: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  });
});
