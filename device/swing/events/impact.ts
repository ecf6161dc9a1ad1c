/**
 * Impact. Face-on the hands are back where they were at address when the club meets the ball, so their x crosses its
 * address value. Down the line x says little; the hands' lowest stretch lies round impact, and its middle, between
 * the fall and the rise through one height, is steadier than its lowest point.
 */
import { crossing, valueAt } from './series.ts';
import type { Estimate, SwingContext } from './swing-context.ts';

/** Heights between which the middle of the valley is read. */
const VALLEY_LEVELS = [0.35, 0.45, 0.55];
/** Share of the time from top to impact by which contact follows the middle of the valley. */
const VALLEY_LAG = 0.05;

export function impactByHands(context: SwingContext, address: number, top: number): Estimate {
  const valley = impactByValley(context, top);
  if (context.role !== 'face-on') return valley;
  const byHands = handsAreHome(context, address, top) ?? valley;
  // The shaft passes its place at address within a few milliseconds of contact and turns by 2° in each.
  const shaft = context.shaft?.impact;
  const agrees =
    shaft !== undefined && Math.abs(shaft.frame - byHands.frame) <= AGREES_UNITS * context.candidate.unitFrames;
  if (!agrees) return byHands;
  return { frame: byHands.frame + SHAFT_SHARE * (shaft.frame - byHands.frame), by: 'club', spreadFrames: 0 };
}

/** Units within which shaft and hands must agree, and how far the shaft then draws the reading to itself. */
const AGREES_UNITS = 1.5;
const SHAFT_SHARE = 0.75;

function handsAreHome(context: SwingContext, address: number, top: number): Estimate | undefined {
  const { motion, candidate } = context;
  const home = valueAt(motion.handX, address);
  const reach = 0.5 * Math.max(3, candidate.low - top);
  const from = candidate.low - reach;
  const to = candidate.low + reach;
  const crosses = crossing(motion.handX, home, from, to);
  return crosses === undefined ? undefined : { frame: crosses, by: 'hands' };
}

function impactByValley(context: SwingContext, top: number): Estimate {
  const { motion, candidate } = context;
  const middles: number[] = [];
  for (const level of VALLEY_LEVELS) {
    const falls = crossing(motion.height, level, candidate.low, top);
    const rises = crossing(motion.height, level, candidate.low, candidate.after);
    if (falls !== undefined && rises !== undefined) middles.push((falls + rises) / 2);
  }
  const middle = middles.length > 0 ? middles.reduce((a, b) => a + b, 0) / middles.length : candidate.low;
  return { frame: middle + VALLEY_LAG * (middle - top), by: 'hands' };
}
