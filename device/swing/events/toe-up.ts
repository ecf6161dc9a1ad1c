/**
 * Toe-up, the shaft parallel to the ground going back: the middle one of three readings. The hands' height then, a
 * share of the time from address to mid-backswing, and the shaft itself where it can be seen, which draws the middle
 * halfway to itself: it alone looks at what is asked.
 */
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
  const shaft = shaftLevel(context, { from: address, to: midBackswing + 2 * candidate.unitFrames, going: 'back' });
  if (shaft !== undefined) readings.push(shaft);
  const frames = readings.map((reading) => reading.frame);
  const middle = median(frames);
  const frame = shaft === undefined ? middle : (middle + shaft.frame) / 2;
  const nearest = readings.reduce((a, b) => (Math.abs(b.frame - frame) < Math.abs(a.frame - frame) ? b : a));
  return { frame, by: nearest.by, spreadFrames: Math.max(...frames) - Math.min(...frames), readings };
}
