/** Makes an uploaded video a stored swing that waits for its analysis. */
import type { Clock } from '../clock/clock.ts';
import type { Store } from '../store/store.ts';
import type { StoredSwing } from '../store/swing-record.ts';
import type { CameraRole, Handedness } from '../swing/report/swing-report.ts';
import type { AnalysisOrderOfBay } from './analysis-order.ts';
import { UploadNotKeptError } from './errors.ts';

/** An upload has one picture; its view has this name in the report. */
const UPLOAD_CAMERA = 'upload';

export interface Upload {
  /** On the data disk; handed over. */
  readonly file: string;
  readonly mediaType: string;
  readonly view: CameraRole | null;
  readonly handedness: Handedness | null;
  readonly player: string | null;
}

export interface UploadRecorderParts {
  readonly bay: string;
  readonly bootId: string;
  readonly store: Store;
  readonly clock: Clock;
}

/** Stored when this resolves. Rejects with `bay/upload-not-kept` where the disk has no room: the file is gone then. */
export async function recordUpload(parts: UploadRecorderParts, session: string, upload: Upload): Promise<StoredSwing> {
  const { store, bay, bootId, clock } = parts;
  const { file, mediaType } = upload;
  const staged = await store.media.stage({ kind: 'clip', camera: UPLOAD_CAMERA, mediaType, content: { file } });
  if (!staged.isStored) throw new UploadNotKeptError();
  const order: AnalysisOrderOfBay = {
    views: [
      {
        camera: UPLOAD_CAMERA,
        role: upload.view,
        sha256: staged.media.sha256,
        file: null,
        frameTimesNs: [],
        stamped: 'arrival',
        calibration: null,
        searchArea: null,
      },
    ],
    impactNs: null,
    sound: null,
    handedness: upload.handedness,
  };
  try {
    return store.swings.recordSwing({
      kind: 'upload',
      bay,
      session,
      player: upload.player,
      bootId,
      monotonicNs: clock.monotonicNs(),
      media: [staged.media],
      analysis: { ...order },
    });
  } catch (error) {
    await store.media.discard(staged.media);
    throw error;
  }
}
