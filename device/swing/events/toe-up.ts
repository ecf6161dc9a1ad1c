/**
 * Toe-up, the shaft parallel to the ground going back: the middle one of three readings. The hands' height then, a
 * share of the time from address to mid-backswing, and the shaft itself where it can be seen, which draws the middle
 * halfway to itself, and farther where its line was followed clearly: it alone looks at what is asked.
 */
import { nearestReading } from './nearest-reading.ts';
import { crossing, median } from './series.ts';
import { shaftLevel } from './shaft-level.ts';
import { byRole, type Estimate, type SwingContext } from './swing-context.ts';

export interface ToeUpEstimate extends Estimate {
  readonly readings: readonly Estimate[];
}

export function toeUp(context: SwingContext, address: number, midBackswing: number): ToeUpEstimate {
  const { motion, role, candidate } = context;
  const readings: Estimate[] = [{ frame: address + 0.7 * (midBackswing - address) - 0.5, by: 'timing' }];
  const rises = crossing(motion.height, byRole(role, 0.2, 0.16), Math.floor(midBackswing), Math.floor(address));
  if (rises !== undefined) readings.push({ frame: rises, by: 'hands' });
  const until = midBackswing + 2 * candidate.unitFrames;
  const shaft = followed(context, address, until) ?? shaftLevel(context, { from: address, to: until, going: 'back' });
  if (shaft !== undefined) readings.push(shaft);
  const frames = readings.map((reading) => reading.frame);
  const middle = median(frames);
  const frame = shaft === undefined ? middle : middle + (shaft.frame - middle) * shaftShare(context, shaft, middle);
  const nearest = nearestReading(readings, frame);
  return { frame, by: nearest.by, spreadFrames: Math.max(...frames) - Math.min(...frames), readings };
}

/** Evidence with which a followed shaft is surely the shaft, and the units within which it must agree with the rest. */
const CLEAR_STRENGTH = 0.5;
const AGREES_UNITS = 2.5;
const FOLLOWED_SHARE = 0.8;

/** The shaft's own track, where it was followed clearly and within the search. */
function followed({ shaft }: SwingContext, from: number, to: number): Estimate | undefined {
  const reading = shaft?.toeUp;
  if (reading === undefined || reading.strength < CLEAR_STRENGTH || reading.frame < from || reading.frame > to)
    return undefined;
  return { frame: reading.frame, by: 'club' };
}

function shaftShare({ candidate }: SwingContext, shaft: Estimate, middle: number): number {
  const agrees = Math.abs(shaft.frame - middle) <= AGREES_UNITS * candidate.unitFrames;
  return shaft.by === 'club' && agrees ? FOLLOWED_SHARE : 0.5;
}
