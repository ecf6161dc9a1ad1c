/**
 * Mid-backswing and mid-downswing: the lead arm parallel to the ground, seen as the height that the hands have then.
 * Arm angles in the picture say no more than heights (measured), because the arm points towards a camera down the
 * line. Going down the hands lead the arm by the wrists' lag and the shoulders are open, hence the lower level.
 */
import { crossing, indexOfMaximum } from './series.ts';
import { byRole, type Estimate, type SwingContext } from './swing-context.ts';

export function midBackswing(context: SwingContext, address: number, top: number): Estimate | undefined {
  const { motion, role } = context;
  const level = byRole(role, 0.83, 0.85);
  const frame = crossing(motion.height, level, Math.floor(top), Math.max(0, Math.floor(address)));
  return frame === undefined ? undefined : { frame, by: 'hands' };
}

export function midDownswing(context: SwingContext, top: number): Estimate | undefined {
  const { motion, role, candidate } = context;
  const level = byRole(role, 0.63, 0.85);
  const from = indexOfMaximum(motion.height, Math.floor(top), candidate.low);
  const frame = crossing(motion.height, level, candidate.low, from);
  return frame === undefined ? undefined : { frame, by: 'hands' };
}
