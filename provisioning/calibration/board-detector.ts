import type { Point } from '../../device/swing/geometry/vector.ts';
import type { CharucoBoard } from './charuco-board.ts';
import { type CharucoDetector, type OpenCv, withScope } from './open-cv.ts';
import { edgeWidthPx } from './edge-width.ts';

/** A board in one picture of one camera. */
export interface BoardSight {
  /** Which inner corners were found; see `cornerPoint`. */
  readonly ids: readonly number[];
  /** In pixels of the upright picture; its outer corner is 0, 0 and its first pixel's centre ½, ½, as for landmarks. */
  readonly pixels: readonly Point[];
  /** Median width of the edges at those corners, in pixels; 1 to 2 is sharp. */
  readonly edgePx: number;
}

/** Fewer corners say too little of a pose: a board's plane has eight unknowns, and one corner may be false. */
const CORNERS_MIN = 6;

/**
 * Finds one board in grey pictures. Boards that are printed on both sides show the camera behind them the same corners
 * mirrored, as if seen through; a picture in which nothing is found is therefore looked at mirrored as well, and the
 * side that was found last is tried first. The corners stay where they are, so poses need not know of it.
 */
export class BoardDetector {
  readonly #cv: OpenCv;
  readonly #isInverted: boolean;
  readonly #detector: CharucoDetector;
  #isMirrored = false;

  constructor(cv: OpenCv, board: CharucoBoard) {
    this.#cv = cv;
    this.#isInverted = board.inverted;
    this.#detector = withScope((keep) => {
      const dictionary = keep(cv.getPredefinedDictionary(cv[board.dictionary as `DICT_${string}`] as number));
      const size = new cv.Size(board.columns, board.rows);
      const marker = board.squareM * board.markerRatio;
      const printed = keep(new cv.aruco_CharucoBoard(size, board.squareM, marker, dictionary, keep(new cv.Mat())));
      printed.setLegacyPattern(board.legacyPattern);
      return new cv.aruco_CharucoDetector(
        printed,
        keep(new cv.aruco_CharucoParameters()),
        keep(new cv.aruco_DetectorParameters()),
        keep(new cv.aruco_RefineParameters(10, 3, true)),
      );
    });
  }

  /** @param luma row by row, `width` × `height`. Null where fewer than `CORNERS_MIN` corners are found. */
  detect(luma: Uint8Array, width: number, height: number): BoardSight | null {
    for (const isMirrored of [this.#isMirrored, !this.#isMirrored]) {
      const sight = this.#detectSide(luma, width, height, isMirrored);
      if (sight === null) continue;
      this.#isMirrored = isMirrored;
      return sight;
    }
    return null;
  }

  close(): void {
    this.#detector.delete();
  }

  #detectSide(luma: Uint8Array, width: number, height: number, isMirrored: boolean): BoardSight | null {
    const cv = this.#cv;
    return withScope((keep) => {
      const picture = keep(new cv.Mat(height, width, cv.CV_8UC1));
      fill(picture.data, luma, width, { isInverted: this.#isInverted, isMirrored });
      const corners = keep(new cv.Mat());
      const ids = keep(new cv.Mat());
      this.#detector.detectBoard(picture, corners, ids, keep(new cv.MatVector()), keep(new cv.Mat()));
      if (ids.rows < CORNERS_MIN) return null;
      const at = corners.data32F;
      const pixels = Array.from({ length: ids.rows }, (_, i) => {
        // The ChArUco detector counts from the outer corner already; the test on a drawn board holds it to that.
        const x = at[2 * i] as number;
        return { x: isMirrored ? width - x : x, y: at[2 * i + 1] as number };
      });
      return { ids: [...ids.data32S], pixels, edgePx: edgeWidthPx(luma, width, height, pixels) };
    });
  }
}

function fill(
  to: Uint8Array,
  from: Uint8Array,
  width: number,
  { isInverted, isMirrored }: { isInverted: boolean; isMirrored: boolean },
): void {
  const flip = isInverted ? 255 : 0;
  for (let row = 0; row < to.length; row += width) {
    if (isMirrored) {
      for (let x = 0; x < width; x++) to[row + width - 1 - x] = (from[row + x] as number) ^ flip;
    } else {
      for (let x = 0; x < width; x++) to[row + x] = (from[row + x] as number) ^ flip;
    }
  }
}
