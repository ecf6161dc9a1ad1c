/**
 * What the API sees of the bay. Everything else that it serves comes from the store.
 *
 * Observables are hot and never fail; they complete when the bay is closed. Nothing here waits for a reader.
 */
import type { Observable } from 'rxjs';
import type { EncodedUnit } from '../capture/frame-source.port.ts';
import type { VideoFacts } from '../capture/video-probe.ts';
import type {
  BayHardware,
  BayState,
  BayWarning,
  CamerasInPlace,
  LiveCamera,
  ServerMessage,
  SwingStatus,
} from './contract/realtime.ts';
import type { DeviceCheck, Exercise } from './contract/devices.ts';
import type { Resolution } from './contract/live-picture.ts';
import type { UploadFields } from './contract/rest.ts';

/** What the bay says to every screen; the others are the API's own. */
export type BayMessage = Exclude<
  ServerMessage,
  { event: 'CONNECTED' | 'ERROR' | 'STREAM_STARTED' | 'WEBRTC_ANSWER' | 'WEBRTC_CLOSED' }
>;

export interface UploadedVideo extends Omit<UploadFields, 'player'> {
  /** Whose swing it is; null for nobody's. */
  readonly player: string | null;
  /** On the data disk, in the store's incoming directory. Handed over: the bay moves or removes it. */
  readonly file: string;
  readonly bytes: number;
  readonly mediaType: 'video/mp4' | 'video/quicktime';
  readonly facts: VideoFacts;
}

/** A part of the bay that can fail by itself, such as a camera. */
export interface BayPart {
  readonly name: string;
  readonly status: 'ok' | 'degraded' | 'failed';
  readonly warning: BayWarning | null;
}

export interface BayView {
  readonly name: string;
  /** The visit that is going on. */
  sessionId(): string;
  /** The players that have joined a visit; empty for one that is over or never was. */
  playersInVisit(session: string): readonly string[];
  state(): BayState;
  warnings(): BayWarning[];
  camerasInPlace(): CamerasInPlace;
  /** Null in a bay that drives nothing. */
  hardware(): BayHardware | null;
  /** Whether staff took the bay out of service. */
  isOutOfOrder(): boolean;
  /** Takes the bay out of service or back; whoever plays is not interrupted. Idempotent. */
  setOutOfOrder(isOn: boolean): void;
  /** In an order that does not change while the bay is open: live pictures name a camera by its place. */
  cameras(): LiveCamera[];
  parts(): BayPart[];
  /** Every device with its state, looked at anew. */
  devices(): Promise<DeviceCheck[]>;
  /**
   * Makes a device move or shine once. Rejects with `hardware/device-unknown` and, where somebody is in the bay,
   * `hardware/bay-in-use`; that it refuses or fails is an outcome.
   */
  exercise(device: string): Promise<Exercise>;
  /**
   * Lets a device that stopped on a fault try again. Rejects with `hardware/device-unknown`; that it refuses or fails is
   * an outcome.
   */
  clearFault(device: string): Promise<Exercise>;
  /** Messages from the next one on, in their order. */
  readonly messages: Observable<BayMessage>;
  /**
   * Encoded pictures of one camera in one of its renditions, beginning with its next key frame; completes at once for
   * what is not there. A rendition but `full` is encoded while anybody is subscribed.
   */
  pictures(camera: string, resolution: Resolution): Observable<EncodedUnit>;
  /**
   * Records an uploaded swing and asks for its analysis; it is stored when this resolves. Rejects with a coded error,
   * after which the file is gone too.
   */
  submitUpload(upload: UploadedVideo): Promise<{ readonly id: string; readonly status: SwingStatus }>;
}

export const BAY_VIEW = Symbol('BayView');
