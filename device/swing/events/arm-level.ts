/**
 * Mid-backswing and mid-downswing: the lead arm parallel to the ground, seen as the height that the hands have then. Going
 * back, face-on, the lead wrist's height against its own shoulder is asked as well and the middle of both counts: their
 * errors are independent. Down the line the arm points towards the camera and says less than the hands do. Going down the
 * hands lead the arm by the wrists' lag and the shoulders are open, hence the lower level.
 */
import { crossing, indexOfMaximum } from './series.ts';
import { byRole, type Estimate, type SwingContext } from './swing-context.ts';

/**
 * The model's wrist lies below its shoulder when the arm is level, in torso lengths: on labelled clips as on rendered
 * golfers, whose true joints are level then.
 */
const WRIST_BELOW_T = 0.2;

export function midBackswing(context: SwingContext, address: number, top: number): Estimate | undefined {
  const { motion, role, handedness } = context;
  const level = byRole(role, 0.83, 0.85);
  const [from, to] = [Math.floor(top), Math.max(0, Math.floor(address))];
  const byHands = crossing(motion.height, level, from, to);
  if (byHands === undefined || role === 'down-the-line')
    return byHands === undefined ? undefined : { frame: byHands, by: 'hands' };
  const lead = handedness === 'right' ? 'left' : 'right';
  const byArm = crossing(motion.armRise[lead], -WRIST_BELOW_T, from, to);
  if (byArm === undefined) return { frame: byHands, by: 'hands' };
  return { frame: (byHands + byArm) / 2, by: 'hands', spreadFrames: Math.abs(byHands - byArm) };
}

export function midDownswing(context: SwingContext, top: number): Estimate | undefined {
  const { motion, role, candidate } = context;
  const level = byRole(role, 0.63, 0.85);
  const from = indexOfMaximum(motion.height, Math.floor(top), candidate.low);
  const frame = crossing(motion.height, level, candidate.low, from);
  return frame === undefined ? undefined : { frame, by: 'hands' };
}
