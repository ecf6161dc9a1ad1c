/**
 * The shaft in one view over a whole swing: first the path through the evidence that collects the most, then a close
 * look round it.
 *
 * In every usual view the club turns one way going back and the other way from the top on, no faster than a bound; only
 * where the reversal lies is open. Pointing at the camera the shaft is a point and its direction may leap, which the
 * bound allows over a few frames. Dynamic programming over frames × directions × (back, through), exact.
 */
import type { CameraRole, Handedness } from '../report/swing-report.ts';
import { LINE_DIRECTIONS, type ShaftLines } from './shaft-lines.ts';

export interface ShaftTrack {
  /** Frame of the first row. */
  readonly from: number;
  /** Direction in the picture, unwrapped: 0 to the right, 90 up. NaN where the shaft was not seen. */
  readonly degrees: Float64Array;
  /** A point of the shaft's line near the hands, in pixels of the upright picture. NaN likewise. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly strength: Float64Array;
  /** The path before the close look, never NaN: where the shaft should be while it is not seen. */
  readonly expected: Float64Array;
}

export interface ShaftTrackSearch {
  readonly lines: ShaftLines;
  readonly role: CameraRole;
  readonly handedness: Handedness;
  /** Frames of the highest hands going back and of the lowest hands at impact. */
  readonly high: number;
  readonly low: number;
  readonly unitFrames: number;
}

const COLUMN_DEGREES = 360 / LINE_DIRECTIONS;
/** At impact the shaft turns by some 2° a millisecond; a unit is 33 ms of swing time. */
const TURN_A_UNIT_MAX = 90;
const TURN_A_FRAME_MIN = 6;
/** The path may go back by so much between two frames: grip and landmarks tremble. */
const BACKLASH_COLUMNS = 1;
/** Evidence that a turn of one column must be worth. */
const TURN_COST = 0.02;
/** Right-handers' address: hanging straight down face-on, towards the ball down the line. */
const START = { faceOn: 270, downTheLine: 315, slack: 50 };
/** The reversal lies between so many units before the highest hands and before the lowest. */
const REVERSAL_UNITS = { beforeHigh: 14, beforeLow: 2 };
/** Clear shafts measure 0.4–1, stray edges 0.2–0.4. */
const SEEN_STRENGTH_MIN = 0.36;
/** A line that the close look finds farther from the path than this is another line. */
const NEAR_PATH_DEGREES = 7;

export function shaftTrack(search: ShaftTrackSearch): ShaftTrack {
  const { lines } = search;
  const rows = lines.strength.length / LINE_DIRECTIONS;
  const expected = bestPath(search, rows);
  const degrees = new Float64Array(rows).fill(Number.NaN);
  const x = new Float64Array(rows).fill(Number.NaN);
  const y = new Float64Array(rows).fill(Number.NaN);
  const strength = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const near = expected[row] as number;
    const line = lines.closely(lines.from + row, near);
    if (line === null || line.strength < SEEN_STRENGTH_MIN) continue;
    if (Math.abs(line.degrees - near) > NEAR_PATH_DEGREES) continue;
    degrees[row] = line.degrees;
    x[row] = line.x;
    y[row] = line.y;
    strength[row] = line.strength;
  }
  dropStrays(degrees);
  return { from: lines.from, degrees, x, y, strength, expected };
}

/** A reading off the chord between its seen neighbours by more than this and half the chord's rise is a stray. */
const STRAY_DEGREES = 6;

function dropStrays(degrees: Float64Array): void {
  const seen = [...degrees.keys()].filter((row) => !Number.isNaN(degrees[row]));
  const strays: number[] = [];
  for (let i = 1; i + 1 < seen.length; i++) {
    const [before, here, after] = [seen[i - 1], seen[i], seen[i + 1]] as [number, number, number];
    const from = degrees[before] as number;
    const rise = (degrees[after] as number) - from;
    const chord = from + (rise * (here - before)) / (after - before);
    if (Math.abs((degrees[here] as number) - chord) > STRAY_DEGREES + Math.abs(rise) / 2) strays.push(here);
  }
  for (const row of strays) degrees[row] = Number.NaN;
}

function bestPath(search: ShaftTrackSearch, rows: number): Float64Array {
  const { lines, handedness, role } = search;
  const mirrored = handedness === 'left';
  const n = LINE_DIRECTIONS;
  // A right-hander's club goes back clockwise in both usual views; a left-hander is read in the mirror.
  const column = (k: number): number => (mirrored ? (n / 2 - k + 2 * n) % n : k);
  const startAt = role === 'down-the-line' ? START.downTheLine : START.faceOn;
  const stepMax = Math.max(TURN_A_FRAME_MIN, TURN_A_UNIT_MAX / search.unitFrames) / COLUMN_DEGREES;
  const steps = Math.min(n / 2 - 1, Math.round(stepMax));
  const states = 2 * n;
  const came = new Int16Array(rows * states);
  let best = new Float64Array(states).fill(Number.NEGATIVE_INFINITY);
  for (let k = 0; k < n; k++) {
    const away = Math.abs(((k * COLUMN_DEGREES - startAt + 540) % 360) - 180);
    if (away <= START.slack) best[k] = strengthAt(lines, 0, column(k));
  }
  const reversalFrom = search.high - REVERSAL_UNITS.beforeHigh * search.unitFrames - lines.from;
  const reversalTo = search.low - REVERSAL_UNITS.beforeLow * search.unitFrames - lines.from;
  for (let row = 1; row < rows; row++) {
    const next = new Float64Array(states).fill(Number.NEGATIVE_INFINITY);
    const mayReverse = row >= reversalFrom && row <= reversalTo;
    for (let k = 0; k < n; k++) {
      const gain = strengthAt(lines, row, column(k));
      for (const going of [0, 1] as const) {
        let value = Number.NEGATIVE_INFINITY;
        let from = k + going * n;
        for (let step = -BACKLASH_COLUMNS; step <= steps; step++) {
          // Going back directions fall, so the state came from above; going through from below.
          const k0 = (k + (going === 0 ? step : -step) + n) % n;
          const candidate = (best[k0 + going * n] as number) - TURN_COST * Math.abs(step);
          if (candidate > value) {
            value = candidate;
            from = k0 + going * n;
          }
        }
        if (going === 1 && mayReverse && (best[k] as number) > value) {
          value = best[k] as number;
          from = k;
        }
        next[k + going * n] = value + gain;
        came[row * states + k + going * n] = from;
      }
    }
    best = next;
  }
  return unwound(best, came, rows, mirrored);
}

function strengthAt(lines: ShaftLines, row: number, column: number): number {
  const s = lines.strength[row * LINE_DIRECTIONS + column] as number;
  return s * s;
}

/** Back from the best last state (through, where there is one) to the first row, as unwrapped degrees. */
function unwound(best: Float64Array, came: Int16Array, rows: number, mirrored: boolean): Float64Array {
  const n = LINE_DIRECTIONS;
  let state = n;
  for (let k = 0; k < n; k++) if ((best[n + k] as number) > (best[state] as number)) state = n + k;
  if (best[state] === Number.NEGATIVE_INFINITY)
    for (let k = 0; k < n; k++) if ((best[k] as number) > (best[state] as number)) state = k;
  const columns = new Float64Array(rows);
  for (let row = rows - 1; row >= 0; row--) {
    columns[row] = state % n;
    state = came[row * 2 * n + state] as number;
  }
  const degrees = columns.map((k) => (mirrored ? 180 - k * COLUMN_DEGREES : k * COLUMN_DEGREES));
  for (let row = 1; row < rows; row++) {
    const turn = (degrees[row] as number) - (degrees[row - 1] as number);
    degrees[row] = (degrees[row - 1] as number) + ((((turn + 180) % 360) + 360) % 360) - 180;
  }
  return degrees;
}
