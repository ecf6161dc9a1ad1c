/** What the doctor found, and how the command ends because of it. */
import type { DeviceCheck, Exercise } from '../api/contract/devices.ts';

export interface Diagnosis {
  readonly bay: 'running' | 'closed';
  readonly devices: readonly DeviceCheck[];
  readonly exercises: readonly ExerciseTold[];
}

export type ExerciseTold = Exercise & { readonly message: string | null };

const EXIT_UNWELL = 3;
const EXIT_NOT_EXERCISED = 4;

/** A device that is switched off, or of which nothing can be said, is no reason to send for somebody. */
export function exitCodeOf({ devices, exercises }: Diagnosis): number {
  if (exercises.some(({ outcome }) => outcome === 'refused' || outcome === 'failed')) return EXIT_NOT_EXERCISED;
  return devices.some(({ state }) => state === 'degraded' || state === 'failed') ? EXIT_UNWELL : 0;
}
