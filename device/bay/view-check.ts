/** What is wrong with one camera's view of the golfer just now, from one live pose. Pure. */
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES } from '../swing/pose/pose-track.ts';

/** Most disturbing first. */
export type ViewError =
  | 'view/nobody'
  | 'view/unsure'
  | 'view/head-cut'
  | 'view/feet-cut'
  | 'view/hands-cut'
  | 'view/too-small';

/** Half of the body's landmarks below this: the model sees something else than a golfer, or in the dark. */
const VISIBILITY_MEDIAN_MIN = 0.5;
const VISIBILITY = 3;
/** Landmarks scatter by about this share of the picture; a foot on its very edge is not called cut. */
const EDGE = 0.01;
/** From shoulders to hips, of the picture's height: below it a pixel is more than half a centimetre at 720 lines. */
const TORSO_MIN = 0.1;

/** What an analysis needs of a body. */
const BODY: readonly LandmarkName[] = [
  ...(['left-shoulder', 'right-shoulder', 'left-elbow', 'right-elbow', 'left-wrist', 'right-wrist'] as const),
  ...(['left-hip', 'right-hip', 'left-knee', 'right-knee', 'left-ankle', 'right-ankle'] as const),
];
const HEAD: readonly LandmarkName[] = ['nose', 'left-ear', 'right-ear'];
const FEET: readonly LandmarkName[] = ['left-ankle', 'right-ankle', 'left-foot-index', 'right-foot-index'];
const HANDS: readonly LandmarkName[] = ['left-wrist', 'right-wrist'];

/** @param image 33 × (x, y, z, visibility) in pixels; null when nobody is on the mat */
export function viewErrorsOf(image: Float32Array | null, picture: { width: number; height: number }): ViewError[] {
  if (image === null || image.length < LANDMARK_COUNT * IMAGE_VALUES) return ['view/nobody'];
  const visibilities = BODY.map((name) => valueOf(image, name, VISIBILITY)).toSorted((a, b) => a - b);
  const median = visibilities[visibilities.length >> 1] ?? 0;
  // Where the model guesses, it also guesses what is outside of the picture.
  if (!(median >= VISIBILITY_MEDIAN_MIN)) return ['view/unsure'];
  const isCut = (names: readonly LandmarkName[]): boolean => names.some((name) => isOutside(image, name, picture));
  const errors: ViewError[] = [];
  if (isCut(HEAD)) errors.push('view/head-cut');
  if (isCut(FEET)) errors.push('view/feet-cut');
  if (isCut(HANDS)) errors.push('view/hands-cut');
  if (torsoOf(image) < TORSO_MIN * picture.height) errors.push('view/too-small');
  return errors;
}

function valueOf(image: Float32Array, name: LandmarkName, column: number): number {
  return image[LANDMARK[name] * IMAGE_VALUES + column] ?? Number.NaN;
}

function isOutside(image: Float32Array, name: LandmarkName, { width, height }: { width: number; height: number }) {
  const [x, y] = [valueOf(image, name, 0) / width, valueOf(image, name, 1) / height];
  return x < -EDGE || x > 1 + EDGE || y < -EDGE || y > 1 + EDGE;
}

function torsoOf(image: Float32Array): number {
  const between = (left: LandmarkName, right: LandmarkName, column: number): number =>
    (valueOf(image, left, column) + valueOf(image, right, column)) / 2;
  const along = (column: number): number =>
    between('left-shoulder', 'right-shoulder', column) - between('left-hip', 'right-hip', column);
  return Math.hypot(along(0), along(1));
}
