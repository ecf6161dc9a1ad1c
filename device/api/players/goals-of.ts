/** The goals of a player as they travel, each with how much of its way is done: for the player and for their coach. */
import { setImmediate } from 'node:timers/promises';
import type { StoredGoal } from '../../store/goal-repository.ts';
import type { Store } from '../../store/store.ts';
import { catalogueEntry, isMetricId } from '../../swing/metrics/metric-catalogue.ts';
import { type GoalLevel, goalStanding } from '../../swing/progress/goal-standing.ts';
import type { ShotReadings } from '../../swing/progress/shot-readings.ts';
import type { GoalBody, GoalList } from '../contract/progress.ts';
import { shotHistoryOf } from './shot-history.ts';

/** Each is some milliseconds of work, after which others have their turn. */
export async function goalsOf(store: Store, player: string): Promise<GoalList> {
  const goals = store.goals.of(player);
  if (goals.length === 0) return { goals: [] };
  const { shots } = await shotHistoryOf(store, player);
  const bodies: GoalBody[] = [];
  for (const goal of goals) {
    bodies.push(goalBody(goal, shots));
    await setImmediate();
  }
  return { goals: bodies };
}

export function goalBody(goal: StoredGoal, shots: readonly ShotReadings[]): GoalBody {
  const { metric, at, low, high, club, setAt } = goal;
  // A goal for a number that this version does not know any more stays, unmeasured.
  const { unit, decimals } = isMetricId(metric) ? catalogueEntry(metric) : { unit: '', decimals: 1 };
  const { status, baseline, now, share, reachedIn, isProvable } = goalStanding(
    { id: metric, at, low, high, club },
    setAt,
    shots,
  );
  const startOf = (session: string): string => shots.find((shot) => shot.session === session)?.recordedAt ?? setAt;
  const levelBody = (level: GoalLevel | null): GoalBody['now'] =>
    level === null
      ? null
      : { value: level.value, low: level.low, high: level.high, shots: level.shots, visitAt: startOf(level.session) };
  return {
    ...goal,
    ...{ unit, decimals, status, share, isProvable },
    baseline: levelBody(baseline),
    now: levelBody(now),
    reachedAt: reachedIn === null ? null : startOf(reachedIn),
  };
}
