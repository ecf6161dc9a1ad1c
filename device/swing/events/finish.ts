/**
 * The finish: the final pose is reached. Most golfers hold it: body and hands stand still for a while. The body alone
 * stands still too soon, when hips and knees have stopped and the club still pulls the arms along. Some golfers do not
 * hold it: the club rebounds, and the hands come back the way they went. Their pose is reached where the hands turn.
 * Speeds are per thirtieth of a second of swing time, so slow motion is judged alike.
 */
import { averaged, indexOfMinimum } from './series.ts';
import type { Estimate, SwingContext } from './swing-context.ts';

/**
 * Median speed of ten joints, and speed of the hands, in T a unit below which a golfer holds a pose. On the labelled
 * clips, their copies and three pose models a third more or less of either changes next to nothing.
 */
const BODY_STILL_T = 0.014;
const HANDS_STILL_T = 0.02;
/** Units for which it must be held. */
const HELD_UNITS = 3;
/** The hands have turned when they are so far back; less is landmarks that tremble behind a head. */
const TURNED_T = 0.35;
/** Times the span from top to impact that lie between impact and finish: 5 % and 95 % of golfers, widened. */
const EARLIEST = 1.2;
const LATEST = 5;
/** The same span's share after which the arms have swung through, and the hands only go round. */
const THROUGH = 0.6;

export function finishOfSwing(context: SwingContext, top: number, impact: number): Estimate {
  const { motion, candidate, handedness, role } = context;
  const unit = candidate.unitFrames;
  const span = Math.max(3, impact - top);
  const reach = Math.max(1, Math.round(unit / 2));
  const body = averaged(motion.bodySpeed, reach);
  const hands = averaged(motion.handSpeed, reach);
  // Seen from the front and along the line alike, a right-hander's hands end up on the picture's left.
  const side = handedness === 'right' ? -1 : 1;
  const round = averaged(motion.handX, reach).map((x) => side * x);
  const from = Math.round(impact + EARLIEST * span);
  const last = motion.frames - 1;
  if (from > last) return { frame: last, by: 'clip-edge' };
  const isStill = (frame: number): boolean =>
    (body[frame] as number) * unit < BODY_STILL_T && (hands[frame] as number) * unit < HANDS_STILL_T;
  const to = Math.min(last, Math.round(impact + LATEST * span));
  const held = Math.round(HELD_UNITS * unit);
  let stillFor = 0;
  const out = Math.round(impact + THROUGH * span);
  let farthest = out;
  for (let frame = out; frame <= Math.min(last, to + held); frame++) {
    stillFor = frame >= from && isStill(frame) ? stillFor + 1 : 0;
    // A pose that is still held when the clip ends counts.
    if (stillFor > held || (stillFor > 0 && frame === last)) return { frame: frame - stillFor + 1, by: 'body' };
    if (frame <= to && (round[frame] as number) > (round[farthest] as number)) farthest = frame;
    const back = (round[farthest] as number) - (round[frame] as number);
    const hasTurned = role !== 'other' && farthest > out && back > TURNED_T;
    if (hasTurned && stillFor === 0) return { frame: farthest, by: 'hands' };
  }
  return { frame: indexOfMinimum(body, from, to), by: 'body' };
}
