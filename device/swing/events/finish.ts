/**
 * The finish: the final pose is reached. The body's stillness tells it better than the hands', which go on
 * swinging with the club. Speeds are per thirtieth of a second of swing time, so slow motion is judged alike.
 */
import type { Estimate, SwingContext } from './swing-context.ts';
import { averaged, indexOfMinimum } from './series.ts';

/** Median speed of ten joints in T a unit below which a golfer holds a pose. */
const STILL_T = 0.012;
/** Times the span from top to impact that lie between impact and finish: 5 % and 95 % of golfers, widened. */
const EARLIEST = 1.2;
const LATEST = 5;

export function finishOfSwing(context: SwingContext, top: number, impact: number): Estimate {
  const { motion, candidate } = context;
  const unit = candidate.unitFrames;
  const span = Math.max(3, impact - top);
  const speed = averaged(motion.bodySpeed, Math.max(1, Math.round(unit)));
  const from = Math.round(impact + EARLIEST * span);
  const to = Math.min(motion.frames - 1, Math.round(impact + LATEST * span));
  if (from >= motion.frames) return { frame: motion.frames - 1, by: 'clip-edge' };
  for (let i = from; i <= to; i++) {
    if ((speed[i] as number) * unit < STILL_T) return { frame: i, by: 'body' };
  }
  return { frame: indexOfMinimum(speed, from, to), by: 'body' };
}
