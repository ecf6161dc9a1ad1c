/**
 * A report made anew from stored landmarks: what can be said where the clips are gone. Events stay those of the earlier
 * revision, since finding them needs the pictures; joints are corrected, and metrics, faults, score and advice are
 * measured again.
 */
import { offlineAdvice } from '../swing/advice/offline-advice.ts';
import type { CameraVerdict } from '../swing/calibration-watch/calibration-watch.ts';
import { markNudged } from '../swing/calibration-watch/nudged-camera.ts';
import { chooseDrills } from '../swing/drills/choose-drills.ts';
import { embedSwing, type SwingEmbedding } from '../swing/embedding/embed-swing.ts';
import { findFaults } from '../swing/faults/find-faults.ts';
import { measureSwing } from '../swing/metrics/measure-swing.ts';
import type { SwingMotion } from '../swing/metrics/swing-motion.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { scoreSwing } from '../swing/score/score-swing.ts';
import { ALGORITHMS_VERSION } from '../swing/algorithms-version.ts';
import { correctJoints, UNCORRECTED } from './correct-joints.ts';

export interface Remeasured {
  readonly report: SwingReport;
  readonly embedding: SwingEmbedding | null;
}

/** A correction that failed is named in the report, which is then measured without it. */
export async function remeasure(report: SwingReport, motion: SwingMotion): Promise<Remeasured> {
  const verdicts = nudgedIn(report);
  const isMoved = (camera: string) => verdicts.some((verdict) => verdict.camera === camera);
  const trusted = {
    ...motion,
    views: motion.views.map((view) => (isMoved(view.track.camera) ? { ...view, calibration: null } : view)),
  };
  const corrected = await correctJoints(trusted);
  const metrics = markNudged(measureSwing({ ...trusted, corrected: corrected.motion }), verdicts);
  const { faults, unjudged } = findFaults(metrics, report.events);
  return {
    report: {
      ...report,
      missing: [...report.missing.filter(({ what }) => what !== UNCORRECTED), ...uncorrected(corrected.failure)],
      metrics,
      faults,
      unjudged,
      score: scoreSwing(metrics),
      drills: chooseDrills(faults),
      advice: { offline: offlineAdvice(metrics, faults), claude: null },
      versions: {
        ...report.versions,
        algorithms: ALGORITHMS_VERSION,
        correction: corrected.modelSha256,
        measuredFrom: 'landmarks',
      },
      stagesMs: {},
    },
    embedding: embedSwing(motion),
  };
}

/** A report keeps that a camera had moved, not by how much: what needed its calibration is withheld. */
function nudgedIn({ cameras }: SwingReport): CameraVerdict[] {
  return cameras.flatMap(({ name, nudged }) =>
    nudged ? [{ camera: name, state: 'nudged', by: null, turnDegrees: null }] : [],
  );
}

function uncorrected(reason: string | null): SwingReport['missing'] {
  return reason === null ? [] : [{ what: UNCORRECTED, camera: null, reason }];
}
