/**
 * The learned correction as a stage of the analysis. One network serves a process for as long as it lives, because ONNX
 * Runtime keeps memory of every session that was closed.
 */
import { explain } from '../errors/bay-error.ts';
import { JointCorrectionNetwork } from '../pose/joint-correction-network.ts';
import { type CorrectedMotion, correctMotion } from '../swing/correction/corrected-motion.ts';
import { correctedReadings, withCorrectedReadings } from '../swing/events/corrected-events.ts';
import { framesAt } from '../swing/events/nearest-frame.ts';
import { correctedSource } from '../swing/metrics/pose-source.ts';
import type { SwingMotion } from '../swing/metrics/swing-motion.ts';
import type { SwingEvent } from '../swing/report/swing-report.ts';

export interface CorrectedJoints {
  /** Null where there was nothing to correct: no calibrated camera, or slow motion, which it has not learnt. */
  readonly motion: CorrectedMotion | null;
  readonly modelSha256: string | null;
  /** Why it could not be done although it should have been; the swing is then measured without it, and says so. */
  readonly failure: string | null;
}

/** What a report lacks where the correction failed. */
export const UNCORRECTED = 'joint-correction';

let network: Promise<JointCorrectionNetwork> | null = null;

/** The events of a swing after its joints were corrected, on the same clock. */
export function correctedEvents(
  { events, views }: SwingMotion,
  corrected: CorrectedMotion | null,
): readonly SwingEvent[] {
  if (corrected === null || corrected.views < 2) return events;
  const readings = correctedReadings(events, correctedSource(corrected, 1));
  const noOffsets = views.map(() => 0);
  return withCorrectedReadings(events, readings, (timeMs) => framesAt(views, noOffsets, timeMs));
}

export async function correctJoints(motion: SwingMotion): Promise<CorrectedJoints> {
  const { views, handedness, slowMotion, model } = motion;
  if (slowMotion.suspected || model === undefined || views.every(({ calibration }) => calibration === null)) {
    return { motion: null, modelSha256: null, failure: null };
  }
  try {
    network ??= JointCorrectionNetwork.load();
    const corrector = await network;
    const corrected = await correctMotion(views, { handedness, model }, corrector);
    return { motion: corrected, modelSha256: corrector.modelSha256, failure: null };
  } catch (error) {
    // The next swing tries again: a model that was missing may have been built meanwhile.
    network = null;
    return { motion: null, modelSha256: null, failure: explain(error) };
  }
}
