/**
 * The top of the backswing, where the club changes direction. The hands stand nearly still there, often for long, so
 * five readings are taken and the middle one counts: where the plateau round the greatest height ends (closely and
 * generously), the slowest instant near it (as it is and smoothed), and the start of the fall. The club turns a little
 * later than the hands and before they fall: the middle of that reading and of the two that `hands-turn.ts` gives counts.
 * Where the shaft itself was seen to turn back, that counts alone.
 */

import { handsTurn } from './hands-turn.ts';
import { averaged, indexOfMaximum, indexOfMinimum, median, quantile } from './series.ts';
import { byRole, type Estimate, type SwingContext } from './swing-context.ts';

/** In torso lengths below the greatest height. */
const PLATEAUS_T = [0.03, 0.06];
const NEAR_TOP_T = 0.3;
/** Of the fall's greatest speed. */
const STARTED_SHARE = 0.05;
/** Units by which the club turns after the hands' greatest height and before their fall, on labelled clips. */
const CLUB_AFTER_HANDS = { faceOn: 1.35, downTheLine: 0.8 };
const CLUB_BEFORE_FALL = { faceOn: 2.35, downTheLine: 2.6 };

export function topOfBackswing(context: SwingContext): Estimate {
  const byHands = topByHands(context);
  const turn = context.shaft?.top;
  return turn === undefined
    ? byHands
    : { frame: turn.frame, by: 'club', spreadFrames: Math.abs(turn.frame - byHands.frame) };
}

function topByHands({ motion, candidate, role }: SwingContext): Estimate {
  const { high, low, unitFrames } = candidate;
  const { handY, handSpeed } = motion;
  const highest = handY[high] as number;
  const plateauEnd = (depth: number): number => {
    let end = high;
    for (let i = high; i <= low; i++) if ((handY[i] as number) >= highest - depth) end = i;
    return end;
  };
  let from = high;
  while (from > 0 && (handY[from - 1] as number) >= highest - NEAR_TOP_T) from--;
  let to = high;
  while (to < low && (handY[to + 1] as number) >= highest - NEAR_TOP_T) to++;
  const fastest = indexOfMaximum(handSpeed, high, low);
  let started = fastest;
  while (started > from && (handSpeed[started] as number) >= STARTED_SHARE * (handSpeed[fastest] as number)) started--;
  const readings = [
    ...PLATEAUS_T.map(plateauEnd),
    indexOfMinimum(handSpeed, from, to),
    indexOfMinimum(averaged(handSpeed, Math.round(unitFrames / 2)), from, to),
    started,
  ];
  const spreadFrames = quantile(readings, 0.75) - quantile(readings, 0.25);
  const still = median(readings);
  const turn = handsTurn({ motion, candidate });
  const frame = median([
    still,
    turn.falling - byRole(role, CLUB_BEFORE_FALL.faceOn, CLUB_BEFORE_FALL.downTheLine) * unitFrames,
    turn.highest === undefined
      ? still
      : turn.highest + byRole(role, CLUB_AFTER_HANDS.faceOn, CLUB_AFTER_HANDS.downTheLine) * unitFrames,
  ]);
  return { frame, by: 'hands', spreadFrames };
}
