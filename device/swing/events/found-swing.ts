/** What the search for swings is given, and what it finds. */

import type { ClubTrack } from '../club/club-track.ts';
import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import type { PoseTrack } from '../pose/pose-track.ts';
import type { CameraRole, Handedness, SwingEvent } from '../report/swing-report.ts';
import type { ClueReader } from './pixel-clues.ts';
import type { SlowMotion } from './slow-motion.ts';
import type { HeardImpact, ImpactStamp } from './sound-clue.ts';

export interface ViewForEvents {
  readonly track: PoseTrack;
  /** Null: to be recognised. */
  readonly role: CameraRole | null;
  /** Where the camera stands, for views that share a clock: two such views find events in space. */
  readonly calibration?: CameraCalibration | null;
}

export interface SwingClues {
  /** Looks into the pictures; null where there are none, such as for a stored track. */
  readonly read: ClueReader | null;
  readonly sounds: readonly HeardImpact[];
  /** Impacts that a light beam or a controller stamped, on the tracks' clock. */
  readonly stamps?: readonly ImpactStamp[];
  /** Impact as the live loop decided it, on the tracks' clock. */
  readonly impactHintMs: number | null;
  readonly handedness: Handedness | null;
  /** Impacts in the own sound of each view, on its own clock; absent where only one sound speaks for all. */
  readonly soundsByView?: readonly (readonly HeardImpact[])[];
  /** Whether the times of all tracks are on one clock. */
  readonly sharedClock: boolean;
}

export interface FoundSwing {
  /** 0–1. */
  readonly certainty: number;
  readonly handedness: Handedness;
  /** Of each view, in their order. */
  readonly roles: readonly CameraRole[];
  /** Times are on the first view's clock (which is everybody's where it is shared). */
  readonly events: readonly SwingEvent[];
  readonly slowMotion: SlowMotion;
  readonly heard: HeardImpact | null;
  /** Milliseconds to add to each view's times to be on the first view's clock. */
  readonly offsetsMs: readonly number[];
  /** How far off each of those may be (90 %); 0 for the first view. Absent where the views share a clock. */
  readonly offsetUncertaintiesMs?: readonly number[];
  /** The shaft in space, on the first view's clock; null without two calibrated views that saw it. */
  readonly club: ClubTrack | null;
}
