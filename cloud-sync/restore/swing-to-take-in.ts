/** From a swing as the object store has it to one that a store takes in. Pure. */
import type { PosesToTakeIn, SwingToTakeIn } from '../../device/store/swing-intake.ts';
import type { PointOfSwing } from './point-of-swing.ts';
import type { SwingFolder } from './swing-folder.ts';

export function swingToTakeIn(folder: SwingFolder, { embedding }: PointOfSwing): SwingToTakeIn {
  const { id, kind, bay, session, player, recordedAt, order, revisions, poses, media } = folder;
  return {
    ...{ id, kind, bay, session, player, recordedAt, order },
    revisions: revisions.map(({ report, document }) => ({
      ...{ revision: report.revision, document, createdAt: report.storedAt ?? recordedAt },
    })),
    poses: poses.map(
      ({ camera, sha256, frames, revision, blob }): PosesToTakeIn => ({ camera, sha256, frames, revision, blob }),
    ),
    media: media.map(({ key: _key, ...file }) => file),
    ...(embedding === undefined ? {} : { embedding }),
  };
}
