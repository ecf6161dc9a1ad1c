import { drillsFor } from '../drills/choose-drills.ts';
import { FAULT_RULES } from '../faults/fault-rules.ts';
import type { NumberAt } from './coach-text.ts';

/** A drill with what it is for. */
export interface ChosenDrill {
  readonly drill: string;
  readonly for: { readonly fault: string } | { readonly goal: NumberAt } | 'keeping';
}

const DRILLS_MAX = 3;
/** What nobody unlearns by doing it: for whoever has no habit to lose. */
const KEEPING: readonly string[] = ['rushed-tempo', 'unbalanced-finish'];

/**
 * Two or three drills: two for what is to be worked on first, one for what comes next. A goal in numbers counts as the
 * next thing where a fault is seen by its number.
 *
 * @param faults what was seen, the main one first
 * @param goals numbers that the player wants to move and has not yet
 */
export function choosePractice(faults: readonly string[], goals: readonly NumberAt[] = []): ChosenDrill[] {
  const chosen: ChosenDrill[] = [];
  const take = (drill: string | undefined, why: ChosenDrill['for']): void => {
    if (drill === undefined || chosen.length === DRILLS_MAX) return;
    if (!chosen.some((one) => one.drill === drill)) chosen.push({ drill, for: why });
  };
  const [main, next] = faults;
  if (main !== undefined) for (const { id } of drillsFor(main).slice(0, 2)) take(id, { fault: main });
  for (const goal of goals) take(drillForNumber(goal), { goal });
  if (next !== undefined) take(drillsFor(next)[0]?.id, { fault: next });
  if (chosen.length === 0) for (const fault of KEEPING) take(drillsFor(fault)[0]?.id, 'keeping');
  return chosen;
}

/** The best one for the first fault that is seen by this number. */
function drillForNumber({ id, at }: NumberAt): string | undefined {
  const rule = FAULT_RULES.find(({ signs }) => signs.some((sign) => sign.metric === id && sign.at === at));
  return rule === undefined ? undefined : drillsFor(rule.id)[0]?.id;
}
