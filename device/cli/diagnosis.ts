/** What the doctor found, and how the command ends because of it. */
import type { DeviceCheck, Exercise } from '../api/contract/devices.ts';
import type { LineCheck } from './doctor-lines.ts';

export interface Diagnosis {
  readonly bay: 'running' | 'closed';
  readonly role: 'bay' | 'facility';
  readonly devices: readonly DeviceCheck[];
  readonly lines: readonly LineCheck[];
  readonly exercises: readonly ExerciseTold[];
}

export type ExerciseTold = Exercise & { readonly message: string | null };

const EXIT_UNWELL = 3;
const EXIT_NOT_EXERCISED = 4;

/** What is switched off, or of which nothing can be said, is no reason to send for somebody. */
export function exitCodeOf({ devices, lines, exercises }: Diagnosis): number {
  if (exercises.some(({ outcome }) => outcome === 'refused' || outcome === 'failed')) return EXIT_NOT_EXERCISED;
  return [...devices, ...lines].some(({ state }) => state === 'degraded' || state === 'failed') ? EXIT_UNWELL : 0;
}
