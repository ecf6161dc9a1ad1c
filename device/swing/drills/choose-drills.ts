import type { ReportFault } from '../report/swing-report.ts';
import type { Drill } from './drill.ts';
import { DRILLS } from './drill-catalogue.ts';

/** One thing at a time is learnt; a second drill is for a second cause. */
const DRILLS_MAX = 2;

/** Drills for the faults given, main fault first: the best drill for it, then at most one more for the next it leaves. */
export function chooseDrills(faults: readonly ReportFault[]): string[] {
  const chosen: Drill[] = [];
  for (const fault of faults) {
    if (chosen.length === DRILLS_MAX) break;
    if (chosen.some((drill) => drill.faults.includes(fault.id))) continue;
    const best = drillsFor(fault.id)[0];
    if (best !== undefined) chosen.push(best);
  }
  return chosen.map((drill) => drill.id);
}

/** Those that work on the fault, the one that names it earliest in its list first. */
export function drillsFor(faultId: string): Drill[] {
  const fitting = DRILLS.filter((drill) => drill.faults.includes(faultId));
  return fitting.toSorted((a, b) => a.faults.indexOf(faultId) - b.faults.indexOf(faultId));
}
