import { type Cast, nextTake, type Take, takeOf } from '../../device/virtual-bay/take.ts';
import type { PoseModel } from '../catalog.ts';
import type { RecordingPlan } from './record-take.ts';

/**
 * What is recorded of whom. Golfers who train are looked at twenty times a second: what differs between golfers teaches
 * more than what differs between neighbouring frames. Golfers who prove and judge swing before cameras of 120 frames a
 * second, of which every third is looked at, and all of them round the downswing; an analysis that skips frames bridges
 * them in the same way.
 */
const PICTURE = { width: 1280, height: 720 } as const;

const TRAINING: RecordingPlan = { fps: 20, sparseEvery: 1, denseDownswing: false, withFilm: false };
const JUDGING: RecordingPlan = { fps: 120, sparseEvery: 3, denseDownswing: true, withFilm: true };

export function castPlan(cast: Cast, fps = JUDGING.fps): RecordingPlan {
  return cast === 'training' ? TRAINING : { ...JUDGING, fps, sparseEvery: Math.max(1, Math.round(fps / 40)) };
}

export function takeToRecord(cast: Cast, seed: number, swing: number, fps = castPlan(cast).fps): Take {
  const take = takeOf(cast, seed, { ...PICTURE, fps });
  return swing === 0 ? take : nextTake(take, swing);
}

/** A third camera and the smaller models see some of the golfers only: time is short, and their tables need fewer. */
export function viewsOf(cast: Cast, seed: number): { cameras: number; models: readonly PoseModel[] } {
  if (cast === 'training') return { cameras: seed % 3 === 0 ? 3 : 2, models: seed % 2 === 0 ? ALL : HEAVY_AND_LITE };
  return {
    cameras: seed <= THIRD_CAMERA_UNTIL ? 3 : 2,
    models: seed <= SMALLER_MODELS_UNTIL[cast] ? ALL : HEAVY,
  };
}

const THIRD_CAMERA_UNTIL = 50;
const SMALLER_MODELS_UNTIL = { proving: 24, evaluation: 12 } as const;
const ALL: readonly PoseModel[] = ['heavy', 'full', 'lite'];
const HEAVY_AND_LITE: readonly PoseModel[] = ['heavy', 'lite'];
const HEAVY: readonly PoseModel[] = ['heavy'];
