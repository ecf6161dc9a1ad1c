import type { ReportFault } from '../report/swing-report.ts';

/**
 * Exercises that need nothing but a club, a ball, a wall or a headcover. Name and steps are texts under
 * `drill.<id>.name` and `drill.<id>.step.<n>`.
 */
export interface Drill {
  readonly id: string;
  /** Number of steps that the texts carry, counted from 1. */
  readonly steps: number;
  /** Faults it works on, the one it is best for first. */
  readonly faults: readonly string[];
}

export const DRILLS: readonly Drill[] = [
  { id: 'wall-behind-hips', steps: 3, faults: ['early-extension', 'loss-of-posture', 'head-rise'] },
  { id: 'head-against-wall', steps: 3, faults: ['head-drift-back', 'head-drift-forward', 'head-dip', 'head-rise'] },
  { id: 'inside-trail-foot', steps: 3, faults: ['sway', 'knee-straightening', 'head-drift-back'] },
  { id: 'step-into-it', steps: 3, faults: ['hanging-back', 'stalled-hips', 'reverse-spine'] },
  { id: 'stick-outside-lead-hip', steps: 3, faults: ['slide', 'stalled-hips'] },
  { id: 'club-across-shoulders', steps: 3, faults: ['short-turn', 'flat-shoulders', 'reverse-spine'] },
  { id: 'count-three-to-one', steps: 3, faults: ['rushed-tempo', 'slow-tempo'] },
  { id: 'stop-at-the-top', steps: 3, faults: ['over-turn', 'bent-lead-arm', 'rushed-tempo'] },
  { id: 'headcover-under-arm', steps: 3, faults: ['chicken-wing', 'bent-lead-arm'] },
  { id: 'club-along-the-back', steps: 3, faults: ['upright-setup', 'stooped-setup', 'locked-knees'] },
];

/** One thing at a time is learnt; a second drill is for a second cause. */
const DRILLS_MAX = 2;

/** Drills for the faults given, main fault first: the best drill for it, then at most one more for the next it leaves. */
export function chooseDrills(faults: readonly ReportFault[]): string[] {
  const chosen: Drill[] = [];
  for (const fault of faults) {
    if (chosen.length === DRILLS_MAX) break;
    if (chosen.some((drill) => drill.faults.includes(fault.id))) continue;
    const best = bestDrillFor(fault.id);
    if (best !== null) chosen.push(best);
  }
  return chosen.map((drill) => drill.id);
}

/** The drill that names the fault earliest in its list. */
function bestDrillFor(faultId: string): Drill | null {
  const ranked = DRILLS.filter((drill) => drill.faults.includes(faultId));
  return ranked.toSorted((a, b) => a.faults.indexOf(faultId) - b.faults.indexOf(faultId))[0] ?? null;
}
