/** What the newest shots of a player call for. Pure. */
import { habitsOf } from '../../swing/coach/habits.ts';
import { chooseDrills } from '../../swing/drills/choose-drills.ts';
import type { ReportFault } from '../../swing/report/swing-report.ts';
import type { RecommendedDrills } from '../contract/accounts.ts';

/** @param shots the faults of each shot */
export function recommendedDrills(shots: readonly (readonly ReportFault[])[]): Omit<RecommendedDrills, 'fromCoach'> {
  const habits = habitsOf(shots);
  return {
    swings: shots.length,
    faults: habits.map(({ worst, shots: swings }) => ({ id: worst.id, swings })),
    drills: chooseDrills(habits.map(({ worst }) => worst)),
  };
}
