/**
 * The shaft's direction over a stretch of frames: the monotone path through the evidence that collects the most.
 *
 * The club turns one way only between address and the end of the takeaway (and one way only round impact), and no
 * faster than a bound, so single frames in which a trouser leg is the clearest line do not matter. Dynamic programming
 * over frames × directions, exact.
 */
import { SHAFT_DIRECTIONS } from './pixel-clues.ts';

export interface ShaftSearch {
  /** Evidence, frames × SHAFT_DIRECTIONS, and the rows that are searched. */
  readonly evidence: Float32Array;
  readonly fromRow: number;
  readonly toRow: number;
  /** Direction at the first row, in degrees (0 right, 90 up), and how far from it the path may start. */
  readonly startDegrees: number;
  readonly startSlackDegrees: number;
  /** +1 counter-clockwise in the picture, −1 clockwise. */
  readonly sense: 1 | -1;
  /** All that the club may turn over the stretch, and in one frame. */
  readonly sweepDegreesMax: number;
  readonly stepDegreesMax: number;
}

export interface ShaftPath {
  /** Unwrapped direction at each row, in degrees. */
  readonly degrees: Float64Array;
  /** Evidence met on the way, by row. */
  readonly strength: Float64Array;
}

const DEGREES_PER_COLUMN = 360 / SHAFT_DIRECTIONS;

export function shaftPath(search: ShaftSearch): ShaftPath {
  const rows = search.toRow - search.fromRow + 1;
  // Columns of the plan: degrees turned since the start, including the slack before it.
  const columns = Math.round((search.sweepDegreesMax + 2 * search.startSlackDegrees) / DEGREES_PER_COLUMN) + 1;
  const stepMax = Math.max(1, Math.round(search.stepDegreesMax / DEGREES_PER_COLUMN));
  const slack = Math.round((2 * search.startSlackDegrees) / DEGREES_PER_COLUMN);
  const degreesOf = (column: number): number =>
    search.startDegrees + search.sense * (column * DEGREES_PER_COLUMN - search.startSlackDegrees);
  const scoreOf = (row: number, column: number): number => {
    const k = Math.round(degreesOf(column) / DEGREES_PER_COLUMN);
    const wrapped = ((k % SHAFT_DIRECTIONS) + SHAFT_DIRECTIONS) % SHAFT_DIRECTIONS;
    return search.evidence[(search.fromRow + row) * SHAFT_DIRECTIONS + wrapped] as number;
  };
  const best = new Float64Array(rows * columns).fill(Number.NEGATIVE_INFINITY);
  const came = new Int32Array(rows * columns);
  for (let column = 0; column <= Math.min(slack, columns - 1); column++) best[column] = scoreOf(0, column);
  for (let row = 1; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let value = Number.NEGATIVE_INFINITY;
      let from = column;
      for (let step = 0; step <= Math.min(stepMax, column); step++) {
        const candidate = best[(row - 1) * columns + column - step] as number;
        if (candidate > value) {
          value = candidate;
          from = column - step;
        }
      }
      best[row * columns + column] = value + scoreOf(row, column);
      came[row * columns + column] = from;
    }
  }
  let column = 0;
  const lastRow = (rows - 1) * columns;
  for (let c = 1; c < columns; c++) if ((best[lastRow + c] as number) > (best[lastRow + column] as number)) column = c;
  const degrees = new Float64Array(rows);
  const strength = new Float64Array(rows);
  for (let row = rows - 1; row >= 0; row--) {
    degrees[row] = degreesOf(column);
    strength[row] = scoreOf(row, column);
    column = came[row * columns + column] as number;
  }
  return { degrees, strength };
}
