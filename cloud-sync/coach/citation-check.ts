import type { EventName } from '../../device/swing/events/event-name.ts';
import type { Citation, CitedNumber } from './cited-numbers.ts';
import type { CoachFacts, FactNumber } from './coach-facts.ts';
import type { Measure } from './measure-words.ts';
import type { Subject } from './subject-words.ts';

/** What a sentence speaks of. */
export interface Topic {
  readonly subjects: ReadonlySet<Subject>;
  readonly moments: ReadonlySet<EventName>;
}

/** Where a number stands: what its sentence speaks of, and the drill that its paragraph is about. */
export interface CitedIn extends Topic {
  readonly drills: readonly string[];
  /** Whether the sentence says that it speaks of earlier swings, of a change, of a goal. */
  readonly isOfThePast: boolean;
  readonly isOfChange: boolean;
  readonly isOfAGoal: boolean;
  /** Whether the sentence says what to practise. */
  readonly isOfPractice: boolean;
}

/** A number without an interval may be rounded until it is off by so much of itself. */
const ROUNDED_SHARE_MAX = 0.05;
/** Where the interval is narrower than the decimals that a report is shown with. */
const SHOWN_SHARE_MAX = 0.02;
/** Minutes of a visit, or days and weeks of a plan. */
const PLAN_MAX = 60;
/** What floating point does to a half. */
const SLACK = 1e-9;

/**
 * Whether the facts hold what a sentence cites, as it cites it.
 *
 * A number stands for a fact's value, rounded to the decimals it is written with, but never out of the fact's interval
 * (5 % of the value where there is none). "About" lets it be anywhere in the interval. The ends of an interval may be
 * cited as ends alone: in a range, the lower one as "at least", the upper one as "up to". Minus signs are left to words: "3 cm away from the
 * target" is −3 cm. What its sentence names, or the sentences before it where it names nothing, the fact must be of; where it names a
 * moment, of that moment. A number that no sentence says what it is of is nobody's,
 * but for a score with its unit, and counts of swings. A number of an earlier swing is cited only by a sentence that says so.
 */
export function isGrounded(citation: Citation, facts: CoachFacts, where: CitedIn): boolean {
  if (citation.kind === 'picture') {
    return isCount(citation.number) && citation.number.value >= 1 && citation.number.value <= facts.pictures;
  }
  if (citation.kind === 'club') {
    return isCount(citation.number) && facts.club?.startsWith(`${citation.number.value}-`) === true;
  }
  if (citation.measure?.dimension === 'plan') {
    return where.isOfPractice && citation.kind === 'number' && isPlan(citation.number);
  }
  const candidates = facts.numbers.filter(
    (fact) => isOfMeasure(fact, citation.measure, where) && isSpokenOf(fact, where),
  );
  return candidates.some((fact) => isCitedBy(citation, fact, candidates));
}

function isCitedBy(
  citation: Exclude<Citation, { kind: 'picture' | 'club' }>,
  fact: FactNumber,
  others: readonly FactNumber[],
): boolean {
  const scale = scaleFor(fact, citation.measure);
  const isValueOf = (cited: CitedNumber, one: FactNumber): boolean =>
    isValue(cited, one, scaleFor(one, citation.measure));
  switch (citation.kind) {
    case 'number': {
      const { number, manner } = citation;
      if (manner === 'least' || manner === 'most') return isBound(number, manner, fact, scale);
      if (!isBand(fact) && isValue(number, fact, scale)) return true;
      if (manner === 'start') return isBound(number, 'least', fact, scale);
      return manner === 'rough' && !isBand(fact) && isWithin(number.value, fact, scale);
    }
    case 'range': {
      const { from, to } = citation;
      if (isRangeOf(from, to, fact, scale)) return true;
      // From one value to another, such as that of the swing before.
      return (
        !isBand(fact) &&
        isValue(from, fact, scale) &&
        others.some((other) => !isBand(other) && other.subject === fact.subject && isValueOf(to, other))
      );
    }
    case 'plus-minus': {
      if (fact.interval === null || isBand(fact) || !isValue(citation.number, fact, scale)) return false;
      return isRounded(citation.error, ((fact.interval.high - fact.interval.low) / 2) * scale);
    }
  }
}

/** How long to practise is no claim, as long as anybody could. */
function isPlan(number: CitedNumber): boolean {
  return isCount(number) && number.value >= 1 && number.value <= PLAN_MAX;
}

/** A number without a unit is of what its sentence speaks of, or of the drill. */
function isOfMeasure(fact: FactNumber, measure: Measure | null, { subjects }: CitedIn): boolean {
  if (fact.from.startsWith('drill:')) return measure === null || measure.dimension === 'count';
  return measure === null ? subjects.has(fact.subject) : fact.measure.dimension === measure.dimension;
}

function isSpokenOf(fact: FactNumber, where: CitedIn): boolean {
  const { subjects, moments, drills, isOfThePast, isOfChange, isOfAGoal } = where;
  if (fact.from === 'history' && !isOfThePast) return false;
  if (fact.from === 'change' && !isOfChange) return false;
  if ((fact.from === 'goal' || fact.from === 'goal-range') && !isOfAGoal) return false;
  if (fact.from.startsWith('drill:')) return drills.some((drill) => fact.from === `drill:${drill}`);
  if (fact.measure.dimension === 'count') return true;
  if (!subjects.has(fact.subject) && (subjects.size > 0 || fact.measure.dimension !== 'score')) return false;
  return moments.size === 0 || fact.at === null || moments.has(fact.at);
}

/** What has no middle that anybody measured: the range of a group, or a goal with two ends. */
function isBand({ from }: FactNumber): boolean {
  return from === 'typical' || from === 'goal-range';
}

function scaleFor({ measure: own }: FactNumber, measure: Measure | null): number {
  return measure === null ? 1 : own.factor / measure.factor;
}

function isValue(cited: CitedNumber, fact: FactNumber, scale: number): boolean {
  if (!isRounded(cited, fact.value * scale)) return false;
  const size = Math.abs(fact.value * scale);
  const isNear = (share: number): boolean => Math.abs(cited.value - size) <= share * size + SLACK;
  return fact.interval === null
    ? isNear(ROUNDED_SHARE_MAX)
    : isNear(SHOWN_SHARE_MAX) || isWithin(cited.value, fact, scale);
}

function isWithin(cited: number, { value, interval }: FactNumber, scale: number): boolean {
  if (interval === null)
    return Math.abs(cited - Math.abs(value * scale)) <= ROUNDED_SHARE_MAX * Math.abs(value * scale);
  const [low, high] = [interval.low * scale, interval.high * scale];
  const isIn = (number: number): boolean => number >= low - SLACK && number <= high + SLACK;
  return isIn(cited) || isIn(-cited);
}

/**
 * At least the lower end, at most the upper one; or the value itself, where it lies on that side of what is cited. Of
 * negative numbers the sizes are cited; a fact on both sides of zero has no size that it is at least.
 */
function isBound(cited: CitedNumber, manner: 'least' | 'most', fact: FactNumber, scale: number): boolean {
  const size = Math.abs(fact.value * scale);
  const isOnItsSide = manner === 'least' ? cited.value <= size + SLACK : cited.value >= size - SLACK;
  if (!isBand(fact) && isValue(cited, fact, scale) && (isOnItsSide || isGoal(fact))) return true;
  const sizes = sizesOf(fact, scale);
  if (sizes === null) return false;
  return isRounded(cited, manner === 'least' ? sizes.least : sizes.most);
}

/** A goal of a single end is cited rounded, as an end. */
function isGoal({ from }: FactNumber): boolean {
  return from === 'goal';
}

/** The sizes between which a fact lies; null where nothing is known. */
function sizesOf({ interval }: FactNumber, scale: number): { readonly least: number; readonly most: number } | null {
  if (interval === null) return null;
  const [low, high] = [interval.low * scale, interval.high * scale];
  if (low < 0 && high > 0) return { least: 0, most: Math.max(-low, high) };
  return high <= 0 ? { least: -high, most: -low } : { least: low, most: high };
}

/** A range of negative numbers is cited by its sizes, the smaller one first. */
function isRangeOf(from: CitedNumber, to: CitedNumber, fact: FactNumber, scale: number): boolean {
  const sizes = sizesOf(fact, scale);
  if (sizes === null || (fact.interval !== null && fact.interval.low < 0 && fact.interval.high > 0)) return false;
  return isRounded(from, sizes.least) && isRounded(to, sizes.most);
}

function isRounded(cited: CitedNumber, value: number): boolean {
  return Math.abs(cited.value - Math.abs(value)) <= 0.5 * 10 ** -cited.decimals + SLACK;
}

function isCount({ value, decimals }: CitedNumber): boolean {
  return decimals === 0 && Number.isInteger(value);
}
