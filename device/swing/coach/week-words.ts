/**
 * The training plan that the bay itself makes for a week: from what was seen in the last weeks, how that went from visit
 * to visit, and what the player aims at. At once, without a line, and by the same rules as a coach's.
 *
 * Three short days and not seven: what is planned for every day is done on none.
 */
import type { Language } from '../advice/language.ts';
import { textIn } from '../advice/texts.ts';
import { FAULT_RULES } from '../faults/fault-rules.ts';
import { isMetricId, typicalRange } from '../metrics/metric-catalogue.ts';
import type { GoalTarget } from '../progress/goal-standing.ts';
import type { WeeklyPlan } from '../report/coach-answer.ts';
import { isMeasured, type SwingReport } from '../report/swing-report.ts';
import { nameOf, type NumberAt, say, shownNumber, together } from './coach-text.ts';
import { habitsOf } from './habits.ts';
import { newestVisit } from './newest-visit.ts';
import { choosePractice, type ChosenDrill } from './practice-choice.ts';
import { whyOf } from './visit-words.ts';

/** With fewer, the newest visit is no trend. */
const TREND_SHOTS_MIN = 5;
const DAYS = [
  { day: 1, focus: 'week.day.learn' },
  { day: 3, focus: 'week.day.balls' },
  { day: 5, focus: 'week.day.free' },
] as const;

export interface WeekAsked {
  /** The player's of the last weeks, oldest first; what is no shot counts for nothing. */
  readonly swings: readonly SwingReport[];
  /** Those that are not reached yet. */
  readonly goals: readonly GoalTarget[];
}

export function weekWords({ swings, goals }: WeekAsked, language: Language): WeeklyPlan {
  const shots = swings.filter(({ kind }) => kind === 'shot');
  const habits = habitsOf(shots.map(({ faults }) => faults));
  const main = habits[0]?.worst.id;
  const numbers = goals.flatMap(({ id, at }) => (isMetricId(id) ? [{ id, at }] : []));
  const practice = choosePractice(
    habits.map(({ worst }) => worst.id),
    numbers,
  );
  return {
    aim: together(language, [
      ...(shots.length === 0 ? [say(language, 'week.none')] : aimOf(shots, main, language)),
      ...goals.slice(0, 1).flatMap((goal) => goalSentence(goal, language)),
    ]),
    days: daysOf(practice, main, language),
    howToTell: tellSentence(shots, main, practice, language),
  };
}

function aimOf(shots: readonly SwingReport[], main: string | undefined, language: Language): string[] {
  if (main === undefined) return [say(language, 'week.aim.clean')];
  const seenIn = (some: readonly SwingReport[]): number =>
    some.filter(({ faults }) => faults.some(({ id }) => id === main)).length;
  const aim = say(language, 'week.aim', { fault: textIn(language, `fault.${main}.name`) });
  const { now, before } = newestVisit(shots);
  const isTrend = Math.min(now.length, before.length) >= TREND_SHOTS_MIN;
  return [
    aim,
    isTrend
      ? say(language, 'week.trend', {
          ...{ now: seenIn(now), nowShots: now.length },
          ...{ before: seenIn(before), beforeShots: before.length },
        })
      : say(language, 'week.seen', { seen: seenIn(shots), shots: shots.length }),
  ];
}

function goalSentence({ id, at, low, high }: GoalTarget, language: Language): string[] {
  if (!isMetricId(id)) return [];
  const places = {
    name: nameOf(language, { id, at }),
    low: low === null ? '' : shownNumber(language, id, low),
    high: high === null ? '' : shownNumber(language, id, high),
  };
  if (low === null) return [say(language, 'week.goal.most', places)];
  if (high === null) return [say(language, 'week.goal.least', places)];
  // A range round zero has no sizes to be named by.
  return low < 0 ? [] : [say(language, 'week.goal.between', places)];
}

/** The first drill by itself, then with the next one, then what is left with the first again. */
function daysOf(practice: readonly ChosenDrill[], main: string | undefined, language: Language): WeeklyPlan['days'] {
  const [first, second = first, third = second] = practice;
  if (first === undefined || second === undefined || third === undefined) return [];
  const sets: readonly (readonly ChosenDrill[])[] = [
    [first],
    [...new Set([first, second])],
    [...new Set([second, third])],
  ];
  const event = FAULT_RULES.find(({ id }) => id === main)?.signs[0]?.at ?? null;
  return DAYS.map(({ day, focus }, i) => ({
    ...{ day, focus: say(language, focus), event: day === 5 ? null : event },
    drills: (sets[i] ?? []).map((one) => ({ drillId: one.drill, why: whyOf(one, language) })),
  }));
}

/** By the number that shows the fault, where it is measured and something is published for it; else by the feel. */
function tellSentence(
  shots: readonly SwingReport[],
  main: string | undefined,
  practice: readonly ChosenDrill[],
  language: Language,
): string {
  for (const { metric: id, at, changeSince } of FAULT_RULES.find((rule) => rule.id === main)?.signs ?? []) {
    if (changeSince !== undefined || !isMetricId(id) || !isEverMeasured(shots, { id, at })) continue;
    const range = typicalRange(id, at);
    if (range === null || range.low < 0) continue;
    const shown = (value: number): string => shownNumber(language, id, value);
    return say(language, 'week.tell', {
      ...{ name: nameOf(language, { id, at }), low: shown(range.low), high: shown(range.high) },
    });
  }
  return say(language, 'week.tell.feel', { feel: textIn(language, `drill.${practice[0]?.drill ?? ''}.feel`) });
}

function isEverMeasured(shots: readonly SwingReport[], { id, at }: NumberAt): boolean {
  return shots.some(({ metrics }) => metrics.some((one) => one.id === id && one.at === at && isMeasured(one)));
}
