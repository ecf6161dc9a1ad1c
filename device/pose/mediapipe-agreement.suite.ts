import type { OraclePose } from '../../models/golden/mediapipe-oracle.ts';
import { LANDMARK, LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES, WORLD_VALUES } from '../swing/pose/pose-track.ts';
import type { TrackedPose } from './pose-tracker.ts';

/** How far our pose is from MediaPipe's on the same picture; lengths in MediaPipe's own torso, hips to shoulders. */
export interface Agreement {
  medianTorsos: number;
  percentile90Torsos: number;
  worldMedianMetres: number;
  visibilityMax: number;
}

export function agreement(
  theirs: OraclePose,
  ours: Pick<TrackedPose, 'image' | 'world'>,
  picture: { width: number; height: number },
): Agreement {
  const place = (landmark: number) => ({
    x: (theirs.image[landmark * IMAGE_VALUES] as number) * picture.width,
    y: (theirs.image[landmark * IMAGE_VALUES + 1] as number) * picture.height,
  });
  const middle = (a: number, b: number) => ({ x: (place(a).x + place(b).x) / 2, y: (place(a).y + place(b).y) / 2 });
  const shoulders = middle(LANDMARK['left-shoulder'], LANDMARK['right-shoulder']);
  const hips = middle(LANDMARK['left-hip'], LANDMARK['right-hip']);
  const torso = Math.hypot(shoulders.x - hips.x, shoulders.y - hips.y);
  const distances: number[] = [];
  const world: number[] = [];
  let visibilityMax = 0;
  for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
    const { x, y } = place(landmark);
    const at = landmark * IMAGE_VALUES;
    distances.push(Math.hypot((ours.image[at] as number) - x, (ours.image[at + 1] as number) - y) / torso);
    const visibility = Math.abs((ours.image[at + 3] as number) - (theirs.image[at + 3] as number));
    visibilityMax = Math.max(visibilityMax, visibility);
    const w = landmark * WORLD_VALUES;
    world.push(Math.hypot(...[0, 1, 2].map((i) => (ours.world[w + i] as number) - (theirs.world[w + i] as number))));
  }
  return {
    medianTorsos: quantile(distances, 0.5),
    percentile90Torsos: quantile(distances, 0.9),
    worldMedianMetres: quantile(world, 0.5),
    visibilityMax,
  };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] as number;
}
