/**
 * The top of the backswing, where the club changes direction. The hands stand nearly still there, so three readings
 * are taken and the middle one counts: the end of the plateau at the greatest height, the slowest instant near it,
 * and the start of the fall. Hands and club reverse at different moments, which landmarks alone cannot see.
 */
import { indexOfMaximum, indexOfMinimum, median } from './series.ts';
import type { Estimate, SwingContext } from './swing-context.ts';

/** In torso lengths below the greatest height. */
const PLATEAU_T = 0.04;
const NEAR_TOP_T = 0.3;
/** Of the fall's greatest speed. */
const STARTED_SHARE = 0.1;

export function topOfBackswing(context: SwingContext): Estimate {
  const { motion, candidate } = context;
  const { high, low } = candidate;
  const highest = motion.handY[high] as number;
  let plateauEnd = high;
  for (let i = high; i <= low; i++) if ((motion.handY[i] as number) >= highest - PLATEAU_T) plateauEnd = i;
  let from = high;
  while (from > 0 && (motion.handY[from - 1] as number) >= highest - NEAR_TOP_T) from--;
  let to = high;
  while (to < low && (motion.handY[to + 1] as number) >= highest - NEAR_TOP_T) to++;
  const slowest = indexOfMinimum(motion.handSpeed, from, to);
  const fastest = indexOfMaximum(motion.handSpeed, high, low);
  const peak = motion.handSpeed[fastest] as number;
  let started = fastest;
  while (started > from && (motion.handSpeed[started] as number) >= STARTED_SHARE * peak) started--;
  const readings = [plateauEnd, slowest, started];
  return {
    frame: median(readings),
    by: 'hands',
    spreadFrames: Math.max(...readings) - Math.min(...readings),
  };
}
