/**
 * Address: the last still instant before the club starts back. Witnesses: the hands, going back from the takeaway
 * until they are slower than a share of the backswing's speed; the picture below the hands, where the club head moves
 * before the hands do; the shaft, which is seen only while it moves. Creep and waggles are the hard part: a waggle
 * ends in stillness, so each search stops at the first still instant that it meets, and the middle of all counts.
 */
import { type PixelClues, SHAFT_DIRECTIONS } from './pixel-clues.ts';
import { averaged, indexOfMaximum, median, quantile } from './series.ts';
import type { Estimate, SwingContext } from './swing-context.ts';

/** Of the backswing's greatest hand speed. */
const HANDS_STILL_SHARE = 0.06;
/** Of the takeaway's motion below the hands. */
const CLUB_STILL_SHARE = 0.1;
/** Of the takeaway's clearest shaft. */
const SHAFT_STILL_SHARE = 0.3;
/** Units before mid-backswing within which the takeaway is. */
const TAKEAWAY_UNITS = 14;

export interface AddressEstimate extends Estimate {
  readonly readings: readonly Estimate[];
}

export function addressBeforeTakeaway(context: SwingContext, midBackswing: number, usual: number): AddressEstimate {
  const readings = [
    addressByHands(context, midBackswing),
    addressByClub(context, midBackswing),
    addressByShaft(context, midBackswing),
    { frame: usual, by: 'timing' },
  ].filter((reading) => reading !== undefined);
  const frames = readings.map((reading) => reading.frame);
  const frame = median(frames);
  const nearest = readings.reduce((a, b) => (Math.abs(b.frame - frame) < Math.abs(a.frame - frame) ? b : a));
  const spreadFrames = quantile(frames, 0.75) - quantile(frames, 0.25);
  return { frame, by: frame < 1 ? 'clip-edge' : nearest.by, spreadFrames, readings };
}

export function addressByHands(context: SwingContext, midBackswing: number): Estimate {
  const { motion, candidate } = context;
  const speed = averaged(motion.handSpeed, Math.round(candidate.unitFrames / 2));
  const earliest = Math.max(0, Math.round(midBackswing - TAKEAWAY_UNITS * candidate.unitFrames));
  const fastest = indexOfMaximum(speed, earliest, Math.round(midBackswing));
  const still = HANDS_STILL_SHARE * (speed[fastest] as number);
  let frame = fastest;
  while (frame > 0 && (speed[frame] as number) > still) frame--;
  return { frame, by: 'hands' };
}

export function addressByClub(context: SwingContext, midBackswing: number): Estimate | undefined {
  const { clues, candidate } = context;
  if (clues === null) return undefined;
  const frame = onset(clues.clubMotion, midBackswing - clues.from, candidate.unitFrames, CLUB_STILL_SHARE);
  return frame === undefined ? undefined : { frame: frame + clues.from, by: 'club' };
}

export function addressByShaft(context: SwingContext, midBackswing: number): Estimate | undefined {
  const { clues, candidate } = context;
  if (clues === null) return undefined;
  const frame = onset(shaftBelow(clues), midBackswing - clues.from, candidate.unitFrames, SHAFT_STILL_SHARE);
  return frame === undefined ? undefined : { frame: frame + clues.from, by: 'shaft' };
}

/** The clearest line below the hands, frame by frame. */
function shaftBelow(clues: PixelClues): Float64Array {
  const first = Math.round((190 / 360) * SHAFT_DIRECTIONS);
  const last = Math.round((350 / 360) * SHAFT_DIRECTIONS);
  return new Float64Array(clues.shaft.length / SHAFT_DIRECTIONS).map((_, row) => {
    let best = 0;
    for (let k = first; k <= last; k++) best = Math.max(best, clues.shaft[row * SHAFT_DIRECTIONS + k] as number);
    return best;
  });
}

/** Going back from the strongest motion before `until`: the last row that is still. */
function onset(motion: Float64Array, until: number, unitFrames: number, stillShare: number): number | undefined {
  const to = Math.min(motion.length - 1, Math.round(until));
  const from = Math.max(0, Math.round(to - TAKEAWAY_UNITS * unitFrames));
  if (to <= from) return undefined;
  const smooth = averaged(motion, Math.round(unitFrames / 2));
  const still = stillShare * quantile(smooth.subarray(from, to + 1), 0.9);
  let row = indexOfMaximum(smooth, from, to);
  while (row > 0 && (smooth[row] as number) > still) row--;
  return row;
}
