import type { BoardSight } from './board-detector.ts';
import type { CharucoBoard } from './charuco-board.ts';
import { boardCentre, cornerPoint } from './charuco-board.ts';
import type { SightedBoard, SightedCamera } from './sighted-camera.ts';

/** More views than this cost time and teach a lens nothing. */
const VIEWS_MAX = 24;
/** Wider than this, or than half as much again as the camera's usual edge, a picture counts as blurred. */
const EDGE_PX_MAX = 6;
const BLUR_RATIO_MAX = 1.5;

/** Sharp enough to measure; a camera is held to its own best, because lenses and compression differ. */
export function sharpBoards(boards: readonly SightedBoard[]): SightedBoard[] {
  const widths = boards.map((board) => board.edgePx).sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length / 2)] ?? 0;
  return boards.filter(({ edgePx }) => edgePx <= Math.min(EDGE_PX_MAX, BLUR_RATIO_MAX * usual));
}

/**
 * The views that differ most in place, size, turn and tilt: first the one nearest the middle of the picture, then
 * always the one furthest from all that are chosen. A board that was held still for a minute counts once.
 */
export function spreadViews(
  camera: SightedCamera,
  boards: readonly SightedBoard[],
  board: CharucoBoard,
): SightedBoard[] {
  const places = boards.map((each) => placeInPicture(camera, each, board));
  const distances = boards.map(() => Number.POSITIVE_INFINITY);
  const chosen: SightedBoard[] = [];
  let next = places.reduce((best, place, i) => (fromMiddle(place) < fromMiddle(places[best] as Place) ? i : best), 0);
  while (chosen.length < Math.min(VIEWS_MAX, boards.length)) {
    chosen.push(boards[next] as SightedBoard);
    distances[next] = Number.NEGATIVE_INFINITY;
    const from = places[next] as Place;
    for (const [i, place] of places.entries()) {
      distances[i] = Math.min(distances[i] as number, Math.hypot(...place.map((value, k) => value - (from[k] ?? 0))));
    }
    next = distances.reduce((best, distance, i) => (distance > (distances[best] as number) ? i : best), 0);
  }
  return chosen;
}

/** Where the middle of the board lies and how its two edges lie in the picture, all in picture widths. */
export type Place = readonly number[];

function fromMiddle([x = 0, y = 0]: Place): number {
  return Math.hypot(x, y);
}

export function placeInPicture(
  { width, height }: Pick<SightedCamera, 'width' | 'height'>,
  sight: BoardSight,
  board: CharucoBoard,
): Place {
  const centre = boardCentre(board);
  const size = Math.max(board.columns, board.rows) * board.squareM;
  const rows = sight.ids.map((id) => {
    const p = cornerPoint(board, id);
    return [1, (p.x - centre.x) / size, (p.y - centre.y) / size];
  });
  const xs = affineFit(
    rows,
    sight.pixels.map(({ x }) => (x - width / 2) / width),
  );
  const ys = affineFit(
    rows,
    sight.pixels.map(({ y }) => (y - height / 2) / width),
  );
  return [xs[0], ys[0], xs[1], xs[2], ys[1], ys[2]].map((value) => value ?? 0);
}

/** Least squares of three unknowns, by Cramer's rule. */
function affineFit(rows: readonly (readonly number[])[], values: readonly number[]): number[] {
  const sum = (f: (row: readonly number[], i: number) => number): number =>
    rows.reduce((total, row, i) => total + f(row, i), 0);
  const at = (i: number, j: number): number => sum((row) => (row[i] as number) * (row[j] as number));
  const right = [0, 1, 2].map((i) => sum((row, k) => (row[i] as number) * (values[k] as number)));
  const matrix = [0, 1, 2].map((i) => [0, 1, 2].map((j) => at(i, j)));
  const whole = determinant(matrix);
  return [0, 1, 2].map(
    (k) => determinant(matrix.map((row, i) => row.map((cell, j) => (j === k ? (right[i] as number) : cell)))) / whole,
  );
}

function determinant(m: readonly (readonly number[])[]): number {
  const [a, b, c] = m as [number[], number[], number[]];
  const minor = (i: number, j: number): number =>
    (b[i] as number) * (c[j] as number) - (b[j] as number) * (c[i] as number);
  return (a[0] as number) * minor(1, 2) - (a[1] as number) * minor(0, 2) + (a[2] as number) * minor(0, 1);
}

/**
 * How long the board's longer side looks, in picture widths, however it is tilted and whichever part of it is seen: a
 * tilt shortens one direction across the board, and the other one keeps its length.
 */
export function apparentSize(
  size: Pick<SightedCamera, 'width' | 'height'>,
  sight: BoardSight,
  board: CharucoBoard,
): number {
  return directions(placeInPicture(size, sight, board)).longest;
}

/** How long one length looks along the board's longest-looking and its shortest-looking direction. */
export function directions([, , ax = 0, bx = 0, ay = 0, by = 0]: Place): { longest: number; shortest: number } {
  const [trace, area] = [ax * ax + ay * ay + bx * bx + by * by, Math.abs(ax * by - bx * ay)];
  const root = Math.sqrt(Math.max(0, trace * trace - 4 * area * area));
  return { longest: Math.sqrt((trace + root) / 2), shortest: Math.sqrt(Math.max(0, trace - root) / 2) };
}
