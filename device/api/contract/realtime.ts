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

/** Tee, dispenser, lights and whatever else the bay drives, for the people in front of them. */
export interface BayHardware {
  readonly link: 'connecting' | 'up' | 'lost';
  readonly isStopPressed: boolean;
  readonly devices: readonly BayDevice[];
}

export const DEVICE_KINDS = [
  'tee',
  'dispenser',
  'light',
  'strobe',
  'camera-trigger',
  'ball-beam',
  'occupancy',
  'card-reader',
  'emergency-stop',
] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export const DEVICE_CONDITIONS = ['ready', 'busy', 'fault', 'safe', 'unknown'] as const;

/** A device as it was last heard of; what it does not measure is absent. */
export interface BayDevice {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly condition: (typeof DEVICE_CONDITIONS)[number];
  /** Of a device whose condition is `fault`. */
  readonly fault: 'jam' | 'empty' | 'timeout' | 'sensor' | 'overheat' | 'unknown' | null;
  /** Tee: the ball's lower edge over the mat. */
  readonly heightMm?: number;
  readonly heightMaxMm?: number;
  /** Tee and beam. */
  readonly isBallPresent?: boolean;
  /** Dispenser: balls in store, and balls that may still be given. */
  readonly stock?: number;
  readonly credit?: number;
  /** Light: 0–1. */
  readonly level?: number;
}

export const VOICE_LANGUAGES = ['en', 'de', 'ja'] as const;
export type VoiceLanguage = (typeof VOICE_LANGUAGES)[number];

export type SwingStatus = 'queued' | 'analysing' | 'completed' | 'failed';

export interface ServerMessages {
  CONNECTED: {
    sessionId: string;
    bay: string;
    cameras: LiveCamera[];
    state: BayState;
    warnings: BayWarning[];
    camerasInPlace?: CamerasInPlace;
    /** Null in a bay that drives nothing. */
    hardware?: BayHardware | null;
    /** Staff took the bay out of service; whoever plays is not interrupted. */
    isOutOfOrder?: boolean;
  };
  BAY_STATE: {
    state: BayState;
    warnings: BayWarning[];
    camerasInPlace?: CamerasInPlace;
    hardware?: BayHardware | null;
    isOutOfOrder?: boolean;
  };
  /** A visit began, ended, or changed: who plays, whose turn it is, which club. `GET /api/v1/visit` says how it is now. */
  VISIT_CHANGED: { sessionId: string };
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
  /** The bay screen plays it at once. Nothing is said twice: a page that has no sound shows the words at most. */
  AUDIO_CUE: {
    text: string;
    language: VoiceLanguage;
    /** Of the sound, beside the page; null where the appliance plays it itself. */
    url: string | null;
    /** 0–1. */
    volume: number;
  };
  /** Whatever is being said ends at once: somebody stands to the ball, or the voice was switched off. */
  AUDIO_HUSH: Record<string, never>;
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
