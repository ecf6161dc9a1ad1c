import type { SeriesPoint } from './session-series.ts';
import { seriesOf } from './session-series.ts';
import { bySession, type MetricAt, readMetric, type ShotReadings } from './shot-readings.ts';

/**
 * How a player stands to a goal in numbers. A goal is reached where the newest session's whole interval lies in the
 * target, measuring errors and all: a middle that happens to lie in it may be there by luck.
 */
export interface GoalTarget extends MetricAt {
  /** At least; null for a goal that has no lower end. Never both null. */
  readonly low: number | null;
  readonly high: number | null;
  /** Null: with any club. */
  readonly club: string | null;
}

export type GoalStatus =
  /** No session with enough shots since it was set. */
  | 'not-measured'
  | 'not-yet'
  /** The interval reaches into the target: measuring cannot tell. */
  | 'perhaps'
  | 'reached';

export interface GoalLevel {
  readonly session: string;
  readonly value: number;
  /** 90 % interval with everything that measuring may do. */
  readonly low: number;
  readonly high: number;
  readonly shots: number;
}

export interface GoalStanding {
  readonly status: GoalStatus;
  /** Where the player began: the newest session before the goal was set, else the first after it. */
  readonly baseline: GoalLevel | null;
  /** The newest session since it was set. */
  readonly now: GoalLevel | null;
  /**
   * How much of the way from the baseline into the target is done, 0–1: what is sure, and what the middle says. Sure is 1
   * exactly when the goal is reached.
   */
  readonly share: { readonly sure: number; readonly likely: number } | null;
  /** The first session since it was set that reached it. */
  readonly reachedIn: string | null;
  /** Whether the target is wide enough for measuring ever to say that it was reached; null while nothing was measured. */
  readonly isProvable: boolean | null;
}

/** @param setAt UTC; @param shots of the player, oldest first */
export function goalStanding(goal: GoalTarget, setAt: string, shots: readonly ShotReadings[]): GoalStanding {
  const counted = goal.club === null ? shots : shots.filter(({ club }) => club === goal.club);
  const isSince = ({ recordedAt }: ShotReadings): boolean => Date.parse(recordedAt) >= Date.parse(setAt);
  const levelsIn = (some: readonly ShotReadings[]): GoalLevel[] =>
    seriesOf(bySession(some), readMetric(goal)).sessions.map(levelOf);
  const since = levelsIn(counted.filter(isSince));
  const before = levelsIn(counted.filter((shot) => !isSince(shot)));
  const baseline = before.at(-1) ?? since[0] ?? null;
  const now = since.at(-1) ?? null;
  return {
    status: now === null ? 'not-measured' : statusOf(goal, now),
    baseline,
    now,
    share: baseline === null || now === null ? null : shareOf(goal, baseline, now),
    reachedIn: since.find((level) => statusOf(goal, level) === 'reached')?.session ?? null,
    isProvable: baseline === null ? null : isProvable(goal, now ?? baseline),
  };
}

function levelOf({ session, mean, known, swings }: SeriesPoint): GoalLevel {
  return { session, value: mean, low: known.low, high: known.high, shots: swings };
}

/** How far a value lies outside of the target; 0 within. */
function missed({ low, high }: GoalTarget, value: number): number {
  return Math.max(0, (low ?? value) - value, value - (high ?? value));
}

function statusOf(goal: GoalTarget, { value, low, high }: GoalLevel): GoalStatus {
  if (missed(goal, low) === 0 && missed(goal, high) === 0) return 'reached';
  const touches = (goal.low === null || high >= goal.low) && (goal.high === null || low <= goal.high);
  return touches && missed(goal, value) === 0 ? 'perhaps' : 'not-yet';
}

function shareOf(goal: GoalTarget, baseline: GoalLevel, now: GoalLevel): { sure: number; likely: number } {
  const way = missed(goal, baseline.value);
  const done = (left: number): number => (left === 0 ? 1 : way === 0 ? 0 : Math.max(0, 1 - left / way));
  const likely = done(missed(goal, now.value));
  return { sure: Math.min(likely, done(Math.max(missed(goal, now.low), missed(goal, now.high)))), likely };
}

function isProvable(goal: GoalTarget, level: GoalLevel): boolean {
  return goal.low === null || goal.high === null || goal.high - goal.low >= level.high - level.low;
}
