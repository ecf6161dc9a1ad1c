import type { ClipPoses } from '../../api/contract/rest.ts';
import { golferPlace } from '../skeleton/golfer-place.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';

/**
 * Where the golfer is during a whole swing, so that one cut of the picture holds every moment of it: from the head
 * where it is highest, at the finish, to the feet. Order statistics rather than extremes, because a tracker's first
 * poses of a clip lie up to a fifth of the body off.
 */
const HIGHEST_SHARE = 0.1;

export function swingPlace(poses: ClipPoses, fromMs: number, toMs: number): GolferPlace | null {
  const places = poses.landmarks.flatMap((landmarks, frame) => {
    const timeMs = poses.timesMs[frame] ?? Number.NaN;
    return landmarks === null || !(timeMs >= fromMs && timeMs <= toMs) ? [] : [golferPlace(landmarks)];
  });
  if (places.length === 0) return null;
  const top = quantile(
    places.map(({ y, height }) => y - height / 2),
    HIGHEST_SHARE,
  );
  const bottom = quantile(
    places.map(({ y, height }) => y + height / 2),
    0.5,
  );
  const x = quantile(
    places.map((place) => place.x),
    0.5,
  );
  return { x, y: (top + bottom) / 2, height: bottom - top };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}
