import type { PoseTracker } from '../../device/pose/pose-tracker.ts';
import { motionOfTake, sceneOfTake, type Take } from '../../device/virtual-bay/take.ts';
import type { PoseModel } from '../catalog.ts';
import { type RecordingPlan, recordScene } from './record-take.ts';
import type { Recordings } from './recordings.ts';

export interface TakeToRecord {
  readonly take: Take;
  readonly swing: number;
  readonly plan: RecordingPlan;
  /** The first so many of the take's cameras. */
  readonly cameras: number;
  readonly models: readonly PoseModel[];
}

/** Records what is not there yet of one take; says whether there was anything to do. */
export async function recordMissing(
  { take, swing, plan, cameras, models }: TakeToRecord,
  recordings: Recordings,
  trackers: Readonly<Record<PoseModel, PoseTracker>>,
): Promise<boolean> {
  const wanted = take.cameras.slice(0, cameras).map((installed) => {
    const key = { take, swing, camera: installed.camera.name, plan };
    const missing = models.filter((model) => !recordings.hasTrack(key, model));
    return { installed, key, missing, lacksFilm: plan.withFilm && !recordings.hasFilm(key) };
  });
  const todo = wanted.filter(({ missing, lacksFilm }) => missing.length > 0 || lacksFilm);
  if (todo.length === 0) return false;
  const motion = motionOfTake(take);
  const scene = sceneOfTake(take, motion);
  for (const { installed, key, missing, lacksFilm } of todo) {
    const chosen = new Map(missing.map((model) => [model, trackers[model]]));
    const filmed = { ...plan, withFilm: lacksFilm };
    const { tracks, film } = await recordScene({ take, motion, scene, installed, plan: filmed }, chosen);
    if (film !== null) await recordings.writeFilm(key, film);
    for (const [model, track] of tracks) await recordings.writeTrack(key, model, track);
  }
  return true;
}
