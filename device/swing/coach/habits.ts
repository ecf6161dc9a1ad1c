import type { ReportFault } from '../report/swing-report.ts';

/** One shot has a bad day, ten have a habit: what was seen in several shots, by how grave it was and how often. */
export interface Habit {
  /** As it was at its worst. */
  readonly worst: ReportFault;
  readonly shots: number;
}

const WEIGHTS: Readonly<Record<ReportFault['severity'], number>> = { critical: 3, major: 2, minor: 1 };

/** @param shots the faults of each shot; the habit to work on first stands first */
export function habitsOf(shots: readonly (readonly ReportFault[])[]): Habit[] {
  const seen = new Map<string, { worst: ReportFault; weight: number; shots: number }>();
  for (const faults of shots) {
    for (const fault of faults) {
      const before = seen.get(fault.id);
      const isWorse = before === undefined || WEIGHTS[fault.severity] > WEIGHTS[before.worst.severity];
      seen.set(fault.id, {
        worst: isWorse ? fault : before.worst,
        weight: (before?.weight ?? 0) + WEIGHTS[fault.severity],
        shots: (before?.shots ?? 0) + 1,
      });
    }
  }
  return [...seen.values()]
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ worst, shots: times }) => ({ worst, shots: times }));
}
