/**
 * The finish: the final pose is reached, body and hands hold still for a while. The body alone stands still too soon,
 * when hips and knees have stopped and the club still pulls the arms along. Speeds are per thirtieth of a second of
 * swing time, so slow motion is judged alike.
 */
import { averaged, indexOfMinimum } from './series.ts';
import type { Estimate, SwingContext } from './swing-context.ts';

/** Median speed of ten joints, and speed of the hands, in T a unit below which a golfer holds a pose. */
const BODY_STILL_T = 0.016;
const HANDS_STILL_T = 0.03;
/** Units for which it must be held. */
const HELD_UNITS = 4;
/** Times the span from top to impact that lie between impact and finish: 5 % and 95 % of golfers, widened. */
const EARLIEST = 1.2;
const LATEST = 5;

export function finishOfSwing(context: SwingContext, top: number, impact: number): Estimate {
  const { motion, candidate } = context;
  const unit = candidate.unitFrames;
  const span = Math.max(3, impact - top);
  const reach = Math.max(1, Math.round(unit / 2));
  const body = averaged(motion.bodySpeed, reach);
  const hands = averaged(motion.handSpeed, reach);
  const from = Math.round(impact + EARLIEST * span);
  const last = motion.frames - 1;
  if (from > last) return { frame: last, by: 'clip-edge' };
  const isStill = (frame: number): boolean =>
    (body[frame] as number) * unit < BODY_STILL_T && (hands[frame] as number) * unit < HANDS_STILL_T;
  const to = Math.min(last, Math.round(impact + LATEST * span));
  const held = Math.round(HELD_UNITS * unit);
  let stillFor = 0;
  for (let frame = from; frame <= Math.min(last, to + held); frame++) {
    stillFor = isStill(frame) ? stillFor + 1 : 0;
    // A pose that is still held when the clip ends counts.
    if (stillFor > held || (stillFor > 0 && frame === last)) return { frame: frame - stillFor + 1, by: 'body' };
  }
  return { frame: indexOfMinimum(body, from, to), by: 'body' };
}
