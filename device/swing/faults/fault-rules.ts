import type { FaultRule } from './fault-rule.ts';

/**
 * The faults that landmarks can show, in the order of the body's chain: when two are equally severe, the earlier one
 * comes first, because it tends to cause the later.
 *
 * Tempo's limits are the 5th and 95th percentile of GolfDB. Limits of turn, tilt and sway stand well outside what the
 * cohorts of the reference show (shoulder turn 87–90° at the top; shoulder tilt 36° there for professionals, 25° for
 * 30-handicaps; pelvis at impact 4 cm toward the target against 1 cm away). The others are coaching convention, set so
 * wide that a coach would see the fault without a computer.
 */
export const FAULT_RULES: readonly FaultRule[] = [
  rule('stooped-setup', 'address', 'spine-angle', 'address', { above: 50 }, 6),
  rule('upright-setup', 'address', 'spine-angle', 'address', { below: 20 }, 6),
  rule('locked-knees', 'address', 'trail-knee-flex', 'address', { below: 8 }, 4),
  rule('rushed-tempo', 'backswing', 'tempo-ratio', null, { below: 2.57 }, 0.4),
  rule('slow-tempo', 'backswing', 'tempo-ratio', null, { above: 5.33 }, 1),
  rule('sway', 'backswing', 'pelvis-sway', 'top', { below: -10 }, 4),
  rule('head-drift-back', 'backswing', 'head-sway', 'top', { below: -11 }, 5),
  rule('head-drift-forward', 'backswing', 'head-sway', 'top', { above: 4 }, 4),
  rule('short-turn', 'backswing', 'shoulder-turn', 'top', { below: 75 }, 10),
  rule('over-turn', 'backswing', 'shoulder-turn', 'top', { above: 115 }, 8),
  rule('flat-shoulders', 'backswing', 'shoulder-tilt', 'top', { above: -20 }, 6),
  rule('reverse-spine', 'backswing', 'side-bend', 'top', { below: -4 }, 4),
  rule('bent-lead-arm', 'backswing', 'lead-arm-angle', 'top', { below: 140 }, 15),
  { ...rule('knee-straightening', 'backswing', 'trail-knee-flex', 'top', { below: -12 }, 5), changeSince: 'address' },
  { ...rule('loss-of-posture', 'downswing', 'spine-angle', 'impact', { below: -6 }, 5), changeSince: 'address' },
  rule('early-extension', 'downswing', 'pelvis-thrust', 'impact', { above: 4 }, 3),
  rule('slide', 'downswing', 'pelvis-sway', 'impact', { above: 15 }, 4),
  rule('hanging-back', 'downswing', 'pelvis-sway', 'impact', { below: -1 }, 3),
  rule('stalled-hips', 'downswing', 'pelvis-turn', 'impact', { above: -10 }, 8),
  rule('head-dip', 'downswing', 'head-lift', 'impact', { below: -8 }, 4),
  rule('head-rise', 'downswing', 'head-lift', 'impact', { above: 6 }, 4),
  rule('chicken-wing', 'follow-through', 'lead-arm-angle', 'mid-follow-through', { below: 145 }, 15),
];

function rule(
  id: string,
  phase: FaultRule['phase'],
  metric: FaultRule['metric'],
  at: FaultRule['at'],
  limit: FaultRule['limit'],
  step: number,
): FaultRule {
  return { id, phase, metric, at, limit, step };
}
