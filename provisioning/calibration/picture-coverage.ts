import type { Point } from '../../device/swing/geometry/vector.ts';

/** The picture in cells, wide enough for a screen at three metres. */
export const COVERAGE_COLUMNS = 8;
export const COVERAGE_ROWS = 5;
/** So many corners in a cell say all that it can say. */
const CORNERS_FULL = 6;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How full each cell is, 0 to 1, row by row. */
export function coverageOf(size: PictureSize, corners: readonly Point[]): number[] {
  const counts = new Array<number>(COVERAGE_COLUMNS * COVERAGE_ROWS).fill(0);
  for (const { x, y } of corners) {
    const column = Math.floor((x / size.width) * COVERAGE_COLUMNS);
    const row = Math.floor((y / size.height) * COVERAGE_ROWS);
    if (column < 0 || row < 0 || column >= COVERAGE_COLUMNS || row >= COVERAGE_ROWS) continue;
    const cell = row * COVERAGE_COLUMNS + column;
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts.map((count) => Math.min(1, count / CORNERS_FULL));
}

/** The share of the picture in which the board was seen, 0 to 1. */
export function coveredShare(cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + cell, 0) / Math.max(1, cells.length);
}
