import { habitsOf } from '../../device/swing/coach/habits.ts';
import { newestVisit } from '../../device/swing/coach/newest-visit.ts';
import { catalogueEntry, METRIC_CATALOGUE } from '../../device/swing/metrics/metric-catalogue.ts';
import { visitProgress } from '../../device/swing/progress/visit-progress.ts';
import { isMeasured, type SwingReport } from '../../device/swing/report/swing-report.ts';
import { type FactNumber, roundedTo } from './coach-facts.ts';
import { REPORT_MEASURES } from './measure-words.ts';

/** Fewer swings than these have no mean worth a sentence. */
const SWINGS_MIN = 3;

/**
 * What several swings come to: how many they are and in how many a fault was seen, of each number the mean with the
 * least and the most, and within one visit what has really changed.
 *
 * @param reports newest first
 */
export function swingsTogether(reports: readonly SwingReport[]): FactNumber[] {
  const scores = reports.flatMap(({ score }) => (score === null ? [] : [score.overall]));
  return [
    ...countsOf(reports),
    ...summary('score', null, scores, REPORT_MEASURES.points, SWINGS_MIN),
    ...(scores.length === 0
      ? []
      : [{ ...countOf(Math.max(...scores)), ...{ subject: 'score' as const, measure: REPORT_MEASURES.points } }]),
    ...METRIC_CATALOGUE.flatMap(({ id, unit, moments }) =>
      moments.flatMap(({ at }) => {
        const values = reports.flatMap(({ metrics }) =>
          metrics.filter(isMeasured).flatMap((one) => (one.id === id && one.at === at ? [one.value] : [])),
        );
        return summary(id, at, values, REPORT_MEASURES[unit], SWINGS_MIN);
      }),
    ),
    ...changesOf(reports),
  ];
}

/** How many swings; of the newest visit and before it; and of each the ones with a fault. */
function countsOf(reports: readonly SwingReport[]): FactNumber[] {
  const { now, before } = newestVisit(reports.toReversed());
  const counts = [reports, now, before].flatMap((some) => [
    some.length,
    ...habitsOf(some.map(({ faults }) => faults)).map(({ shots }) => shots),
  ]);
  return [...new Set([...counts, ...(before.length > 0 ? [0] : [])])].map(countOf);
}

function countOf(value: number): FactNumber {
  return { subject: 'practice', at: null, value, interval: null, measure: REPORT_MEASURES.count, from: 'report' };
}

/** Of one visit alone: between visits a camera may have been set up anew. */
function changesOf(reports: readonly SwingReport[]): FactNumber[] {
  if (new Set(reports.map(({ session }) => session)).size !== 1) return [];
  return visitProgress(reports.toReversed()).flatMap(({ id, at, change }): FactNumber[] => {
    if (change?.isReal !== true) return [];
    const { unit, decimals } = catalogueEntry(id);
    const about = { subject: id, at, measure: REPORT_MEASURES[unit], from: 'change' } as const;
    const rounded = (value: number): FactNumber => ({ ...about, value, interval: roundedTo(value, decimals) });
    const { from, to, value, low, high } = change;
    return [{ ...about, value, interval: { low, high } }, rounded(from), rounded(to)];
  });
}

function summary(
  subject: FactNumber['subject'],
  at: FactNumber['at'],
  values: readonly number[],
  measure: FactNumber['measure'],
  least: number,
): FactNumber[] {
  if (values.length < least) return [];
  const value = values.reduce((sum, one) => sum + one, 0) / values.length;
  const interval = values.length === 1 ? null : { low: Math.min(...values), high: Math.max(...values) };
  return [{ subject, at, value, interval, measure, from: 'report' }];
}
