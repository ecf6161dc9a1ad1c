/**
 * Takes analyses from the durable queue, one after the other, has them done, and stores what comes of them.
 *
 * INVARIANTS
 * - One analysis at a time: it uses all cores by itself.
 * - A claimed job ends as a stored revision or as a failure with its reason; a daemon that dies leaves it claimable.
 * - `wake` while an analysis runs is remembered; the queue is looked at until it is empty.
 */
import { rm } from 'node:fs/promises';
import type { AnalysisProgress, AnalysisRequest, AnalysisResult } from '../analysis/analysis-request.ts';
import { type ErrorCode, explain, isBayError, isRetryable } from '../errors/bay-error.ts';
import type { AnalysisJob } from '../store/analysis-queue.ts';
import type { StagedMedia } from '../store/media-rows.ts';
import { encodePoses } from '../store/pose-repository.ts';
import type { Store } from '../store/store.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import type { Log } from '../telemetry/log.ts';
import { type AnalysisOrderOfBay, analysisOrderSchema } from './analysis-order.ts';
import type { BayFact } from './bay-fact.ts';
import type { CameraWatch } from './camera-watch.ts';
import { ClipGoneError } from './errors.ts';

/** The model and the stride are the analyst's own choice: it knows how fast this machine is. */
export type AnalysisToDo = Omit<AnalysisRequest, 'model' | 'frameStride'>;

/** Whoever turns clips into a report, in processes of its own. */
export interface Analyst {
  /** Rejects with a coded error that says whether another try can help. */
  analyze(request: AnalysisToDo, onProgress: (progress: AnalysisProgress) => void): Promise<AnalysisResult>;
  /** Ends what is under way. Idempotent. */
  close(): Promise<void>;
}

export interface AnalysisDispatcherParts {
  readonly store: Store;
  readonly analyst: Analyst;
  readonly log: Log;
  /** Absent: nobody watches where the cameras stand. */
  readonly cameraWatch?: CameraWatch;
}

/** A job may have been queued by a process that ended before it could wake anybody. */
const LOOK_EVERY_MS = 2_000;

export class AnalysisDispatcher {
  readonly #parts: AnalysisDispatcherParts;
  #tell: (fact: BayFact) => void = () => undefined;
  #working: Promise<void> | null = null;
  #again = false;
  #isStopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: AnalysisDispatcherParts) {
    this.#parts = parts;
  }

  start(tell: (fact: BayFact) => void): void {
    this.#tell = tell;
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS);
    this.wake();
  }

  /** Says that a job may be waiting. */
  wake(): void {
    if (this.#isStopped) return;
    if (this.#working !== null) {
      this.#again = true;
      return;
    }
    this.#working = this.#drain().finally(() => {
      this.#working = null;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  /** The analysis under way is given up and will be begun again at the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#parts.analyst.close();
    await this.#working;
  }

  async #drain(): Promise<void> {
    const { store, log } = this.#parts;
    try {
      while (!this.#isStopped) {
        const job = store.queue.claim();
        if (job === undefined) return;
        await this.#do(job);
      }
    } catch (error) {
      // The store itself does not answer; the next look may find it mended, and it says so by itself until then.
      log.error({ error }, 'The queue of analyses cannot be read.');
    }
  }

  async #do(job: AnalysisJob): Promise<void> {
    const { store, analyst, log } = this.#parts;
    const beganMs = performance.now();
    try {
      const order = analysisOrderSchema.parse(job.order);
      const result = await analyst.analyze(this.#requestOf(job, order), ({ stage, fraction }) => {
        this.#tell({ type: 'analysis-advanced', swing: job.swing, stage, fraction });
      });
      const report = await this.#keep(job, order, result);
      await removeScratch(order);
      log.info(
        { swing: job.swing, revision: report.revision, tookMs: Math.round(performance.now() - beganMs) },
        'A swing was measured.',
      );
      this.#tell({ type: 'swing-settled', swing: job.swing, revision: report.revision, status: 'completed' });
      if (result.watch !== undefined) this.#tell({ type: 'warnings-changed' });
    } catch (error) {
      if (this.#isStopped) return;
      log.error({ error, swing: job.swing, attempt: job.attempt }, 'A swing could not be measured.');
      const code: ErrorCode = isBayError(error) ? error.code : 'analysis/failed';
      const isAgain = store.queue.fail(job.id, { code, message: explain(error) }, isRetryable(error)) === 'queued';
      if (!isAgain) this.#tell({ type: 'swing-settled', swing: job.swing, revision: 0, status: 'failed' });
    }
  }

  #requestOf(job: AnalysisJob, order: AnalysisOrder): AnalysisToDo {
    const { store, cameraWatch } = this.#parts;
    const swing = store.swings.find(job.swing);
    const present = new Set(
      store.media
        .list(job.swing)
        .filter((media) => media.state === 'present')
        .map((media) => media.sha256),
    );
    const views = order.views.flatMap((view) => {
      const file =
        view.sha256 !== null && present.has(view.sha256) ? store.media.pathOf({ sha256: view.sha256 }) : view.file;
      if (file === null) return [];
      const { camera: name, role, calibration, stamped, stampUncertaintyMs, searchArea, frameTimesNs } = view;
      const timesNs = frameTimesNs.length === 0 ? null : frameTimesNs;
      return [{ name, role, file, calibration, stamped, stampUncertaintyMs, searchArea, frameTimesNs: timesNs }];
    });
    if (views.length === 0) throw new ClipGoneError();
    const { kind, bay, session, player, recordedAt, missing } = swing;
    const { bootId, sequence } = swing.order;
    const revision = (swing.revision ?? 0) + 1;
    return {
      identity: {
        id: job.swing,
        revision,
        kind,
        bay,
        session,
        player,
        club: null,
        recordedAt,
        bootId,
        sequence,
        missing: [...missing],
      },
      views,
      heard: kind === 'upload' ? null : order.sound === null ? [] : [order.sound],
      impactHintNs: order.impactNs,
      handedness: order.handedness,
      swing: null,
      // A swing is a witness once, in its turn: measured again later it would speak of where a camera stood long ago.
      ...(cameraWatch === undefined || kind === 'upload' || revision > 1 ? {} : { watch: cameraWatch.watch }),
    };
  }

  /** Key frames that find no room are left out of the report; its numbers are kept whatever the disk. */
  async #keep(job: AnalysisJob, order: AnalysisOrder, result: AnalysisResult): Promise<SwingReport> {
    const { store } = this.#parts;
    const poses = result.tracks.map(encodePoses);
    const staged = await Promise.all(
      result.keyFrames.map((frame) =>
        store.media.stage({
          kind: 'key-frame',
          camera: frame.camera,
          mediaType: 'image/jpeg',
          content: { bytes: frame.jpeg },
        }),
      ),
    );
    const media: StagedMedia[] = staged.flatMap((outcome) => (outcome.isStored ? [outcome.media] : []));
    const kept = new Set(media.map((one) => one.sha256));
    const { revision: _given, ...report } = result.report;
    const stored = store.transact('a measured swing', () => {
      if (result.watch !== undefined) this.#parts.cameraWatch?.write(result.watch);
      return store.swings.storeRevision({
        report: {
          ...report,
          keyFrames: report.keyFrames.filter((frame) => kept.has(frame.sha256)),
          clips: clipsOf(store, job.swing, order, result),
          landmarks: poses.map(({ camera, sha256, frames }) => ({ camera, sha256, frames })),
        },
        poses,
        media,
        job: job.id,
      });
    });
    if (result.watch !== undefined) this.#parts.cameraWatch?.adopt(result.watch);
    return stored;
  }
}

type AnalysisOrder = ReturnType<typeof analysisOrderSchema.parse>;

function clipsOf(store: Store, swing: string, order: AnalysisOrder, result: AnalysisResult): SwingReport['clips'] {
  return store.media.list(swing).flatMap((media) => {
    if (media.kind !== 'clip' || media.state !== 'present') return [];
    const camera = order.views.find((view) => view.sha256 === media.sha256)?.camera;
    const times = result.tracks.find((track) => track.camera === camera)?.timesMs;
    if (camera === undefined || times === undefined || times.length === 0) return [];
    const { sha256, mediaType, bytes } = media;
    return [{ sha256, mediaType, bytes, camera, fromMs: times[0] ?? 0, toMs: times.at(-1) ?? 0 }];
  });
}

/** Clips that were analysed from memory have done their work. */
async function removeScratch(order: AnalysisOrderOfBay): Promise<void> {
  const files = order.views.map((view) => view.file).filter((file) => file !== null);
  await Promise.all(files.map((file) => rm(file, { force: true })));
}
