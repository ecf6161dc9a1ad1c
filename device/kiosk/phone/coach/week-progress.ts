import type { WeekPlanBody } from '../../../api/contract/coach.ts';

/** How far a week's plan is: a drill that stands in it twice is done when it was done twice. Pure. */
export interface PlannedDrill {
  readonly drillId: string;
  readonly why: string;
  readonly isDone: boolean;
}

export interface PlannedDay {
  readonly day: number;
  readonly focus: string;
  readonly drills: readonly PlannedDrill[];
}

type Days = NonNullable<WeekPlanBody['claude']['document']>['days'];

export function weekProgress(
  days: Days,
  done: WeekPlanBody['done'],
): { readonly days: readonly PlannedDay[]; readonly done: number; readonly all: number } {
  const left = new Map(done.map(({ drill, times }) => [drill, times]));
  const planned = days
    .toSorted((a, b) => a.day - b.day)
    .map(({ day, focus, drills }): PlannedDay => {
      const told = drills.map(({ drillId, why }): PlannedDrill => {
        const times = left.get(drillId) ?? 0;
        left.set(drillId, times - 1);
        return { drillId, why, isDone: times > 0 };
      });
      return { day, focus, drills: told };
    });
  const drills = planned.flatMap((day) => day.drills);
  return { days: planned, done: drills.filter(({ isDone }) => isDone).length, all: drills.length };
}
