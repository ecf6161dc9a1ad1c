/**
 * The fixed points of the picture that the person detector answers for.
 *
 * Layers of 8, 16, 32, 32 and 32 pixels a cell over 224 pixels, two anchors a cell and layer; the three coarse layers
 * share one grid, which so carries six anchors a cell. Every anchor is a whole picture wide: only its centre counts.
 * From MediaPipe's SsdAnchorsCalculator with the options of its pose detection graph.
 */

export const DETECTOR_SIDE = 224;

const GRIDS = [
  { cells: 28, anchorsPerCell: 2 },
  { cells: 14, anchorsPerCell: 2 },
  { cells: 7, anchorsPerCell: 6 },
] as const;

/** Anchor centres as x, y pairs, 0–1 of the letterboxed square, in the order of the detector's rows. */
export function detectorAnchors(): Float32Array {
  const centres: number[] = [];
  for (const { cells, anchorsPerCell } of GRIDS) {
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++) {
        for (let anchor = 0; anchor < anchorsPerCell; anchor++) {
          centres.push((column + 0.5) / cells, (row + 0.5) / cells);
        }
      }
    }
  }
  return Float32Array.from(centres);
}
