/** Asks for new revisions of stored swings, and knows which of them would say nothing new. */
import { ALGORITHMS_VERSION } from '../swing/algorithms-version.ts';
import type { Store } from '../store/store.ts';
import type { Handedness, SwingReport } from '../swing/report/swing-report.ts';
import { analysisOrderSchema, reanalysisOrderSchema } from './analysis-order.ts';
import { clipsGone, nothingLeft, reanalysisQueueFull } from './errors.ts';
import { modelOf } from './stored-motion.ts';

export interface ReanalysisAsked {
  readonly model: 'lite' | 'full' | 'heavy';
  /** Even where the newest revision was made by this model and these algorithms. */
  readonly again: boolean;
}

export type ReanalysisState = 'queued' | 'open-already' | 'up-to-date';

/**
 * Durable when this returns. Idempotent while the job is open, and afterwards too unless `again` is asked: a run over
 * many swings that was cut short is simply begun anew. Throws what the store throws for an unknown swing,
 * `analysis/nothing-left` and `analysis/queue-full`.
 */
export function requestReanalysis(store: Store, swing: string, { model, again }: ReanalysisAsked): ReanalysisState {
  return store.transact('an analysis job', () => {
    const report = store.swings.report(swing);
    const fromClips = hasClips(store, swing, report);
    if (!fromClips && !hasPoses(store, swing, report)) throw nothingLeft(swing);
    if (!again && isUpToDate(report, model, fromClips)) return 'up-to-date';
    return enqueueAgain(store, swing, model, handTold(store, swing));
  });
}

/**
 * Asks for the swing to be measured as that of a golfer of the other hand, by the model of its newest revision. Every
 * later analysis keeps what was told. `up-to-date` where it was measured so. Throws as {@link requestReanalysis} does,
 * and `analysis/clips-gone`: events of the wrong hand cannot be found anew without pictures.
 */
export function requestOtherHand(store: Store, swing: string, handedness: Handedness): ReanalysisState {
  return store.transact('an analysis job', () => {
    const report = store.swings.report(swing);
    if (report.handedness === handedness) return 'up-to-date';
    if (!hasClips(store, swing, report)) throw clipsGone(swing);
    return enqueueAgain(store, swing, modelOf(report.versions.model), handedness);
  });
}

function enqueueAgain(
  store: Store,
  swing: string,
  model: ReanalysisAsked['model'],
  handedness: Handedness | null,
): Exclude<ReanalysisState, 'up-to-date'> {
  const order = analysisOrderSchema.safeParse(store.queue.orderOf(swing));
  const outcome = store.queue.enqueueAgain(swing, {
    reanalysis: { model },
    order: order.success ? { ...order.data, handedness: handedness ?? order.data.handedness } : null,
  });
  if (outcome === 'queue-full') throw reanalysisQueueFull();
  return outcome;
}

/** Which hand somebody said last; null where it has always been recognised. */
function handTold(store: Store, swing: string): Handedness | null {
  const newest = reanalysisOrderSchema.safeParse(store.queue.newestOrderOf(swing));
  return newest.success ? (newest.data.order?.handedness ?? null) : null;
}

/** Landmarks cannot be made better by another model: without clips only the algorithms count. */
function isUpToDate({ versions }: SwingReport, model: string, fromClips: boolean): boolean {
  const isOfNow = versions.algorithms === ALGORITHMS_VERSION;
  if (!fromClips) return isOfNow;
  return isOfNow && versions.model === model && versions.frameStride === 1 && versions.measuredFrom !== 'landmarks';
}

/** Whether every camera that the report was made from still has its clip: fewer would know less than the report does. */
export function hasClips(store: Store, swing: string, report: SwingReport): boolean {
  const order = analysisOrderSchema.safeParse(store.queue.orderOf(swing));
  if (!order.success) return false;
  const present = new Set(
    store.media.list(swing).flatMap(({ state, sha256 }) => (state === 'present' ? [sha256] : [])),
  );
  const cameras = report.cameras.map(({ name }) => name);
  return cameras.every((name) => {
    const view = order.data.views.find(({ camera }) => camera === name);
    return view?.sha256 != null && present.has(view.sha256);
  });
}

function hasPoses(store: Store, swing: string, report: SwingReport): boolean {
  const kept = new Set(store.poses.list(swing).map(({ sha256 }) => sha256));
  return report.landmarks.some(({ sha256 }) => kept.has(sha256));
}
