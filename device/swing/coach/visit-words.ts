/**
 * What the bay itself says after a visit: at once, without a line, in the player's language. It is the same document
 * that a coach writes, and is held to the same rules: every number is the visit's, every drill is of the catalogue, and
 * of what was not measured nothing is said.
 */
import type { Language } from '../advice/language.ts';
import { textIn } from '../advice/texts.ts';
import { audienceOf } from '../metrics/audience.ts';
import { visitProgress, type VisitNumber } from '../progress/visit-progress.ts';
import type { VisitSummary } from '../report/coach-answer.ts';
import type { SwingReport } from '../report/swing-report.ts';
import { decimal, nameOf, say, shownNumber, sizesOf, together } from './coach-text.ts';
import { type Habit, habitsOf } from './habits.ts';
import { choosePractice, type ChosenDrill } from './practice-choice.ts';

const POSITIVES_MAX = 2;
const CUES_MAX = 2;
/** Of ten in a row, a fault in one is chance. */
const HABIT_SHARE_MIN = 0.2;

type Changed = VisitNumber & { readonly change: NonNullable<VisitNumber['change']> };

/** @param swings one golfer's of one visit, in their order; what is no shot counts for nothing */
export function visitWords(swings: readonly SwingReport[], language: Language): VisitSummary {
  const shots = swings.filter(({ kind }) => kind === 'shot');
  if (shots.length === 0) {
    return { overview: say(language, 'visit.none'), positives: [], focus: [], drills: [], coachingCues: [] };
  }
  const numbers = visitProgress(shots).filter(({ id, at }) => audienceOf(id, at) === 'player');
  const of = (verdict: VisitNumber['verdict']): Changed[] =>
    numbers.filter((one): one is Changed => one.change !== null && one.verdict === verdict);
  const habits = habitsOf(shots.map(({ faults }) => faults)).filter(
    (habit) => habit.shots / shots.length >= HABIT_SHARE_MIN,
  );
  const practice = choosePractice(habits.map(({ worst }) => worst.id));
  return {
    overview: together(language, overviewOf(shots, numbers, language)),
    positives: of('improved')
      .slice(0, POSITIVES_MAX)
      .map((one) => changeSentence(one, language)),
    focus: [
      ...habits.slice(0, 1).map((habit) => habitFocus(habit, language)),
      ...declinedFocus(of('declined'), language),
    ],
    drills: practice.map((one) => ({ drillId: one.drill, why: whyOf(one, language) })),
    coachingCues: practice.slice(0, CUES_MAX).map(({ drill }) => textIn(language, `drill.${drill}.feel`)),
  };
}

export function whyOf({ for: why }: ChosenDrill, language: Language): string {
  if (why === 'keeping') return say(language, 'drill.keeps');
  return 'fault' in why
    ? say(language, 'drill.against', { fault: textIn(language, `fault.${why.fault}.name`) })
    : say(language, 'drill.for-goal', { name: nameOf(language, why.goal) });
}

function overviewOf(shots: readonly SwingReport[], numbers: readonly VisitNumber[], language: Language): string[] {
  const scores = shots.flatMap(({ score }) => (score === null ? [] : [score.overall]));
  const isKnown = numbers.some(({ change }) => change !== null);
  const isBetter = numbers.some(({ verdict }) => verdict === 'improved');
  return [
    say(language, shots.length === 1 ? 'visit.shots.one' : 'visit.shots.other', { shots: shots.length }),
    ...(scores.length === 0 ? [] : [say(language, 'visit.best', { score: decimal(language, Math.max(...scores), 1) })]),
    say(language, !isKnown ? 'visit.early' : isBetter ? 'visit.better' : 'visit.steady'),
  ];
}

function changeSentence({ id, at, change }: Changed, language: Language): string {
  const shown = (value: number): string => shownNumber(language, id, value);
  const { low, high } = sizesOf(change);
  return say(language, 'visit.change', {
    ...{ name: nameOf(language, { id, at }), from: shown(change.from), to: shown(change.to) },
    ...{ change: shown(Math.abs(change.value)), low: shown(low), high: shown(high) },
  });
}

function habitFocus({ worst, shots }: Habit, language: Language): VisitSummary['focus'][number] {
  const seen = say(language, shots === 1 ? 'visit.seen.one' : 'visit.seen.other', { shots });
  return {
    what: together(language, [textIn(language, `fault.${worst.id}.sentence`), seen]),
    why: textIn(language, `fault.${worst.id}.effect`),
  };
}

function declinedFocus([first]: readonly Changed[], language: Language): VisitSummary['focus'] {
  if (first === undefined) return [];
  const shown = (value: number): string => shownNumber(language, first.id, value);
  const places = { name: nameOf(language, first), from: shown(first.change.from), to: shown(first.change.to) };
  return [{ what: say(language, 'visit.declined', places), why: say(language, 'visit.declined.why') }];
}
