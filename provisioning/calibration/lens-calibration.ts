import type { CameraCalibration } from '../../device/swing/geometry/camera-calibration.ts';
import { type CharucoBoard, cornerPoint } from './charuco-board.ts';
import { TooFewViewsError } from './errors.ts';
import { type Mat, type OpenCv, withScope } from './open-cv.ts';
import type { SightedBoard, SightedCamera } from './sighted-camera.ts';
import { sharpBoards, spreadViews } from './view-choice.ts';

/** How a camera bends light. */
export type Lens = Omit<CameraCalibration, 'rotation' | 'translation'>;

export interface LensResult {
  readonly lens: Lens;
  /** Root mean square over all corners used, in pixels of the full picture. */
  readonly reprojectionPx: number;
  readonly views: readonly { readonly moment: number; readonly reprojectionPx: number }[];
  /** One standard deviation of the focal length, as OpenCV estimates it, in pixels. */
  readonly focalDeviationPx: number;
  /** Views that were too blurred, and views that agreed with no lens. */
  readonly blurred: number;
  readonly refused: number;
}

/** A lens has some nine unknowns and each view six of its own; below this the answer is not worth having. */
const VIEWS_MIN = 8;
const REFUSALS_MAX = 2;
/** Views worse than this times the usual one are taken for misread. */
const OUTLIER_RATIO = 2.5;
const OUTLIER_PX_MIN = 0.4;
const ITERATIONS_MAX = 30;
/** EPS + COUNT */
const STOP_KIND = 3;

/**
 * Focal lengths, centre and distortion of one camera, by OpenCV's `calibrateCameraExtended` on well spread views.
 * @throws TooFewViewsError
 */
export function calibrateLens(cv: OpenCv, board: CharucoBoard, camera: SightedCamera): LensResult {
  const sharp = sharpBoards(camera.boards);
  let views = spreadViews(camera, sharp, board);
  const chosen = views.length;
  for (let round = 0; ; round++) {
    if (views.length < VIEWS_MIN) throw new TooFewViewsError(camera.name, views.length, VIEWS_MIN);
    const result = calibrateOnce(cv, board, camera, views);
    const usual = median(result.views.map((view) => view.reprojectionPx));
    const bound = Math.max(OUTLIER_PX_MIN, OUTLIER_RATIO * usual);
    const kept = views.filter((_, i) => (result.views[i]?.reprojectionPx ?? 0) <= bound);
    if (kept.length === views.length || round === REFUSALS_MAX || kept.length < VIEWS_MIN) {
      return { ...result, blurred: camera.boards.length - sharp.length, refused: chosen - views.length };
    }
    views = kept;
  }
}

type Once = Omit<LensResult, 'blurred' | 'refused'>;

function calibrateOnce(
  cv: OpenCv,
  board: CharucoBoard,
  { width, height }: SightedCamera,
  views: readonly SightedBoard[],
): Once {
  return withScope((keep) => {
    const objects = keep(new cv.MatVector());
    const pictures = keep(new cv.MatVector());
    for (const view of views) {
      objects.push_back(keep(objectPoints(cv, board, view.ids)));
      pictures.push_back(keep(imagePoints(cv, view)));
    }
    const [matrix, distortion, inDeviations, outDeviations, errors] = [0, 1, 2, 3, 4].map(() => keep(new cv.Mat())) as [
      Mat,
      Mat,
      Mat,
      Mat,
      Mat,
    ];
    const [turns, shifts] = [keep(new cv.MatVector()), keep(new cv.MatVector())];
    const reprojectionPx = cv.calibrateCameraExtended(
      objects,
      pictures,
      new cv.Size(width, height),
      ...[matrix, distortion, turns, shifts, inDeviations, outDeviations, errors],
      cv.CALIB_FIX_K3 | cv.CALIB_USE_LU,
      new cv.TermCriteria(STOP_KIND, ITERATIONS_MAX, 1e-7),
    );
    for (const each of [turns, shifts]) for (let i = 0; i < each.size(); i++) each.get(i).delete();
    const k = matrix.data64F;
    const d = distortion.data64F;
    const cell = (values: Float64Array, at: number): number => values[at] ?? 0;
    return {
      lens: {
        ...{ width, height, fx: cell(k, 0), fy: cell(k, 4), cx: cell(k, 2), cy: cell(k, 5) },
        distortion: [cell(d, 0), cell(d, 1), cell(d, 2), cell(d, 3), cell(d, 4)],
      },
      reprojectionPx,
      views: views.map(({ moment }, i) => ({ moment, reprojectionPx: cell(errors.data64F, i) })),
      focalDeviationPx: Math.max(cell(inDeviations.data64F, 0), cell(inDeviations.data64F, 1)),
    };
  });
}

export function objectPoints(cv: OpenCv, board: CharucoBoard, ids: readonly number[]): Mat {
  const mat = new cv.Mat(ids.length, 1, cv.CV_32FC3);
  mat.data32F.set(
    ids.flatMap((id) => {
      const { x, y, z } = cornerPoint(board, id);
      return [x, y, z];
    }),
  );
  return mat;
}

export function imagePoints(cv: OpenCv, { pixels }: { readonly pixels: SightedBoard['pixels'] }): Mat {
  const mat = new cv.Mat(pixels.length, 1, cv.CV_32FC2);
  mat.data32F.set(pixels.flatMap(({ x, y }) => [x, y]));
  return mat;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 0 ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}
