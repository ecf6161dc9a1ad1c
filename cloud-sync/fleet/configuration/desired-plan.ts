/** What to do about the difference between the bay as the fleet wants it and the bay as it is. Pure. */
import type { DesiredState } from '../fleet-facts.ts';

export interface BayAsItIs {
  readonly desired: DesiredState | null;
  /** Keys of the configuration that are not as desired; null where the file cannot be read just now. */
  readonly drift: readonly string[] | null;
  readonly isWindowAsDesired: boolean;
  /** Of the window that is to be: a bay is brought into it as into any other change. */
  readonly isWindowOpen: boolean;
  readonly isInUse: boolean;
  readonly isOnTrial: boolean;
  readonly canRestart: boolean;
}

export interface DesiredPlan {
  readonly status: 'none' | 'in-sync' | 'pending' | 'drifted' | 'failed';
  /** What it waits for, or why it failed. */
  readonly why: string | null;
  readonly step: 'keep-window' | 'note-reached' | 'change-configuration' | null;
}

/** A configuration that went back is not tried again: the next version is. */
export function planDesired(bay: BayAsItIs): DesiredPlan {
  const { desired, drift } = bay;
  if (desired === null) return { status: 'none', why: null, step: null };
  if (!bay.isWindowAsDesired) return { status: 'pending', why: null, step: 'keep-window' };
  if (drift?.length === 0 && !bay.isOnTrial) {
    return { status: 'in-sync', why: null, step: desired.wasReached ? null : 'note-reached' };
  }
  if (desired.failure !== null) return { status: 'failed', why: desired.failure, step: null };
  const status = desired.wasReached ? 'drifted' : 'pending';
  const waits = whatFor(bay);
  return waits === null ? { status, why: null, step: 'change-configuration' } : { status, why: waits, step: null };
}

function whatFor({ drift, isOnTrial, canRestart, isInUse, isWindowOpen }: BayAsItIs): string | null {
  if (isOnTrial) return 'on-trial';
  if (drift === null) return 'configuration-unreadable';
  if (!canRestart) return 'not-supervised';
  if (isInUse) return 'in-use';
  return isWindowOpen ? null : 'outside-window';
}
