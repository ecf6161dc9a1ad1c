import type { EventName } from '../../../swing/events/event-name.ts';
import { catalogueEntry, type MetricId } from '../../../swing/metrics/metric-catalogue.ts';
import type { PoseModel } from '../../../swing/pose/pose-model.ts';
import type { MetricMethod } from '../../../swing/report/swing-report.ts';
import { type JudgedMetric, judgedMetrics } from './judged-metric.ts';
import type { SwingOutcome } from './swing-outcome.ts';

/** One line of the accuracy table: how a metric came out over many golfers. */
export interface AccuracyRow {
  readonly metric: MetricId;
  readonly at: EventName | null;
  /** Null where it was withheld from all. */
  readonly method: MetricMethod | null;
  readonly cameras: number;
  readonly model: PoseModel;
  readonly unit: string;
  /** Swings that were found, whether it was measured or withheld. */
  readonly count: number;
  /** Mean of measured less true. */
  readonly bias: number | null;
  /** Of the absolute error. */
  readonly median: number | null;
  readonly p95: number | null;
  readonly withheldShare: number;
  /** How often the stated 90 % interval held the truth. */
  readonly heldShare: number | null;
  /** Mean width of that interval. */
  readonly width: number | null;
}

export function accuracyRows(outcomes: readonly SwingOutcome[]): AccuracyRow[] {
  const found = outcomes.filter(({ isFound }) => isFound);
  const groups = new Map<string, { swing: SwingOutcome; outcome: JudgedMetric }[]>();
  for (const swing of found) {
    for (const outcome of judgedMetrics(swing)) {
      const key = `${outcome.id} ${outcome.at} ${swing.views} ${swing.model}`;
      const group = groups.get(key) ?? [];
      group.push({ swing, outcome });
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(rowOf);
}

function rowOf(group: readonly { swing: SwingOutcome; outcome: JudgedMetric }[]): AccuracyRow {
  const { swing, outcome } = group[0] as (typeof group)[number];
  const measured = group.flatMap(({ outcome: { told, truth } }) =>
    told === null ? [] : [{ error: told.value - truth, low: told.low, high: told.high, truth }],
  );
  const known = measured.length > 0;
  const sorted = measured.map(({ error }) => Math.abs(error)).toSorted((a, b) => a - b);
  const mean = (of: (each: (typeof measured)[number]) => number): number | null =>
    known ? measured.reduce((sum, each) => sum + of(each), 0) / measured.length : null;
  return {
    metric: outcome.id,
    at: outcome.at,
    method: group.find((each) => each.outcome.told !== null)?.outcome.told?.method ?? null,
    cameras: swing.views,
    model: swing.model,
    unit: catalogueEntry(outcome.id).unit,
    count: group.length,
    bias: mean(({ error }) => error),
    median: known ? quantile(sorted, 0.5) : null,
    p95: known ? quantile(sorted, 0.95) : null,
    withheldShare: 1 - measured.length / group.length,
    heldShare: mean(({ low, high, truth }) => (truth >= low && truth <= high ? 1 : 0)),
    width: mean(({ low, high }) => high - low),
  };
}

/** Of values in rising order, straight between the nearest two. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const from = sorted[low] ?? Number.NaN;
  const to = sorted[Math.min(sorted.length - 1, low + 1)] ?? from;
  return from + (place - low) * (to - from);
}
