/**
 * What may move, shine and run, and when: the tables of PROTOCOL.md, section 8. The controller has its own copy in C
 * (`firmware/core/safety-table.c`) and decides; this one lets the host refuse what would be refused anyway, and keeps
 * the C honest: both are compared over every combination.
 */
import type { RefusalReason } from '../../device/ports/bay-hardware.port.ts';
import { REFUSAL_CODES } from './message.ts';

export const SAFETY_ACTIONS = [
  'tee-height',
  'tee-ball',
  'dispense',
  'add-credit',
  'light-level',
  'strobe-on',
  'strobe-off',
  'camera-trigger-on',
  'camera-trigger-off',
  'clear-fault',
  'motion-lock',
  'go-safe',
] as const;
export type SafetyAction = (typeof SAFETY_ACTIONS)[number];

/** Refused only where there is nothing to talk about: no session, no such device, a device of another kind. */
const ALWAYS = ['link-lost', 'device-absent', 'not-supported'] as const;
const MOTION = [...ALWAYS, 'emergency-stop', 'player-swinging', 'device-busy'] as const;

/** The gates that count for each action. A gate that is shut and counts refuses, with its own name as the reason. */
export const SAFETY_GATES: { readonly [action in SafetyAction]: readonly RefusalReason[] } = {
  'tee-height': [...MOTION, 'device-fault', 'out-of-range'],
  'tee-ball': [...MOTION, 'device-fault', 'empty'],
  dispense: [...MOTION, 'device-fault', 'out-of-range', 'empty', 'no-credit'],
  'add-credit': [...ALWAYS, 'out-of-range'],
  'light-level': [...ALWAYS, 'out-of-range'],
  'strobe-on': [...ALWAYS, 'emergency-stop', 'device-fault', 'out-of-range', 'exposure-limit'],
  'strobe-off': ALWAYS,
  'camera-trigger-on': [...ALWAYS, 'device-fault', 'out-of-range', 'exposure-limit'],
  'camera-trigger-off': ALWAYS,
  'clear-fault': MOTION,
  'motion-lock': ['link-lost'],
  'go-safe': ['link-lost'],
};

/** `undefined`: it may be done. Of several reasons the first in the order of `REFUSAL_CODES` is the answer. */
export function refusalOf(action: SafetyAction, shutGates: ReadonlySet<RefusalReason>): RefusalReason | undefined {
  return REFUSAL_CODES.find((gate) => shutGates.has(gate) && SAFETY_GATES[action].includes(gate));
}

export const SAFETY_CONDITIONS = ['link-lost', 'emergency-stop', 'player-swinging'] as const;
export type SafetyCondition = (typeof SAFETY_CONDITIONS)[number];

export const RUNNING_ACTIVITIES = ['tee', 'dispenser', 'clearing', 'strobe', 'camera-trigger', 'light'] as const;
export type RunningActivity = (typeof RUNNING_ACTIVITIES)[number];

/** What each condition switches off as soon as it holds. A light goes to its safe level instead of out. */
const SWITCHED_OFF: { readonly [condition in SafetyCondition]: readonly RunningActivity[] } = {
  'link-lost': RUNNING_ACTIVITIES,
  'emergency-stop': ['tee', 'dispenser', 'clearing', 'strobe'],
  'player-swinging': ['tee', 'dispenser', 'clearing'],
};

/** `undefined`: it may run on. */
export function interruptionOf(
  activity: RunningActivity,
  conditions: ReadonlySet<SafetyCondition>,
): SafetyCondition | undefined {
  return SAFETY_CONDITIONS.find((condition) => conditions.has(condition) && SWITCHED_OFF[condition].includes(activity));
}
