/** What the daemon and a camera's process say to each other. Raw frames are not among it. */
import type { Camera } from '../capture/capture.config.ts';
import type { StampedBy } from '../capture/frame-source.port.ts';
import type { Resolution } from '../capture/rendition.ts';

export interface CameraOrder {
  readonly type: 'start';
  readonly camera: Camera;
  /** A private folder for the camera's FIFOs. */
  readonly runDirectory: string;
  /** Live pose works at most this often; 0 switches it off. */
  readonly posesPerSecondMax: number;
  /** A source without a newer frame for this long is opened again. */
  readonly stalledAfterMs: number;
}

/** Somebody begins to watch the camera in another resolution than it is recorded in, or nobody does any more. */
export interface RenditionOrder {
  readonly type: 'rendition';
  readonly resolution: Resolution;
  readonly isWanted: boolean;
}

export type CameraReport =
  | {
      readonly type: 'started';
      readonly stamped: StampedBy;
      readonly uncertaintyMs: number;
      /** The execution provider that live pose really runs on; null where live pose is off. */
      readonly provider: string | null;
    }
  | {
      readonly type: 'unit';
      /** `full` is what is recorded; the others are only for looking at. */
      readonly resolution: Resolution;
      readonly capturedAtNs: number;
      readonly isKeyFrame: boolean;
      readonly data: Uint8Array;
    }
  | {
      readonly type: 'pose';
      readonly capturedAtNs: number;
      /** 33 × (x, y, z, visibility) in pixels as in a PoseTrack; null when nobody is on the mat. */
      readonly image: Float32Array | null;
    }
  | {
      readonly type: 'pulse';
      /** Of the newest raw frame, null before the first; the daemon kills a camera whose pulse shows no newer one. */
      readonly newestFrameNs: number | null;
      readonly framesDelivered: number;
      readonly framesDropped: number;
    }
  /** Pictures for looking at fail; what is recorded does not. It is tried again. */
  | { readonly type: 'rendition-failed'; readonly resolution: Resolution; readonly detail: string }
  | { readonly type: 'trouble'; readonly code: string; readonly message: string };
