/** What a rule is given: one view of one candidate, and how it is seen. */
import type { CameraRole, Handedness } from '../report/swing-report.ts';
import type { BodyMotion } from './body-motion.ts';
import type { PixelClues } from './pixel-clues.ts';
import type { ShaftReadings } from './shaft-readings.ts';
import type { SwingCandidate } from './swing-candidate.ts';

export interface SwingContext {
  readonly motion: BodyMotion;
  readonly candidate: SwingCandidate;
  readonly role: CameraRole;
  readonly handedness: Handedness;
  readonly clues: PixelClues | null;
  /** What the shaft's own track says; null where it was not followed. */
  readonly shaft: ShaftReadings | null;
}

/** Where a rule puts an event, as a frame index that may lie between two frames, and the rule's name. */
export interface Estimate {
  readonly frame: number;
  readonly by: string;
  /** How far apart independent readings lie, in frames. */
  readonly spreadFrames?: number;
}

/** A constant that was measured for the two usual views; a view between them gets their middle. */
export function byRole(role: CameraRole, faceOn: number, downTheLine: number): number {
  if (role === 'face-on') return faceOn;
  return role === 'down-the-line' ? downTheLine : (faceOn + downTheLine) / 2;
}
