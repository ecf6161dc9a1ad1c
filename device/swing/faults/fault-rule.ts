import type { EventName, PhaseName } from '../events/event-name.ts';
import type { MetricId } from '../metrics/metric-catalogue.ts';
import { isMeasured, type MeasuredMetric, type ReportMetric } from '../report/swing-report.ts';

/**
 * A fault is a statement about a metric, or about how one changed between two events. It is made only where the whole
 * 90 % interval lies beyond the limit: a point estimate never makes a fault, and a wide interval makes few.
 */
export interface FaultRule {
  readonly id: string;
  readonly phase: PhaseName;
  readonly metric: MetricId;
  readonly at: EventName | null;
  /** With it the rule looks at the metric's value at `at` less its value at this event. */
  readonly changeSince?: EventName;
  readonly limit: { readonly above: number } | { readonly below: number };
  /** How far beyond the limit, in the metric's unit, the near end of the interval makes it major; twice that, critical. */
  readonly step: number;
}

/** Degrees, centimetres …: how far the whole interval lies beyond the rule's limit; 0 or less is no fault. */
export function certainExcess(rule: FaultRule, metrics: readonly ReportMetric[]): number {
  const interval = intervalOf(rule, metrics);
  if (interval === null) return 0;
  return 'above' in rule.limit ? interval.low - rule.limit.above : rule.limit.below - interval.high;
}

function intervalOf(rule: FaultRule, metrics: readonly ReportMetric[]): { low: number; high: number } | null {
  const now = measuredAt(metrics, rule.metric, rule.at);
  if (now === null || rule.changeSince === undefined) return now;
  const before = measuredAt(metrics, rule.metric, rule.changeSince);
  if (before === null) return null;
  // Two readings of one joint share their bias, so quadrature is on the safe side.
  const change = now.value - before.value;
  return {
    low: change - Math.hypot(now.value - now.low, before.high - before.value),
    high: change + Math.hypot(now.high - now.value, before.value - before.low),
  };
}

function measuredAt(metrics: readonly ReportMetric[], id: string, at: EventName | null): MeasuredMetric | null {
  return metrics.filter(isMeasured).find((metric) => metric.id === id && metric.at === at) ?? null;
}
