/**
 * Finds the swings of one or several cameras: each view is read by itself, views of the same swing are put together,
 * and every event is taken from those that see it. The most certain swing comes first.
 *
 * `clues.read` looks into the pictures: `clueReader(views)` of `analysis/read-clues.ts` over the same tracks, each with its
 * `Film` in memory, in the same order; null where there are none. Two views with a `calibration` on a shared clock find
 * events in space and the club's track besides. `clues.sounds` are back-dated to the ball by the caller.
 */
import { bodyMotion } from './body-motion.ts';
import type { FoundSwing, SwingClues, ViewForEvents } from './found-swing.ts';
import { fuseViews } from './fuse-views.ts';
import { swingCandidates } from './swing-candidate.ts';
import { CERTAINTY_MIN } from './swing-certainty.ts';
import { readViewSwing, type ViewSwing } from './view-swing.ts';

/** Candidates of one view that are read closely; a clip of 30 s holds no more swings. */
const CANDIDATES_MAX = 8;

export function findSwings(views: readonly ViewForEvents[], clues: SwingClues): FoundSwing[] {
  const byView = views.map(({ track, role, calibration }, view): ViewSwing[] => {
    const motion = bodyMotion(track);
    return swingCandidates(motion)
      .slice(0, CANDIDATES_MAX)
      .map((candidate) =>
        readViewSwing(
          {
            view,
            motion,
            role,
            handedness: clues.handedness,
            read: clues.read,
            isCalibrated: (calibration ?? null) !== null,
          },
          candidate,
        ),
      )
      .filter((swing) => swing.certainty >= CERTAINTY_MIN)
      .sort((a, b) => b.certainty - a.certainty);
  });
  return fuseViews(views, byView, clues).sort((a, b) => b.certainty - a.certainty);
}
