/** The facts as the coach reads them: JSON, in the decimals that a report is shown with, without a name of anybody. */
import { habitsOf } from '../../device/swing/coach/habits.ts';
import { catalogueEntry, isMetricId } from '../../device/swing/metrics/metric-catalogue.ts';
import {
  isMeasured,
  type MeasuredMetric,
  type ReportMetric,
  type SwingReport,
} from '../../device/swing/report/swing-report.ts';
import { type CoachedGolfer, type FactNumber, SWINGS_LISTED_MAX } from './coach-facts.ts';

const TEXT_CHARACTERS_MAX = 200;
const TEXTS_MAX = 10;

export function swingText(asked: {
  readonly report: SwingReport;
  readonly history: readonly SwingReport[];
  readonly golfer: CoachedGolfer;
}): string {
  const { report, history, golfer } = asked;
  return JSON.stringify({
    swing: wholeSwing(report),
    player: golferFacts(golfer),
    earlierSwings: history.map((earlier, index) => ({ swingsAgo: index + 1, ...swingInShort(earlier) })),
  });
}

/** Of several swings: what they come to, then each in short. */
export function swingsText(asked: {
  readonly reports: readonly SwingReport[];
  readonly golfer: CoachedGolfer;
  readonly together: readonly FactNumber[];
}): string {
  const { reports, golfer, together } = asked;
  const known = reports.flatMap(({ metrics }) => metrics.filter(isMeasured)).map(({ id }) => id);
  const withheld = new Set(reports.flatMap(({ metrics }) => metrics.map(({ id }) => id)));
  for (const id of known) withheld.delete(id);
  return JSON.stringify({
    together: together.map(({ subject, at, value, interval, from }) => ({
      ...{ id: subject, at, value: shown(subject, value), ...(from === 'change' ? { of: 'change' } : {}) },
      ...(interval === null ? {} : { low: shown(subject, interval.low), high: shown(subject, interval.high) }),
    })),
    withheld: [...withheld],
    faultsSeen: habitsOf(reports.map(({ faults }) => faults)).map(({ worst, shots }) => ({ id: worst.id, shots })),
    unjudged: reports[0]?.unjudged ?? [],
    player: golferFacts(golfer),
    swings: reports.slice(0, SWINGS_LISTED_MAX).map((report, index) => ({ swingsAgo: index, ...swingInShort(report) })),
  });
}

function wholeSwing(report: SwingReport): object {
  const { kind, club, handedness, phases, metrics, faults, unjudged = [], score, shot, drills } = report;
  return {
    ...{ kind, club, handedness, phases: phases.map(({ name }) => name) },
    measured: metrics.filter(isMeasured).map(metricFacts),
    withheld: metrics.flatMap((metric) => withheldFacts(metric)),
    faults: faults.map(({ id, severity, phase, evidence, leadsTo }) => ({ id, severity, phase, evidence, leadsTo })),
    unjudged,
    score: score === null ? null : { overall: score.overall, parts: score.parts, outOf: 10 },
    shot: shot === null ? null : { ball: shot.ball, club: shot.club },
    drillsOfTheBay: drills,
  };
}

function swingInShort({ club, score, faults, metrics }: SwingReport): object {
  return {
    ...{ club, score: score?.overall ?? null, faults: faults.map(({ id, severity }) => ({ id, severity })) },
    measured: metrics.filter(isMeasured).map(({ id, at, value }) => ({ id, at, value: shown(id, value) })),
  };
}

function metricFacts({ id, at, value, unit, low, high, method }: MeasuredMetric): object {
  return { id, at, value: shown(id, value), low: shown(id, low), high: shown(id, high), unit, method };
}

function withheldFacts(metric: ReportMetric): object[] {
  return isMeasured(metric) ? [] : [{ id: metric.id, at: metric.at, because: metric.withheld }];
}

/** What players write of themselves is bounded, so that nobody makes a question dear. */
function golferFacts({ handicap, heightCm, goals, targets, limitations, usualMiss }: CoachedGolfer): object {
  const bounded = (texts: readonly string[]): string[] =>
    texts.slice(0, TEXTS_MAX).map((text) => text.slice(0, TEXT_CHARACTERS_MAX));
  return {
    ...{
      handicap,
      heightCm,
      goals: bounded(goals),
      targets: targets.slice(0, TEXTS_MAX),
      limitations: bounded(limitations),
    },
    usualMiss: usualMiss?.slice(0, TEXT_CHARACTERS_MAX) ?? null,
  };
}

function shown(id: string, value: number): number {
  return Number(value.toFixed(isMetricId(id) ? catalogueEntry(id).decimals : 1));
}
