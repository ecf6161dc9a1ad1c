/**
 * Every line near the shaft's path that a view shows, not only the one the path went along: where an arm, a sleeve or a
 * shadow lies beside the club, what comes before and after tells which of them is the shaft.
 */
import { LINE_DIRECTIONS, type ShaftLines } from './shaft-lines.ts';
import type { ShaftTrack } from './shaft-track.ts';

export interface ShaftSighting {
  readonly frame: number;
  /** Direction in the picture, unwrapped like the track's. */
  readonly degrees: number;
  readonly strength: number;
}

/** How far from the path lines are looked for, and how clear they must be; any stray edge reaches some 0.2. */
const SPAN_DEGREES = 24;
const STRENGTH_MIN = 0.3;
/** Two coarse peaks may be one line. */
const SAME_DEGREES = 1;
const COLUMN_DEGREES = 360 / LINE_DIRECTIONS;

/** Between two frames, both included. */
export function sightingsNear(
  track: ShaftTrack,
  lines: ShaftLines,
  range: { readonly from: number; readonly to: number },
): ShaftSighting[] {
  const first = Math.max(0, Math.ceil(range.from) - track.from);
  const last = Math.min(track.expected.length - 1, Math.floor(range.to) - track.from);
  const found: ShaftSighting[] = [];
  for (let row = first; row <= last; row++) {
    const here: ShaftSighting[] = [];
    for (const degrees of peaksNear(lines, row, track.expected[row] as number)) {
      const line = lines.closely(track.from + row, degrees);
      if (line === null || line.strength < STRENGTH_MIN) continue;
      if (here.some((other) => Math.abs(other.degrees - line.degrees) < SAME_DEGREES)) continue;
      here.push({ frame: track.from + row, degrees: line.degrees, strength: line.strength });
    }
    found.push(...here);
  }
  return found;
}

/** Directions of the coarse evidence's summits round a direction, unwrapped like it. */
function peaksNear(lines: ShaftLines, row: number, near: number): number[] {
  const strength = (column: number): number => {
    const k = ((column % LINE_DIRECTIONS) + LINE_DIRECTIONS) % LINE_DIRECTIONS;
    return lines.strength[row * LINE_DIRECTIONS + k] as number;
  };
  const middle = Math.round(near / COLUMN_DEGREES);
  const reach = Math.round(SPAN_DEGREES / COLUMN_DEGREES);
  const peaks: number[] = [];
  for (let column = middle - reach; column <= middle + reach; column++) {
    const here = strength(column);
    if (here > 0 && here >= strength(column - 1) && here > strength(column + 1)) peaks.push(column * COLUMN_DEGREES);
  }
  return peaks;
}
