/** From a swing as the object store has it to one that a store takes in. Pure. */
import type { PosesToTakeIn, SwingToTakeIn } from '../../device/store/swing-intake.ts';
import { embedSwing, type SwingEmbedding } from '../../device/swing/embedding/embed-swing.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { FoundPoses, SwingFolder } from './swing-folder.ts';

export function swingToTakeIn(folder: SwingFolder): SwingToTakeIn {
  const { id, kind, bay, session, player, recordedAt, order, revisions, poses, media } = folder;
  const newest = revisions.at(-1)?.report;
  return {
    ...{ id, kind, bay, session, player, recordedAt, order },
    revisions: revisions.map(({ report, document }) => ({
      ...{ revision: report.revision, document, createdAt: report.storedAt ?? recordedAt },
    })),
    poses: poses.map(
      ({ camera, sha256, frames, revision, blob }): PosesToTakeIn => ({ camera, sha256, frames, revision, blob }),
    ),
    media: media.map(({ key: _key, ...file }) => file),
    ...(newest === undefined ? {} : embeddingOf(newest, poses)),
  };
}

/**
 * The same point that the analysis found: it is made of the poses and the calibrations alone. Absent where one of them
 * is not there; then the bay makes the best of what it has.
 */
export function embeddingOf(
  report: SwingReport,
  poses: readonly FoundPoses[],
): { readonly embedding?: SwingEmbedding | null } {
  const tracks = report.landmarks.map(({ camera, sha256 }) =>
    poses.find((found) => found.camera === camera && found.sha256 === sha256),
  );
  if (
    tracks.includes(undefined) ||
    report.cameras.some(({ calibrated, calibration }) => calibrated && calibration === undefined)
  )
    return {};
  const views = report.cameras.flatMap(({ name, role, calibration = null }) => {
    const track = tracks.find((found) => found?.camera === name)?.track;
    return track === undefined ? [] : [{ track, role, calibration }];
  });
  const { handedness, events, slowMotion } = report;
  return { embedding: views.length === 0 ? null : embedSwing({ views, handedness, events, slowMotion }) };
}
