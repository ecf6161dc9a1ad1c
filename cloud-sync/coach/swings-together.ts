import { METRIC_CATALOGUE } from '../../device/swing/metrics/metric-catalogue.ts';
import { isMeasured, type SwingReport } from '../../device/swing/report/swing-report.ts';
import type { FactNumber } from './coach-facts.ts';
import { REPORT_MEASURES } from './measure-words.ts';

/** Fewer swings than these have no mean worth a sentence. */
const SWINGS_MIN = 3;

/** What several swings come to: how many they are, and of each number the mean with the least and the most. */
export function swingsTogether(reports: readonly SwingReport[]): FactNumber[] {
  const scores = reports.flatMap(({ score }) => (score === null ? [] : [score.overall]));
  return [
    ...summary('practice', null, [reports.length], REPORT_MEASURES.ratio, 1),
    ...summary('score', null, scores, REPORT_MEASURES.points, SWINGS_MIN),
    ...METRIC_CATALOGUE.flatMap(({ id, unit, moments }) =>
      moments.flatMap(({ at }) => {
        const values = reports.flatMap(({ metrics }) =>
          metrics.filter(isMeasured).flatMap((one) => (one.id === id && one.at === at ? [one.value] : [])),
        );
        return summary(id, at, values, REPORT_MEASURES[unit], SWINGS_MIN);
      }),
    ),
  ];
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
