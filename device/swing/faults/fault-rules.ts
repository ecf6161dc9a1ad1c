import { BACKSWING_FAULTS } from './backswing-faults.ts';
import { DOWNSWING_FAULTS } from './downswing-faults.ts';
import type { FaultRule } from './fault-rule.ts';
import { SETUP_FAULTS } from './setup-faults.ts';

/**
 * The faults that landmarks and the shaft can show, in the order of the swing. Each limit stands with its source;
 * most are coaching convention, because little is published: set so wide that a coach would see the fault without a
 * computer.
 */
export const FAULT_RULES: readonly FaultRule[] = [...SETUP_FAULTS, ...BACKSWING_FAULTS, ...DOWNSWING_FAULTS];
