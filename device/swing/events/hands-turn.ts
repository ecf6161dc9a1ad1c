/**
 * The top of the backswing from the hands alone, for golfers whose club is not seen there: the hands turn back before
 * the club does and fall after it, each by a time that hardly varies in units of swing time. Two readings whose errors
 * are unlike: where the hands' height is greatest (the vertex of a parabola), and where their fall has reached a share
 * of its greatest speed. The lags were measured on rendered golfers; on the labelled clips they are the same to within
 * half a unit.
 */

import { vertexOf } from '../signal/parabola.ts';
import { averaged, indexOfMaximum } from './series.ts';
import { byRole, type SwingContext } from './swing-context.ts';

const SPAN_UNITS = 3;
const ROUNDS = 4;
const FAR_UNITS = 8;
const FALLING_SHARE = 0.3;
/** Units by which the club turns after the hands' greatest height, and before the fall. */
const CLUB_AFTER_VERTEX = { faceOn: 1.35, downTheLine: 0.8 };
const CLUB_BEFORE_FALL = { faceOn: 2.75, downTheLine: 3.9 };

export interface HandsTurn {
  /** When the club turns, in frames, by each reading. */
  readonly byVertex: number | undefined;
  readonly byFall: number;
}

export function handsTurn({ motion, candidate, role }: SwingContext): HandsTurn {
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
  return {
    byVertex:
      centre === undefined
        ? undefined
        : centre + unitFrames * byRole(role, CLUB_AFTER_VERTEX.faceOn, CLUB_AFTER_VERTEX.downTheLine),
    byFall: falling - unitFrames * byRole(role, CLUB_BEFORE_FALL.faceOn, CLUB_BEFORE_FALL.downTheLine),
  };
}
