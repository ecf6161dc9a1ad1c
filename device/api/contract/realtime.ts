/**
 * What travels over `/api/v1/realtime/connect`.
 *
 * JSON messages are `{ event, data }`. Live pictures are binary messages, one H.264 access unit each, laid out by
 * `live-picture.ts`. A slow reader loses pictures (up to the next key frame) and poses, never the other messages.
 */
import type { CameraRole, PhaseName, SwingKind } from './report.ts';

/** What the bay is doing, in the order of a visit. */
export const BAY_STATES = ['empty', 'occupied', 'address', 'swinging', 'capturing'] as const;
export type BayState = (typeof BAY_STATES)[number];

export interface LiveCamera {
  readonly name: string;
  readonly role: CameraRole;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** Whether the calibrated cameras are where they were calibrated; `none` where there is none, `learning` at first. */
export type CamerasInPlace = 'none' | 'learning' | 'yes' | 'no';

/** One thing that is wrong with the bay just now, in words for the person who can mend it. */
export interface BayWarning {
  /** The stable code, such as `camera/stalled` or `store/disk-full`. */
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly camera: string | null;
}

export type SwingStatus = 'queued' | 'analysing' | 'completed' | 'failed';

export interface ServerMessages {
  CONNECTED: {
    sessionId: string;
    bay: string;
    cameras: LiveCamera[];
    state: BayState;
    warnings: BayWarning[];
    camerasInPlace?: CamerasInPlace;
  };
  BAY_STATE: { state: BayState; warnings: BayWarning[]; camerasInPlace?: CamerasInPlace };
  POSE_UPDATE: {
    camera: string;
    /** CLOCK_MONOTONIC nanoseconds of the frame; equal to that of the picture it belongs to. */
    capturedAtNs: number;
    /** 33 × (x, y, visibility): x and y as fractions of the upright picture; null when nobody is on the mat. */
    landmarks: number[] | null;
    phase: PhaseName | null;
  };
  SWING_DETECTED: { swingId: string; kind: SwingKind; impactAtNs: number };
  ANALYSIS_PROGRESS: { swingId: string; stage: string; fraction: number };
  ANALYSIS_COMPLETE: { swingId: string; revision: number; status: SwingStatus };
}

export interface ClientMessages {
  /** Begin live pictures of one camera, from its next key frame. */
  START_STREAM: { camera: string };
  STOP_STREAM: { camera: string };
}

export type ServerEvent = keyof ServerMessages;
export type ServerMessage = { [E in ServerEvent]: { event: E; data: ServerMessages[E] } }[ServerEvent];
export type ClientEvent = keyof ClientMessages;
export type ClientMessage = { [E in ClientEvent]: { event: E; data: ClientMessages[E] } }[ClientEvent];
