import { vector } from '../../device/swing/geometry/vector.ts';
import type { BoardSight } from './board-detector.ts';
import type { CharucoBoard } from './charuco-board.ts';
import { imagePoints, type Lens, objectPoints } from './lens-calibration.ts';
import { type OpenCv, withScope } from './open-cv.ts';
import { type RigidPose, rotationAbout } from './rigid-pose.ts';

export interface FoundPose {
  /** Board axes to camera axes, metres. */
  readonly pose: RigidPose;
  /** Root mean square, in pixels. */
  readonly reprojectionPx: number;
}

/**
 * Where a board stands before a camera whose lens is known: the better of the two answers that a plane allows
 * (`SOLVEPNP_IPPE`), refined by `solvePnPRefineLM`. Null where OpenCV finds none.
 */
export function solveBoardPose(cv: OpenCv, board: CharucoBoard, lens: Lens, sight: BoardSight): FoundPose | null {
  return withScope((keep) => {
    const object = keep(objectPoints(cv, board, sight.ids));
    const picture = keep(imagePoints(cv, sight));
    const matrix = keep(new cv.Mat(3, 3, cv.CV_64FC1));
    matrix.data64F.set([lens.fx, 0, lens.cx, 0, lens.fy, lens.cy, 0, 0, 1]);
    const distortion = keep(new cv.Mat(5, 1, cv.CV_64FC1));
    distortion.data64F.set(lens.distortion);
    const [turn, shift] = [keep(new cv.Mat()), keep(new cv.Mat())];
    if (!cv.solvePnP(object, picture, matrix, distortion, turn, shift, false, cv.SOLVEPNP_IPPE)) return null;
    cv.solvePnPRefineLM(object, picture, matrix, distortion, turn, shift);
    const [projected, slopes] = [keep(new cv.Mat()), keep(new cv.Mat())];
    cv.projectPoints(object, turn, shift, matrix, distortion, projected, slopes, 0);
    const at = projected.data32F;
    const squares = sight.pixels.map(
      ({ x, y }, i) => (x - (at[2 * i] as number)) ** 2 + (y - (at[2 * i + 1] as number)) ** 2,
    );
    const [wx = 0, wy = 0, wz = 0] = turn.data64F;
    const [tx = 0, ty = 0, tz = 0] = shift.data64F;
    return {
      pose: { rotation: rotationAbout(vector(wx, wy, wz)), translation: vector(tx, ty, tz) },
      reprojectionPx: Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length),
    };
  });
}
