/** The point of a swing among all others, found anew from what the object store has of it. */
import { type BayError, isBayError } from '../../device/errors/bay-error.ts';
import { embedSwing, type SwingEmbedding } from '../../device/swing/embedding/embed-swing.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { Embed } from './embedding-threads.ts';
import type { FoundPoses } from './swing-folder.ts';

export interface PointOfSwing {
  /** Null where the swing has none; absent where it cannot be told, and the bay makes the best of what it has. */
  readonly embedding?: SwingEmbedding | null;
  readonly problem?: BayError;
}

/** In the thread that asks: for a few swings. */
export const embedHere: Embed = (motion) => Promise.resolve(embedSwing(motion));

/** The same point that the analysis found: it is made of the poses and the calibrations alone. */
export async function pointOfSwing(
  report: SwingReport,
  poses: readonly FoundPoses[],
  embed: Embed,
): Promise<PointOfSwing> {
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
  if (views.length === 0) return { embedding: null };
  const { handedness, events, slowMotion } = report;
  try {
    return { embedding: await embed({ views, handedness, events, slowMotion }) };
  } catch (error) {
    if (!isBayError(error)) throw error;
    return { problem: error };
  }
}
