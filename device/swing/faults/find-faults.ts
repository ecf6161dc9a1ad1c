import type { ReportFault, ReportMetric, SwingEvent } from '../report/swing-report.ts';
import { certainExcess, type FaultRule } from './fault-rule.ts';
import { FAULT_RULES } from './fault-rules.ts';

const SEVERITIES = ['critical', 'major', 'minor'] as const;

/**
 * The faults that the metrics prove, the main one first: by severity, then in the order of the rules. A rule whose
 * event is not among the events found says nothing, whatever the metrics hold.
 */
export function findFaults(metrics: readonly ReportMetric[], events: readonly SwingEvent[]): ReportFault[] {
  const seen = new Set<string>(events.map((event) => event.name));
  const faults = FAULT_RULES.filter((rule) => isJudgeable(rule, seen)).flatMap((rule) => {
    const excess = certainExcess(rule, metrics);
    return excess > 0 ? [toFault(rule, excess)] : [];
  });
  const rank = (fault: ReportFault): number => SEVERITIES.indexOf(fault.severity);
  return faults.toSorted((a, b) => rank(a) - rank(b));
}

function isJudgeable(rule: FaultRule, seen: ReadonlySet<string>): boolean {
  return [rule.at, rule.changeSince].every((event) => event == null || seen.has(event));
}

function toFault(rule: FaultRule, excess: number): ReportFault {
  const steps = Math.min(2, Math.floor(excess / rule.step));
  const severity = SEVERITIES[2 - steps] as (typeof SEVERITIES)[number];
  return { id: rule.id, severity, phase: rule.phase, evidence: [rule.metric] };
}
