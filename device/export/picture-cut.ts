/**
 * Which part of a camera's picture is shown: as large as it fits, nearer where that brings the golfer nearer, and never
 * beyond the picture. Pure; in fractions of the picture.
 */
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES, type PoseTrack } from '../swing/pose/pose-track.ts';

/** Where the golfer is during the whole swing; `height` is from the head at its highest to the ankles. */
export interface GolferPlace {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface PictureCut {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const ZOOM_MAX = 2.2;
const GOLFER_SHARE = 0.62;
const REACH = 1.3;
/** The body's middle lies a little below the cut's: hands and club go above the head, only a ball below the feet. */
const MIDDLE_AT = 0.54;
/** The ball lies this many feet's lengths in front of the middle of the feet; the picture has both. */
const TO_BALL = 1.5;
/** Order statistics, not extremes: a tracker's first poses of a clip lie far off. */
const HIGHEST_SHARE = 0.1;

/** Null where nobody was seen in that time. */
export function golferPlace(track: PoseTrack, fromMs: number, toMs: number): GolferPlace | null {
  const tops: number[] = [];
  const bottoms: number[] = [];
  const middles: number[] = [];
  for (const [frame, timeMs] of track.timesMs.entries()) {
    if (!(timeMs >= fromMs && timeMs <= toMs) || !((track.presence[frame] ?? 0) > 0)) continue;
    const value = (name: LandmarkName, axis: 0 | 1) =>
      (track.image[(frame * LANDMARK_COUNT + LANDMARK[name]) * IMAGE_VALUES + axis] ?? Number.NaN) /
      (axis === 0 ? track.width : track.height);
    const mean = (one: LandmarkName, other: LandmarkName, axis: 0 | 1) => (value(one, axis) + value(other, axis)) / 2;
    const toes = mean('left-foot-index', 'right-foot-index', 0);
    const heels = mean('left-heel', 'right-heel', 0);
    tops.push(value('nose', 1));
    bottoms.push(mean('left-ankle', 'right-ankle', 1));
    middles.push((toes + heels) / 2 + TO_BALL * (toes - heels));
  }
  const [top, bottom, x] = [quantile(tops, HIGHEST_SHARE), quantile(bottoms, 0.5), quantile(middles, 0.5)];
  if (top === undefined || bottom === undefined || x === undefined || !(bottom > top)) return null;
  return { x, y: (top + bottom) / 2, height: bottom - top };
}

export function pictureCut(picture: Size, shown: Size, golfer: GolferPlace | null): PictureCut {
  const cover = Math.max(shown.width / picture.width, shown.height / picture.height);
  const place = golfer ?? { x: 0.5, y: MIDDLE_AT, height: 1 };
  const golferHeight = Math.max(0.05, place.height) * picture.height;
  const wanted = Math.min(GOLFER_SHARE * shown.height, shown.width / REACH) / golferHeight;
  const scale = Math.min(cover * ZOOM_MAX, Math.max(cover, wanted));
  const width = Math.min(1, shown.width / (picture.width * scale));
  const height = Math.min(1, shown.height / (picture.height * scale));
  return {
    width,
    height,
    left: Math.min(1 - width, Math.max(0, place.x - width / 2)),
    top: Math.min(1 - height, Math.max(0, place.y - height * MIDDLE_AT)),
  };
}

function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)];
}
