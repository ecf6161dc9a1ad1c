import type { EventName } from '../events/event-name.ts';
import { isMetricId, type MetricId } from '../metrics/metric-catalogue.ts';
import { isMeasured, type SwingReport } from '../report/swing-report.ts';
import { SCORED_PARTS } from '../score/scored-metrics.ts';
import { type ProgressVerdict, verdictOfChange } from './change-verdict.ts';
import { changeWithinVisit, HALF_MIN, type VisitChange } from './change-within-visit.ts';

/**
 * What became better within one visit, number by number.
 *
 * Only shots that were made and measured alike are put in one row: same hands, same club, same cameras, model and
 * algorithms, of which the most common count. The numbers are those that the score is made of.
 */
export interface VisitNumber {
  readonly id: MetricId;
  readonly at: EventName | null;
  /** In the order of the shots. */
  readonly values: readonly {
    readonly swing: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** Null until there are shots enough. */
  readonly change: VisitChange | null;
  readonly verdict: ProgressVerdict;
}

const NUMBERS = SCORED_PARTS.flatMap(({ metrics }) => metrics.map(({ id, at }) => ({ id, at })));

/** What is told first: what the golfer did, then what stayed, then what nobody can say yet. */
const ORDER: readonly ProgressVerdict[] = ['improved', 'declined', 'changed', 'steady', 'too-early-to-say'];

/** @param shots one golfer's of one visit, in their order; what is no shot counts for nothing */
export function visitProgress(shots: readonly SwingReport[]): VisitNumber[] {
  const rows = NUMBERS.flatMap((number) => {
    const values = valuesOf(shots, number);
    return values.length === 0 || !isMetricId(number.id) ? [] : [{ id: number.id, at: number.at, values }];
  });
  const tried = rows.filter(({ values }) => values.length >= 2 * HALF_MIN).length;
  return rows
    .map((row): VisitNumber => {
      const change = changeWithinVisit(
        row.values.map(({ value }) => value),
        tried,
      );
      const verdict =
        change === null ? 'too-early-to-say' : verdictOfChange(change, (change.from + change.to) / 2, row);
      return { ...row, change, verdict };
    })
    .toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || b.values.length - a.values.length);
}

function valuesOf(
  shots: readonly SwingReport[],
  { id, at }: { readonly id: string; readonly at: EventName | null },
): VisitNumber['values'] {
  const byWay = new Map<string, VisitNumber['values'][number][]>();
  for (const report of shots) {
    if (report.kind !== 'shot') continue;
    const metric = report.metrics.find((each) => each.id === id && each.at === at);
    if (metric === undefined || !isMeasured(metric)) continue;
    const { handedness, club, versions } = report;
    const way = [
      handedness,
      club,
      metric.method,
      metric.cameras.toSorted().join('+'),
      versions.model,
      versions.algorithms,
    ];
    const key = JSON.stringify(way);
    const row = byWay.get(key) ?? [];
    row.push({ swing: report.id, value: metric.value, low: metric.low, high: metric.high });
    byWay.set(key, row);
  }
  return [...byWay.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
}
