/** How a bay stands with its facility, from what the facility knows of it. Pure. */
import type { FacilityBaysTold } from '../../api/contract/facility.ts';

export type FacilityBay = FacilityBaysTold['bays'][number];

/** `silent`: it has not been heard for longer than a line that is well ever takes. */
export type BayStanding = 'invited' | 'never-heard' | 'silent' | 'behind' | 'well';

/** A bay calls every few seconds; after an outage of its line it may rest for some minutes. */
export const SILENT_AFTER_MS = 10 * 60_000;

export function standingOf({ state, seenAt, isCaughtUp }: FacilityBay, nowMs: number): BayStanding {
  if (state === 'invited') return 'invited';
  if (seenAt === null) return 'never-heard';
  if (nowMs - Date.parse(seenAt) > SILENT_AFTER_MS) return 'silent';
  return isCaughtUp ? 'well' : 'behind';
}

export const needsSomebody = (standing: BayStanding): boolean => standing === 'silent' || standing === 'never-heard';
