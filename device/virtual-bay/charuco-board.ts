/**
 * A printed ChArUco board: black squares of a chessboard, and in each white one a marker of DICT_4X4_50 (six cells a
 * side, the outer ones black), numbered row by row. The first square is black, as OpenCV has printed since 4.6.
 */
export interface PrintedBoard {
  readonly columns: number;
  readonly rows: number;
  readonly squareM: number;
  readonly markerRatio: number;
}

export const DEMO_BOARD: PrintedBoard = { columns: 7, rows: 5, squareM: 0.12, markerRatio: 0.75 };

/** White paper round the print, in squares. */
export const BOARD_MARGIN = 0.4;

/** The inner 4 × 4 cells of the dictionary's first markers, row by row from the highest bit, 1 for white. */
const MARKERS = [
  0xb532, 0x0f9a, 0x332d, 0x9946, 0x549e, 0x79cd, 0x9e2e, 0xc4f2, 0xfeda, 0xcf56, 0xf991, 0x11a7, 0x0eb7, 0x2a0f,
  0x24b1, 0x263e, 0x4665,
];
const MARKER_CELLS = 6;

/** Whether the board is white at a place, in metres across and down from the first corner of the print. */
export function isWhite({ columns, rows, squareM, markerRatio }: PrintedBoard, across: number, down: number): boolean {
  const [u, v] = [across / squareM, down / squareM];
  const [column, row] = [Math.floor(u), Math.floor(v)];
  if (column < 0 || row < 0 || column >= columns || row >= rows) return true;
  if ((column + row) % 2 === 0) return false;
  const border = (1 - markerRatio) / 2;
  const cellX = Math.floor(((u - column - border) / markerRatio) * MARKER_CELLS);
  const cellY = Math.floor(((v - row - border) / markerRatio) * MARKER_CELLS);
  if (cellX < 0 || cellY < 0 || cellX >= MARKER_CELLS || cellY >= MARKER_CELLS) return true;
  const [x, y] = [cellX - 1, cellY - 1];
  if (x < 0 || y < 0 || x >= 4 || y >= 4) return false;
  const before = row * columns + column;
  // Of the squares before this one half are white; the first is black.
  const bits = MARKERS[Math.floor(before / 2)] ?? 0;
  return ((bits >> (15 - (4 * y + x))) & 1) === 1;
}
