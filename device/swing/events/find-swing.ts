/**
 * Finds the swings of one or several cameras: each view is read by itself, views of the same swing are put together,
 * and every event is taken from those that see it. The most certain swing comes first.
 */
import type { CameraRole, Handedness, SwingEvent } from '../report/swing-report.ts';
import type { PoseTrack } from '../pose/pose-track.ts';
import { bodyMotion } from './body-motion.ts';
import { fuseViews } from './fuse-views.ts';
import type { ClueReader } from './pixel-clues.ts';
import type { SlowMotion } from './slow-motion.ts';
import type { HeardImpact } from './sound-clue.ts';
import { swingCandidates } from './swing-candidate.ts';
import { CERTAINTY_MIN } from './swing-certainty.ts';
import { readViewSwing, type ViewSwing } from './view-swing.ts';

export interface ViewForEvents {
  readonly track: PoseTrack;
  /** Null: to be recognised. */
  readonly role: CameraRole | null;
}

export interface SwingClues {
  /** Looks into the pictures; null where there are none, such as for a stored track. */
  readonly read: ClueReader | null;
  readonly sounds: readonly HeardImpact[];
  /** Impact as the live loop decided it, on the tracks' clock. */
  readonly impactHintMs: number | null;
  readonly handedness: Handedness | null;
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
}

/** Candidates of one view that are read closely; a clip of 30 s holds no more swings. */
const CANDIDATES_MAX = 8;

export function findSwings(views: readonly ViewForEvents[], clues: SwingClues): FoundSwing[] {
  const byView = views.map(({ track, role }, view): ViewSwing[] => {
    const motion = bodyMotion(track);
    return swingCandidates(motion)
      .slice(0, CANDIDATES_MAX)
      .map((candidate) =>
        readViewSwing({ view, motion, role, handedness: clues.handedness, read: clues.read }, candidate),
      )
      .filter((swing) => swing.certainty >= CERTAINTY_MIN)
      .sort((a, b) => b.certainty - a.certainty);
  });
  return fuseViews(views, byView, clues).sort((a, b) => b.certainty - a.certainty);
}
