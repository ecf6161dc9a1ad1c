/**
 * The instant at which the shaft is parallel to the ground, read from the evidence of it in the pictures: going back
 * (toe-up) and going through (mid-follow-through).
 *
 * Face-on the shaft turns in the picture's plane: its path is followed and its crossing of the horizontal read. Down
 * the line a level shaft points at the camera and cannot be seen at all: it vanishes below the hands and comes back
 * above them, and the change-over is the instant. Directions are given for a right-hander and mirrored for a
 * left-hander; a wide-angle lens bends them, hence generous sectors.
 */
import { type PixelClues, SHAFT_DIRECTIONS } from './pixel-clues.ts';
import { shaftPath } from './shaft-path.ts';
import type { Estimate, SwingContext } from './swing-context.ts';

/** Evidence below which the darkness says nothing; clear shafts measure 0.2–0.9 and stray lines 0.05–0.15. */
const STRENGTH_MIN = 0.12;

export interface LevelSearch {
  readonly from: number;
  readonly to: number;
  readonly going: 'back' | 'through';
}

export function shaftLevel(context: SwingContext, search: LevelSearch): Estimate | undefined {
  const { clues } = context;
  if (clues === null) return undefined;
  const rows = clues.shaft.length / SHAFT_DIRECTIONS;
  const fromRow = Math.max(0, Math.round(search.from) - clues.from);
  const toRow = Math.min(rows - 1, Math.round(search.to) - clues.from);
  if (toRow - fromRow < 3) return undefined;
  if (context.role === 'down-the-line') return changeOver(context, clues, fromRow, toRow);
  return crossingOfLevel(context, clues, { fromRow, toRow, going: search.going });
}

function crossingOfLevel(
  context: SwingContext,
  clues: PixelClues,
  search: { fromRow: number; toRow: number; going: 'back' | 'through' },
): Estimate | undefined {
  const right = context.handedness === 'right';
  const back = search.going === 'back';
  // Seen face-on a right-hander's club goes back clockwise, from hanging down to the picture's left, and up.
  const sense = right === back ? -1 : 1;
  const path = shaftPath({
    evidence: clues.shaft,
    fromRow: search.fromRow,
    toRow: search.toRow,
    startDegrees: 270,
    startSlackDegrees: 44,
    sense,
    sweepDegreesMax: 200,
    stepDegreesMax: 60,
  });
  const level = 270 + sense * 90;
  for (let row = 1; row < path.degrees.length; row++) {
    const before = sense * ((path.degrees[row - 1] as number) - level);
    const here = sense * ((path.degrees[row] as number) - level);
    if (before < 0 && here >= 0) {
      const strength = Math.max(path.strength[row - 1] as number, path.strength[row] as number);
      if (strength < STRENGTH_MIN) return undefined;
      return { frame: clues.from + search.fromRow + row - here / (here - before), by: 'shaft' };
    }
  }
  return undefined;
}

/** Sectors in which a right-hander's shaft is seen down the line: below the hands towards the ball, and above them. */
const BELOW = { from: 282, to: 345 };
const ABOVE = { from: 48, to: 160 };

function changeOver(context: SwingContext, clues: PixelClues, fromRow: number, toRow: number): Estimate | undefined {
  const mirrored = context.handedness === 'left';
  const rows = toRow - fromRow + 1;
  const gain = new Float64Array(rows);
  let below = 0;
  let above = 0;
  for (let row = 0; row < rows; row++) {
    const low = strongest(clues, fromRow + row, BELOW, mirrored);
    const high = strongest(clues, fromRow + row, ABOVE, mirrored);
    below = Math.max(below, low);
    above = Math.max(above, high);
    gain[row] = low - high;
  }
  if (below < STRENGTH_MIN || above < STRENGTH_MIN) return undefined;
  // The change-over at t collects what is below before it and above after it; where the shaft is end-on the sum is
  // flat, so the middle of all nearly best instants is taken.
  let sum = 0;
  const sums = new Float64Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    sum += gain[row] as number;
    sums[row + 1] = sum;
  }
  const best = Math.max(...sums);
  let weight = 0;
  let moment = 0;
  for (let row = 0; row <= rows; row++) {
    const share = Math.exp(-(best - (sums[row] as number)) / (0.5 * Math.min(below, above)));
    weight += share;
    moment += share * (row - 0.5);
  }
  return { frame: clues.from + fromRow + moment / weight, by: 'shaft' };
}

function strongest(clues: PixelClues, row: number, sector: { from: number; to: number }, mirrored: boolean): number {
  let best = 0;
  const step = 360 / SHAFT_DIRECTIONS;
  for (let k = 0; k < SHAFT_DIRECTIONS; k++) {
    const degrees = mirrored ? (540 - k * step) % 360 : k * step;
    if (degrees < sector.from || degrees > sector.to) continue;
    best = Math.max(best, clues.shaft[row * SHAFT_DIRECTIONS + k] as number);
  }
  return best;
}
