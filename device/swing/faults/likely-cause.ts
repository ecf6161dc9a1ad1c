import type { FaultRule, Severity } from './fault-rule.ts';

/**
 * Which fault to work on. A golfer who hangs back scoops and folds the lead arm; whoever mends the arm alone mends
 * nothing. So a fault that another found fault tends to bring about stands behind its cause, and a cause carries half
 * of what it leads to beside its own weight.
 *
 * Which fault leads to which is coaching convention; no literature ranks causes (a review of 92 papers finds no
 * consensus, PMC9227529). A cause more than one grade milder than what it would explain is no explanation.
 */
export interface GradedFault {
  readonly rule: FaultRule;
  readonly severity: Severity;
}

const GRADE: Record<Severity, number> = { minor: 1, major: 2, critical: 3 };
const CARRIED = 0.5;

/** The faults in the order in which to work on them. Rules must lead to one another without a circle. */
export function rankByCause<Fault extends GradedFault>(faults: readonly Fault[]): Fault[] {
  const effectsOf = (cause: Fault): Fault[] => faults.filter((effect) => explains(cause, effect));
  const isEffect = (fault: Fault): boolean => faults.some((cause) => explains(cause, fault));
  const burden = (fault: Fault): number =>
    ownBurden(fault) + CARRIED * effectsOf(fault).reduce((sum, effect) => sum + burden(effect), 0);
  const ranked = faults.map((fault) => ({ fault, after: isEffect(fault) ? 1 : 0, burden: burden(fault) }));
  return ranked.toSorted((a, b) => a.after - b.after || b.burden - a.burden).map(({ fault }) => fault);
}

/** Its weight for the ball, by the certain degree of it. */
function ownBurden({ rule, severity }: GradedFault): number {
  return rule.effect.weight * GRADE[severity];
}

function explains(cause: GradedFault, effect: GradedFault): boolean {
  return cause.rule.leadsTo.includes(effect.rule.id) && GRADE[effect.severity] - GRADE[cause.severity] <= 1;
}
