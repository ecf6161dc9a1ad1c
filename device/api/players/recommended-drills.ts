/** What the newest shots of a player call for: one shot has a bad day, ten have a habit. Pure. */
import { chooseDrills } from '../../swing/drills/choose-drills.ts';
import type { ReportFault } from '../../swing/report/swing-report.ts';
import type { RecommendedDrills } from '../contract/accounts.ts';

const WEIGHTS: Readonly<Record<ReportFault['severity'], number>> = { critical: 3, major: 2, minor: 1 };

/** @param shots the faults of each shot; a fault counts by how grave it was, and how often */
export function recommendedDrills(shots: readonly (readonly ReportFault[])[]): Omit<RecommendedDrills, 'fromCoach'> {
  const seen = new Map<string, { worst: ReportFault; weight: number; swings: number }>();
  for (const faults of shots) {
    for (const fault of faults) {
      const before = seen.get(fault.id);
      const isWorse = before === undefined || WEIGHTS[fault.severity] > WEIGHTS[before.worst.severity];
      seen.set(fault.id, {
        worst: isWorse ? fault : before.worst,
        weight: (before?.weight ?? 0) + WEIGHTS[fault.severity],
        swings: (before?.swings ?? 0) + 1,
      });
    }
  }
  const ordered = [...seen.values()].toSorted((a, b) => b.weight - a.weight);
  return {
    swings: shots.length,
    faults: ordered.map(({ worst, swings }) => ({ id: worst.id, swings })),
    drills: chooseDrills(ordered.map(({ worst }) => worst)),
  };
}
