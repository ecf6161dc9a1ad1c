/** From an order of the queue to what an analyst is asked, and from the answer to what is stored. */
import type { AnalysisRequest, AnalysisResult } from '../analysis/analysis-request.ts';
import type { AnalysisJob } from '../store/analysis-queue.ts';
import { encodeFigure } from '../store/figure-blob.ts';
import type { StagedMedia } from '../store/media-rows.ts';
import { encodePoses } from '../store/pose-repository.ts';
import type { Store } from '../store/store.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import type { analysisOrderSchema } from './analysis-order.ts';
import type { CameraWatch } from './camera-watch.ts';
import { ClipGoneError } from './errors.ts';

/** The model and the stride are the analyst's own choice: it knows how fast this machine is. */
export type AnalysisToDo = Omit<AnalysisRequest, 'model' | 'frameStride'>;

/** As the schema of orders reads it. */
export type AnalysisOrder = ReturnType<typeof analysisOrderSchema.parse>;

/** Throws `analysis/clip-gone` where none of the clips is there any more. */
export function analysisToDo(store: Store, id: string, order: AnalysisOrder, cameraWatch?: CameraWatch): AnalysisToDo {
  const swing = store.swings.find(id);
  const present = new Set(
    store.media
      .list(id)
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
  const samples = order.sound?.samples ?? null;
  return {
    identity: {
      id,
      revision,
      kind,
      bay,
      session,
      player,
      club: order.club,
      recordedAt,
      bootId,
      sequence,
      missing: [...missing],
    },
    views,
    heardSamples:
      samples === null || !present.has(samples.sha256)
        ? null
        : { file: store.media.pathOf({ sha256: samples.sha256 }), fromNs: samples.fromNs },
    heard: kind === 'upload' ? null : order.sound === null ? [] : [heardOf(order.sound)],
    impactHintNs: order.impactNs,
    impactStamp: order.impactStamp,
    handedness: order.handedness,
    swing: null,
    // A swing is a witness once, in its turn: measured again later it would speak of where a camera stood long ago.
    ...(cameraWatch === undefined || kind === 'upload' || revision > 1 ? {} : { watch: cameraWatch.watch }),
  };
}

function heardOf({ atNs, strength, uncertaintyNs }: NonNullable<AnalysisOrder['sound']>) {
  return { atNs, strength, uncertaintyNs };
}

export interface FinishedAnalysis {
  readonly store: Store;
  readonly job: AnalysisJob;
  readonly order: AnalysisOrder;
  readonly result: AnalysisResult;
  /** Whose state is written with the swing that moved it. */
  readonly cameraWatch?: CameraWatch | undefined;
}

/** Key frames that find no room are left out of the report; its numbers are kept whatever the disk. */
export async function keepAnalysis({ store, job, order, result, cameraWatch }: FinishedAnalysis): Promise<SwingReport> {
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
    if (result.watch !== undefined) cameraWatch?.write(result.watch);
    return store.swings.storeRevision({
      report: {
        ...report,
        keyFrames: report.keyFrames.filter((frame) => kept.has(frame.sha256)),
        clips: clipsOf(store, job.swing, order, result),
        landmarks: poses.map(({ camera, sha256, frames }) => ({ camera, sha256, frames })),
      },
      poses,
      media,
      ...('withheld' in result.figure ? {} : { figure: encodeFigure(result.figure) }),
      embedding: result.embedding,
      job: job.id,
    });
  });
  if (result.watch !== undefined) cameraWatch?.adopt(result.watch);
  return stored;
}

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
