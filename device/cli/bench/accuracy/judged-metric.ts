import type { EventName } from '../../../swing/events/event-name.ts';
import { withMeasuredError } from '../../../swing/metrics/measured-error.ts';
import { catalogueEntry, type MetricId } from '../../../swing/metrics/metric-catalogue.ts';
import { toReportMetric } from '../../../swing/metrics/reading.ts';
import { isMeasured, type MetricMethod } from '../../../swing/report/swing-report.ts';
import type { SwingOutcome } from './swing-outcome.ts';

/** A metric as the report would tell it, beside its truth. */
export interface JudgedMetric {
  readonly id: MetricId;
  readonly at: EventName | null;
  readonly truth: number;
  /** Null where it was withheld. */
  readonly told: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly method: MetricMethod;
  } | null;
}

export function judgedMetrics({ metrics, views, model }: SwingOutcome): JudgedMetric[] {
  return metrics.map(({ id, at, truth, reading }) => {
    const judged = withMeasuredError(reading, { id, at, views, model });
    const metric = toReportMetric(catalogueEntry(id), at, judged);
    return { id, at, truth, told: isMeasured(metric) ? metric : null };
  });
}
