/**
 * A report made anew from stored landmarks: what can be said where the clips are gone. Events stay those of the earlier
 * revision, since finding them needs the pictures; metrics, faults, score and advice are measured again. Pure.
 */
import { offlineAdvice } from '../swing/advice/offline-advice.ts';
import { chooseDrills } from '../swing/drills/choose-drills.ts';
import { embedSwing, type SwingEmbedding } from '../swing/embedding/embed-swing.ts';
import { findFaults } from '../swing/faults/find-faults.ts';
import { measureSwing } from '../swing/metrics/measure-swing.ts';
import type { SwingMotion } from '../swing/metrics/swing-motion.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { scoreSwing } from '../swing/score/score-swing.ts';
import { ALGORITHMS_VERSION } from './algorithms-version.ts';

export interface Remeasured {
  readonly report: SwingReport;
  readonly embedding: SwingEmbedding | null;
}

export function remeasure(report: SwingReport, motion: SwingMotion): Remeasured {
  const metrics = measureSwing(motion);
  const { faults, unjudged } = findFaults(metrics, report.events);
  return {
    report: {
      ...report,
      metrics,
      faults,
      unjudged,
      score: scoreSwing(metrics),
      drills: chooseDrills(faults),
      advice: { offline: offlineAdvice(metrics, faults), claude: null },
      versions: { ...report.versions, algorithms: ALGORITHMS_VERSION, measuredFrom: 'landmarks' },
      stagesMs: {},
    },
    embedding: embedSwing(motion),
  };
}
