/**
 * A few angles of one live pose, in the plane of the picture. Pure.
 *
 * They are what this camera sees: a knee that points at the camera looks straight however far it is bent, and turns
 * cannot be seen at all. They are good for showing how somebody stands just now, and never end up in a report.
 */
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES } from '../swing/pose/pose-track.ts';

/** Degrees; null where a landmark that it needs is not seen well enough. */
export interface LiveAngles {
  readonly method: 'planar';
  /** From the vertical to the line from hips to shoulders; positive where the shoulders are to the right of the hips. */
  readonly torsoLean: number | null;
  /** From the horizontal to the line, −90 to 90; positive where its left end in the picture is higher. */
  readonly shoulderLine: number | null;
  readonly hipLine: number | null;
  /** Between the two limbs, 180 where they lie in one line. */
  readonly leftElbow: number | null;
  readonly rightElbow: number | null;
  readonly leftKnee: number | null;
  readonly rightKnee: number | null;
}

/** Below it the model guesses where a landmark is. */
const VISIBILITY_MIN = 0.5;
const VISIBILITY = 3;
/** Lines shorter than this turn by degrees with each pixel of noise. */
const LINE_PIXELS_MIN = 12;
const DEGREES = 180 / Math.PI;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** @param image 33 × (x, y, z, visibility) in pixels, as in a PoseTrack */
export function liveAnglesOf(image: Float32Array): LiveAngles {
  const at = (name: LandmarkName): Point | null => pointOf(image, name);
  const shoulders = [at('left-shoulder'), at('right-shoulder')] as const;
  const hips = [at('left-hip'), at('right-hip')] as const;
  return {
    method: 'planar',
    torsoLean: leanOf(middle(...hips), middle(...shoulders)),
    shoulderLine: tiltOf(...shoulders),
    hipLine: tiltOf(...hips),
    leftElbow: bendOf(at('left-shoulder'), at('left-elbow'), at('left-wrist')),
    rightElbow: bendOf(at('right-shoulder'), at('right-elbow'), at('right-wrist')),
    leftKnee: bendOf(at('left-hip'), at('left-knee'), at('left-ankle')),
    rightKnee: bendOf(at('right-hip'), at('right-knee'), at('right-ankle')),
  };
}

function pointOf(image: Float32Array, name: LandmarkName): Point | null {
  if (image.length < LANDMARK_COUNT * IMAGE_VALUES) return null;
  const at = LANDMARK[name] * IMAGE_VALUES;
  const [x = Number.NaN, y = Number.NaN] = image.subarray(at, at + 2);
  const visibility = image[at + VISIBILITY] ?? 0;
  return visibility >= VISIBILITY_MIN && Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

function middle(one: Point | null, other: Point | null): Point | null {
  return one === null || other === null ? null : { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function leanOf(below: Point | null, above: Point | null): number | null {
  if (below === null || above === null || distance(below, above) < LINE_PIXELS_MIN) return null;
  return whole(Math.atan2(above.x - below.x, below.y - above.y) * DEGREES);
}

function tiltOf(one: Point | null, other: Point | null): number | null {
  if (one === null || other === null || distance(one, other) < LINE_PIXELS_MIN) return null;
  const [left, right] = one.x <= other.x ? [one, other] : [other, one];
  return whole(Math.atan2(right.y - left.y, right.x - left.x) * DEGREES);
}

function bendOf(from: Point | null, joint: Point | null, to: Point | null): number | null {
  if (from === null || joint === null || to === null) return null;
  if (Math.min(distance(from, joint), distance(joint, to)) < LINE_PIXELS_MIN) return null;
  const one = Math.atan2(from.y - joint.y, from.x - joint.x);
  const other = Math.atan2(to.y - joint.y, to.x - joint.x);
  const between = Math.abs(one - other) * DEGREES;
  return whole(between > 180 ? 360 - between : between);
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** A live pose is not good for more than whole degrees. */
function whole(degrees: number): number {
  return Math.round(degrees) + 0;
}
