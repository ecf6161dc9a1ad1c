/**
 * Mid-follow-through, the shaft parallel to the ground after impact: the hands' height then, and the time since
 * impact, which hardly varies between golfers, share the word. The shaft itself turns by 30–40° between two pictures
 * at 30 frames a second and is blurred; where it can be read it joins them.
 */
import { crossing } from './series.ts';
import { byRole, type Estimate, type SwingContext } from './swing-context.ts';

export function midFollowThrough(context: SwingContext, top: number, impact: number): Estimate {
  const { motion, candidate, role } = context;
  const byTime = impact + 0.25 * (impact - top) + 0.5;
  const rises = crossing(motion.height, byRole(role, 0.55, 0.57), Math.min(candidate.low, impact), candidate.after);
  if (rises === undefined || rises < impact) return { frame: byTime, by: 'timing' };
  return { frame: (byTime + rises) / 2, by: 'hands' };
}
