/**
 * What the live loop needs of one pose: where the hands are, in units that depend neither on the camera nor on the
 * golfer's size. Pure.
 */
import { LANDMARK, LANDMARK_COUNT } from '../swing/pose/landmark.ts';

export interface LiveStance {
  /**
   * Height of the hands above the hips as a fraction of the way from hips to shoulders: about −0.2 at address, above
   * 1 at the top and at the finish.
   */
  readonly handHeight: number;
  /** The hands' place in the picture, in torso lengths: for stillness, compared with that of an earlier picture. */
  readonly handX: number;
  readonly handY: number;
  /** Length of the torso in the picture, in pixels. */
  readonly torsoPixels: number;
}

/** Landmarks below this visibility do not vouch for a stance. Hips and shoulders of a golfer on the mat are above 0.9. */
const VISIBILITY_MIN = 0.3;
/** A torso shorter than this is a person far behind the bay, or a mistake. */
const TORSO_PIXELS_MIN = 20;

const VALUES = 4;

/** `image`: 33 × (x, y, z, visibility) as in a PoseTrack. Undefined when the pose does not show a torso. */
export function stanceOf(image: Float32Array): LiveStance | undefined {
  if (image.length < LANDMARK_COUNT * VALUES) return undefined;
  const shoulders = middle(image, LANDMARK['left-shoulder'], LANDMARK['right-shoulder']);
  const hips = middle(image, LANDMARK['left-hip'], LANDMARK['right-hip']);
  const hands = middle(image, LANDMARK['left-wrist'], LANDMARK['right-wrist']);
  const torsoPixels = Math.hypot(shoulders.x - hips.x, shoulders.y - hips.y);
  if (!(torsoPixels >= TORSO_PIXELS_MIN)) return undefined;
  if (Math.min(shoulders.visibility, hips.visibility) < VISIBILITY_MIN) return undefined;
  const rise = hips.y - shoulders.y;
  if (!(rise > torsoPixels / 3)) return undefined;
  return {
    handHeight: (hips.y - hands.y) / rise,
    handX: hands.x / torsoPixels,
    handY: hands.y / torsoPixels,
    torsoPixels,
  };
}

function middle(image: Float32Array, a: number, b: number): { x: number; y: number; visibility: number } {
  const value = (row: number, column: number): number => image[row * VALUES + column] ?? Number.NaN;
  return {
    x: (value(a, 0) + value(b, 0)) / 2,
    y: (value(a, 1) + value(b, 1)) / 2,
    visibility: Math.max(value(a, 3), value(b, 3)),
  };
}
