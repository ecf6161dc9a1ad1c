/**
 * All that an answer may state: numbers with their intervals, what nobody knows, and what there is to choose from.
 *
 * The same facts make the question and judge the answer, so neither can drift from the other.
 */
import { DRILLS } from '../../device/swing/drills/drill-catalogue.ts';
import { EVENT_NAMES, type EventName, type PhaseName } from '../../device/swing/events/event-name.ts';
import { catalogueEntry, isMetricId, METRIC_IDS, typicalRange } from '../../device/swing/metrics/metric-catalogue.ts';
import { isMeasured, type MeasuredMetric, type SwingReport } from '../../device/swing/report/swing-report.ts';
import type { GoalTarget } from '../../device/swing/progress/goal-standing.ts';
import { isReportUnit, type Measure, REPORT_MEASURES } from './measure-words.ts';
import { SHOT_SUBJECTS, type ShotSubject, type Subject } from './subject-words.ts';

export interface FactNumber {
  readonly subject: Subject;
  readonly at: EventName | null;
  readonly value: number;
  /** The 90 % interval; null where none is known. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly measure: Measure;
  /**
   * What it is: of this swing, of earlier ones, of published groups, of a drill; how much changed and between what, and
   * what the player aims at, which only a sentence about that may cite.
   */
  readonly from: 'report' | 'history' | 'profile' | 'typical' | 'change' | 'goal' | 'goal-range' | `drill:${string}`;
}

export interface UnknownMatter {
  readonly subject: Subject;
  /** Null: at no moment. */
  readonly at: EventName | null;
}

export interface CoachFacts {
  readonly numbers: readonly FactNumber[];
  readonly unknown: readonly UnknownMatter[];
  /** Faults that the report has, and those that it could not judge. */
  readonly faults: readonly string[];
  readonly unjudgedFaults: readonly string[];
  readonly phases: readonly PhaseName[];
  readonly drills: readonly string[];
  readonly pictures: number;
  readonly club: string | null;
}

/** The player as far as a coach must know them; no name. */
export interface CoachedGolfer {
  readonly handicap: number | null;
  readonly heightCm: number | null;
  readonly goals: readonly string[];
  /** Goals in numbers. */
  readonly targets: readonly GoalTarget[];
  readonly limitations: readonly string[];
  readonly usualMiss: string | null;
}

/** Of several swings, those that are told one by one; what all come to is told besides. */
export const SWINGS_LISTED_MAX = 15;

const DRILL_IDS = DRILLS.map(({ id }) => id);

export function factsOfSwing(asked: {
  readonly report: SwingReport;
  /** Of the same player, newest first. */
  readonly history: readonly SwingReport[];
  readonly golfer: CoachedGolfer;
  readonly pictures: number;
}): CoachFacts {
  const { report, history, golfer, pictures } = asked;
  const measured = report.metrics.filter(isMeasured);
  return {
    numbers: [
      ...measured.flatMap((metric) => numberOf(metric, 'report')),
      ...measured.flatMap(({ id, at }) => typicalOf(id, at)),
      ...scoreOf(report, 'report'),
      ...shotNumbers(report),
      ...golferNumbers(golfer),
      ...history.flatMap((earlier) => [
        ...earlier.metrics.filter(isMeasured).flatMap((metric) => numberOf(metric, 'history')),
        ...scoreOf(earlier, 'history'),
      ]),
      ...drillNumbers(),
    ],
    unknown: [...unknownMetrics(report), ...unknownOfShot(report)],
    faults: report.faults.map(({ id }) => id),
    unjudgedFaults: report.unjudged ?? [],
    phases: report.phases.map(({ name }) => name),
    drills: DRILL_IDS,
    pictures,
    club: report.club,
  };
}

/** Of several swings together: a number is known where at least one of them has it. */
export function factsOfSwings(asked: {
  readonly reports: readonly SwingReport[];
  readonly golfer: CoachedGolfer;
  /** Made of the reports, such as means; the only numbers that a sentence about all of them may cite beside theirs. */
  readonly together: readonly FactNumber[];
}): CoachFacts {
  const each = asked.reports
    .slice(0, SWINGS_LISTED_MAX)
    .map((report) => factsOfSwing({ report, history: [], golfer: asked.golfer, pictures: 0 }));
  const isKnown = ({ subject, at }: UnknownMatter): boolean =>
    each.some(({ numbers }) =>
      numbers.some((one) => one.from === 'report' && one.subject === subject && (at === null || one.at === at)),
    );
  return {
    numbers: [...asked.together, ...each.flatMap(({ numbers }) => numbers)],
    unknown: each.flatMap(({ unknown }) => unknown).filter((matter) => !isKnown(matter)),
    faults: [...new Set(each.flatMap(({ faults }) => faults))],
    unjudgedFaults: intersection(each.map(({ unjudgedFaults }) => unjudgedFaults)),
    phases: [...new Set(each.flatMap(({ phases }) => phases))],
    drills: DRILL_IDS,
    pictures: 0,
    club: null,
  };
}

function intersection(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = lists;
  return first.filter((one) => others.every((list) => list.includes(one)));
}

function numberOf(metric: MeasuredMetric, from: 'report' | 'history'): FactNumber[] {
  const { id, at, value, unit, low, high } = metric;
  if (!isMetricId(id) || !isReportUnit(unit)) return [];
  return [{ subject: id, at, value, interval: { low, high }, measure: REPORT_MEASURES[unit], from }];
}

function typicalOf(id: string, at: EventName | null): FactNumber[] {
  const range = typicalRange(id, at);
  if (range === null || !isMetricId(id)) return [];
  const { low, high } = range;
  const measure = REPORT_MEASURES[catalogueEntry(id).unit];
  return [{ subject: id, at, value: (low + high) / 2, interval: { low, high }, measure, from: 'typical' }];
}

function scoreOf({ score }: SwingReport, from: 'report' | 'history'): FactNumber[] {
  if (score === null) return [];
  return [score.overall, ...Object.values(score.parts)].map((value) => ({
    ...{ subject: 'score' as const, at: null, value, interval: null, measure: REPORT_MEASURES.points, from },
  }));
}

type ShotUnit = 'm/s' | '°' | 'rpm' | 'm';
type ShotValue = readonly [ShotSubject, ShotUnit, number | null | undefined];

function shotValues({ shot }: SwingReport): ShotValue[] {
  const { ball, club } = shot ?? {};
  return [
    ['ball-speed', 'm/s', ball?.speedMps],
    ['launch-direction', '°', ball?.directionDeg],
    ['launch-angle', '°', ball?.launchDeg],
    ['total-spin', 'rpm', ball?.spinRpm],
    ['back-spin', 'rpm', ball?.backSpinRpm],
    ['side-spin', 'rpm', ball?.sideSpinRpm],
    ['spin-axis', '°', ball?.spinAxisDeg],
    ['carry', 'm', ball?.carryM],
    ['club-speed', 'm/s', club?.speedMps],
    ['attack-angle', '°', club?.attackDeg],
    ['face-angle', '°', club?.faceToTargetDeg],
    ['club-path', '°', club?.pathDeg],
    ['lie-angle', '°', club?.lieDeg],
    ['dynamic-loft', '°', club?.loftDeg],
  ];
}

function shotNumbers(report: SwingReport): FactNumber[] {
  return shotValues(report).flatMap(([subject, unit, value]) =>
    value == null
      ? []
      : [{ subject, at: null, value, interval: null, measure: REPORT_MEASURES[unit], from: 'report' as const }],
  );
}

function unknownOfShot(report: SwingReport): UnknownMatter[] {
  const known = new Set<string>(shotNumbers(report).map(({ subject }) => subject));
  return SHOT_SUBJECTS.filter((subject) => !known.has(subject)).map((subject) => ({ subject, at: null }));
}

/** A metric that a report does not carry at all is as unknown as one that it withholds. */
function unknownMetrics({ metrics }: SwingReport): UnknownMatter[] {
  const measured = metrics.filter(isMeasured);
  return METRIC_IDS.flatMap((subject): UnknownMatter[] => {
    const known = measured.filter(({ id }) => id === subject).map(({ at }) => at);
    if (known.length === 0) return [{ subject, at: null }];
    if (known.includes(null)) return [];
    return EVENT_NAMES.filter((at) => !known.includes(at)).map((at) => ({ subject, at }));
  });
}

function golferNumbers({ handicap, heightCm, targets }: CoachedGolfer): FactNumber[] {
  const known: FactNumber[] = targets.flatMap(goalNumbers);
  const rest = { at: null, interval: null, from: 'profile' } as const;
  if (handicap !== null)
    known.push({ ...rest, subject: 'handicap', value: handicap, measure: REPORT_MEASURES.handicap });
  if (heightCm !== null) known.push({ ...rest, subject: 'height', value: heightCm, measure: REPORT_MEASURES.cm });
  return known;
}

/** A goal with two ends is cited as a range, one with a single end by that. */
function goalNumbers({ id, at, low, high }: GoalTarget): FactNumber[] {
  if (!isMetricId(id)) return [];
  const { unit, decimals } = catalogueEntry(id);
  const about = { subject: id, at, measure: REPORT_MEASURES[unit] };
  if (low !== null && high !== null) {
    return [{ ...about, value: (low + high) / 2, interval: { low, high }, from: 'goal-range' }];
  }
  const end = low ?? high;
  return end === null ? [] : [{ ...about, value: end, interval: roundedTo(end, decimals), from: 'goal' }];
}

/** Between what a number lies that is written with so many decimals. */
export function roundedTo(value: number, decimals: number): { readonly low: number; readonly high: number } {
  const half = 0.5 * 10 ** -decimals;
  return { low: value - half, high: value + half };
}

/** How often to do a drill; may be said only where the drill is. */
function drillNumbers(): FactNumber[] {
  return DRILLS.flatMap(({ id, dosage }) =>
    [dosage.rehearsals, dosage.balls].map((value) => ({
      ...{ subject: 'practice' as const, at: null, value, interval: null },
      measure: REPORT_MEASURES.count,
      from: `drill:${id}` as const,
    })),
  );
}
