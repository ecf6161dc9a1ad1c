/**
 * Which pose model a swing is analysed with: the best that is expected to keep the promise, heavy before full before
 * lite; where even lite is too slow, lite on every second frame. Pure.
 */
import type { PoseModel } from '../pose/pose-tracker.ts';

export interface ModelChoice {
  readonly model: PoseModel;
  readonly frameStride: number;
}

export interface Workload {
  /** Of all views together. */
  readonly frames: number;
  readonly threads: number;
  /** Of one frame on one thread, by model. */
  readonly frameMs: Readonly<Record<PoseModel, number>>;
  readonly withinMs: number;
}

const BEST_FIRST: readonly PoseModel[] = ['heavy', 'full', 'lite'];
/** Decoding and the rest, beside the pose: measured 1.1–1.4 times the pose alone. */
const OVERHEAD_FACTOR = 1.35;
/** The start of the decoder, events, metrics and key frames. */
const FIXED_MS = 350;

export function chooseModel(load: Workload): ModelChoice {
  const isFastEnough = (model: PoseModel): boolean => expectedMs(load, model) <= load.withinMs;
  const model = BEST_FIRST.find(isFastEnough);
  return model === undefined ? { model: 'lite', frameStride: 2 } : { model, frameStride: 1 };
}

function expectedMs({ frames, threads, frameMs }: Workload, model: PoseModel): number {
  return (frames * frameMs[model] * OVERHEAD_FACTOR) / threads + FIXED_MS;
}
