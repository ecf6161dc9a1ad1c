import { LANDMARK, LANDMARK_COUNT } from '../../device/swing/pose/landmark.ts';
import { IMAGE_VALUES, type PoseTrack } from '../../device/swing/pose/pose-track.ts';

/** A part of a picture, in fractions of its width and height; it may reach beyond the picture. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface GolferInPicture {
  readonly face: Region;
  /** The golfer with room for the club. */
  readonly golfer: Region;
}

/** Below it the landmarks are of nobody, or of somebody else. */
const PRESENCE_MIN = 0.5;
/** The face's landmarks end at eyes, ears and mouth; head and hair reach so much further. */
const HEAD_OVER_FACE = 2;
/** From shoulders to hips is about two heads and a half; a head in profile, or leaning, stays within this of its middle. */
const HEAD_OVER_TRUNK = 0.4;
/** The head's part of a body that is folded so that its trunk looks short. */
const HEAD_OVER_BODY = 0.09;
/** Of the golfer's greater side: a club is about as long as the arms and the trunk are. */
const CLUB_ROOM = 0.5;

const FACE_LANDMARKS = LANDMARK['mouth-right'] + 1;

/**
 * Where the golfer and the golfer's face are in the picture of a moment, by the stored landmarks. Null where they are
 * not known at that moment: then nobody can say which part of the picture to hide, and it is not to be shown.
 */
export function golferAt(track: PoseTrack, timeMs: number): GolferInPicture | null {
  const frame = nearestFrame(track.timesMs, timeMs);
  if (frame === null || (track.presence[frame] ?? 0) < PRESENCE_MIN) return null;
  const points = Array.from({ length: LANDMARK_COUNT }, (_, landmark) => pointOf(track, frame, landmark));
  if (points.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) return null;
  const face = points.slice(0, FACE_LANDMARKS);
  const middle = meanOf(face);
  const spread = Math.max(...face.map((point) => distance(point, middle)));
  const body = boxOf(points);
  const radius = Math.max(
    HEAD_OVER_FACE * spread,
    HEAD_OVER_TRUNK *
      distance(between(points, 'left-shoulder', 'right-shoulder'), between(points, 'left-hip', 'right-hip')),
    HEAD_OVER_BODY * (body.bottom - body.top),
  );
  const room = CLUB_ROOM * Math.max(body.right - body.left, body.bottom - body.top);
  return {
    face: inFractions(boxOf([middle], radius), track),
    golfer: inFractions(boxOf(points, room), track),
  };
}

/** The frame at that time; null where the nearest one is more than a frame away. */
function nearestFrame(timesMs: Float64Array, timeMs: number): number | null {
  if (timesMs.length === 0) return null;
  let nearest = 0;
  for (let frame = 1; frame < timesMs.length; frame++) {
    if (Math.abs((timesMs[frame] as number) - timeMs) < Math.abs((timesMs[nearest] as number) - timeMs))
      nearest = frame;
  }
  const length = ((timesMs.at(-1) as number) - (timesMs[0] as number)) / Math.max(1, timesMs.length - 1);
  return Math.abs((timesMs[nearest] as number) - timeMs) <= length ? nearest : null;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointOf({ image }: PoseTrack, frame: number, landmark: number): Point {
  const at = (frame * LANDMARK_COUNT + landmark) * IMAGE_VALUES;
  return { x: image[at] ?? Number.NaN, y: image[at + 1] ?? Number.NaN };
}

function between(points: readonly Point[], one: keyof typeof LANDMARK, other: keyof typeof LANDMARK): Point {
  return meanOf([points[LANDMARK[one]], points[LANDMARK[other]]] as Point[]);
}

function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function boxOf(points: readonly Point[], room = 0): Region {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return {
    ...{ left: Math.min(...xs) - room, right: Math.max(...xs) + room },
    ...{ top: Math.min(...ys) - room, bottom: Math.max(...ys) + room },
  };
}

function inFractions({ left, right, top, bottom }: Region, { width, height }: PoseTrack): Region {
  return { left: left / width, right: right / width, top: top / height, bottom: bottom / height };
}
