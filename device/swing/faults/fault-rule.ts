import type { EventName, PhaseName } from '../events/event-name.ts';
import { likelihoodAbove, type ReportedInterval } from '../metrics/likelihood.ts';
import { isMeasured, type MeasuredMetric, type ReportMetric } from '../report/swing-report.ts';

/**
 * A fault is a statement about a metric, or about how one changed between two events. It is made only where the whole
 * 90 % interval lies beyond the limit: a point estimate never makes a fault, and a wide interval makes few.
 */
export interface FaultRule {
  readonly id: string;
  /** Where it starts, unless a sign shows it earlier. */
  readonly phase: PhaseName;
  /** What it is seen by, the best sign first. One that proves it is enough; one that was measured judges it. */
  readonly signs: readonly FaultSign[];
  /**
   * How much it is likely to change where the ball goes, from 1 (a habit that good players may have) to 5 (moves the
   * strike or the path of the club by itself). A heuristic for ranking, not a measurement; `because` says what it
   * rests on.
   */
  readonly effect: { readonly weight: 1 | 2 | 3 | 4 | 5; readonly because: string };
  /** Faults that it tends to bring about, later in the swing or higher in the body. */
  readonly leadsTo: readonly string[];
}

export interface FaultSign {
  readonly metric: string;
  readonly at: EventName | null;
  /** With it the sign is the metric's value at `at` less its value at this event. */
  readonly changeSince?: EventName;
  readonly limit: { readonly above: number } | { readonly below: number };
  /** How much golfers differ in it, in the metric's unit: the near end of the interval that far beyond is major. */
  readonly spread: number;
  /** Where limit and spread come from: a cohort with its citation, or coaching convention. */
  readonly source: string;
  /** The same sign at an earlier event; where that is beyond the limit too, the fault starts in this phase. */
  readonly earlier?: { readonly at: EventName; readonly phase: PhaseName };
}

export type Severity = 'critical' | 'major' | 'minor';

export type Judgement =
  | {
      readonly verdict: 'fault';
      readonly sign: FaultSign;
      readonly severity: Severity;
      /** How likely the truth is beyond the limit, by the interval: 0.95 or more. */
      readonly likelihood: number;
      readonly phase: PhaseName;
    }
  | { readonly verdict: 'no-fault' }
  | { readonly verdict: 'unjudged' };

/** What the metrics say about one fault; unjudged where none of its signs was measured. */
export function judge(rule: FaultRule, metrics: readonly ReportMetric[], seen: ReadonlySet<string>): Judgement {
  const read = rule.signs.flatMap((sign) => {
    const interval = readSign(sign, metrics, seen);
    return interval === null ? [] : [{ sign, interval, spreads: certainExcess(sign, interval) / sign.spread }];
  });
  if (read.length === 0) return { verdict: 'unjudged' };
  const [strongest] = read.toSorted((a, b) => b.spreads - a.spreads);
  if (strongest === undefined || strongest.spreads <= 0) return { verdict: 'no-fault' };
  const { sign, interval, spreads } = strongest;
  return {
    verdict: 'fault',
    sign,
    severity: severityOf(spreads),
    likelihood: likelihoodBeyond(sign, interval),
    phase: startOf(rule, sign, metrics, seen),
  };
}

/** In the metric's unit, how far the whole interval lies beyond the limit; 0 or less is no fault. */
function certainExcess({ limit }: FaultSign, interval: ReportedInterval): number {
  return 'above' in limit ? interval.low - limit.above : limit.below - interval.high;
}

function likelihoodBeyond({ limit }: FaultSign, interval: ReportedInterval): number {
  return 'above' in limit ? likelihoodAbove(interval, limit.above) : 1 - likelihoodAbove(interval, limit.below);
}

function severityOf(spreads: number): Severity {
  if (spreads >= 2) return 'critical';
  return spreads >= 1 ? 'major' : 'minor';
}

function startOf(
  rule: FaultRule,
  sign: FaultSign,
  metrics: readonly ReportMetric[],
  seen: ReadonlySet<string>,
): PhaseName {
  if (sign.earlier === undefined) return rule.phase;
  const before = readSign({ ...sign, at: sign.earlier.at }, metrics, seen);
  return before !== null && certainExcess(sign, before) > 0 ? sign.earlier.phase : rule.phase;
}

/** Null where a metric or an event that the sign needs is not there. */
function readSign(
  sign: FaultSign,
  metrics: readonly ReportMetric[],
  seen: ReadonlySet<string>,
): ReportedInterval | null {
  if (![sign.at, sign.changeSince].every((event) => event == null || seen.has(event))) return null;
  const now = measuredAt(metrics, sign.metric, sign.at);
  if (now === null || sign.changeSince === undefined) return now;
  const before = measuredAt(metrics, sign.metric, sign.changeSince);
  if (before === null) return null;
  // Two readings of one joint share their bias, so quadrature is on the safe side.
  const value = now.value - before.value;
  return {
    value,
    low: value - Math.hypot(now.value - now.low, before.high - before.value),
    high: value + Math.hypot(now.high - now.value, before.value - before.low),
  };
}

function measuredAt(metrics: readonly ReportMetric[], id: string, at: EventName | null): MeasuredMetric | null {
  return metrics.filter(isMeasured).find((metric) => metric.id === id && metric.at === at) ?? null;
}
