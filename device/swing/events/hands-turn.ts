/**
 * How the hands turn at the top: where their height is greatest (the vertex of a parabola), and where their fall has
 * reached a share of its greatest speed. The club turns between the two, after the one and before the other by times
 * that hardly vary in units of swing time; the errors of both are unlike.
 */

import { vertexOf } from '../signal/parabola.ts';
import { averaged, indexOfMaximum } from './series.ts';
import { byRole, type SwingContext } from './swing-context.ts';

const SPAN_UNITS = 3;
const ROUNDS = 4;
const FAR_UNITS = 8;
const FALLING_SHARE = 0.3;
/** In frames: when the hands are highest, and when their fall has reached its share of speed. */
export interface HandsTurn {
  readonly highest: number | undefined;
  readonly falling: number;
}

export function handsTurn({ motion, candidate }: Pick<SwingContext, 'motion' | 'candidate'>): HandsTurn {
  const { high, low, unitFrames } = candidate;
  const speed = averaged(motion.handSpeed, Math.max(1, Math.round(unitFrames / 3)));
  const fastest = indexOfMaximum(speed, high, low);
  const level = FALLING_SHARE * (speed[fastest] as number);
  let row = fastest;
  while (row > 0 && (speed[row] as number) > level) row--;
  const rise = (speed[row + 1] ?? level) - (speed[row] as number);
  const falling = row + (rise > 0 ? Math.min(1, Math.max(0, (level - (speed[row] as number)) / rise)) : 0);
  let centre: number | undefined = high;
  for (let round = 0; round < ROUNDS && centre !== undefined; round++) {
    const from = Math.max(0, Math.round(centre - SPAN_UNITS * unitFrames));
    const to = Math.min(low, Math.round(centre + SPAN_UNITS * unitFrames));
    const vertex: number | undefined = vertexOf(motion.handY, from, to);
    centre = vertex !== undefined && Math.abs(vertex - high) <= FAR_UNITS * unitFrames ? vertex : undefined;
  }
  return { highest: centre, falling };
}

/** Units by which the club turns after the hands' greatest height and before their fall, on rendered golfers. */
const CLUB_AFTER_HANDS = 1.35;
const CLUB_BEFORE_FALL = { faceOn: 2.75, downTheLine: 3.9 };

/** Frames at which the hands let one expect the club's turn, one or two of them. */
export function clubTurnByHands(context: Pick<SwingContext, 'motion' | 'candidate' | 'role'>): number[] {
  const { highest, falling } = handsTurn(context);
  const { role } = context;
  const unit = context.candidate.unitFrames;
  const beforeFall = falling - byRole(role, CLUB_BEFORE_FALL.faceOn, CLUB_BEFORE_FALL.downTheLine) * unit;
  // Down the line the hands' height has no clear summit.
  return role === 'down-the-line' || highest === undefined
    ? [beforeFall]
    : [beforeFall, highest + CLUB_AFTER_HANDS * unit];
}
