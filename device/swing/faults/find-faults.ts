import type { ReportFault, ReportMetric, SwingEvent } from '../report/swing-report.ts';
import { type FaultRule, judge } from './fault-rule.ts';
import { FAULT_RULES } from './fault-rules.ts';
import { rankByCause } from './likely-cause.ts';

export interface FoundFaults {
  /** Those that the metrics prove, the likely cause of most harm first. */
  readonly faults: ReportFault[];
  /** Faults that nothing measured could show or rule out. */
  readonly unjudged: string[];
}

/** A rule whose event is not among the events found says nothing, whatever the metrics hold. */
export function findFaults(
  metrics: readonly ReportMetric[],
  events: readonly SwingEvent[],
  rules: readonly FaultRule[] = FAULT_RULES,
): FoundFaults {
  const seen = new Set<string>(events.map((event) => event.name));
  const judged = rules.map((rule) => ({ rule, judgement: judge(rule, metrics, seen) }));
  const found = judged.flatMap(({ rule, judgement }) =>
    judgement.verdict === 'fault' ? [{ rule, ...judgement }] : [],
  );
  return {
    faults: rankByCause(found).map(({ rule, sign, severity, likelihood, phase }) => ({
      id: rule.id,
      severity,
      phase,
      evidence: [sign.metric],
      likelihood: Math.round(likelihood * 1000) / 1000,
      leadsTo: rule.leadsTo.filter((id) => found.some((other) => other.rule.id === id)),
    })),
    unjudged: judged.filter(({ judgement }) => judgement.verdict === 'unjudged').map(({ rule }) => rule.id),
  };
}
