/**
 * What travels over `/api/v1/realtime/connect`.
 *
 * JSON messages are `{ event, data }`. Live pictures are binary messages, one H.264 access unit each, laid out by
 * `live-picture.ts`, or come over WebRTC to pages that asked for it by `WEBRTC_OFFER`. A slow reader loses pictures (up
 * to the next key frame) and poses, never the other messages; one that is too slow for those is closed with
 * {@link SOCKET_CLOSE}.tooSlow, and reads again over REST what it missed.
 */
import type { Resolution } from './live-picture.ts';
import type { LiveAngles, ViewError } from './live-pose.ts';
import type { CameraRole, PhaseName, SwingKind } from './report.ts';

/** How the bay closes a socket. */
export const SOCKET_CLOSE = {
  /** The bay is closing; come back. */
  wentAway: 1001,
  /** What was said is none of this interface, or too much of it. */
  refused: 1008,
  /** The login, the role or the visit that gave the right to listen is over: a new ticket says whether there is another. */
  rightEnded: 4003,
  /** The reader was too far behind for results; come back and read them again. */
  tooSlow: 4008,
} as const;

/** What the bay is doing, in the order of a visit. */
export const BAY_STATES = ['empty', 'occupied', 'address', 'swinging', 'capturing'] as const;
export type BayState = (typeof BAY_STATES)[number];

export interface LiveCamera {
  readonly name: string;
  readonly role: CameraRole;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** What START_STREAM and WEBRTC_OFFER may ask for, largest first; absent where only `full` is there. */
  readonly renditions?: readonly LiveRendition[];
}

/** A size and rate in which a camera can be watched. All but `full` are encoded only while somebody watches. */
export interface LiveRendition {
  readonly resolution: Resolution;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** What a page asks of a stream. With several wishes, the largest rendition that fulfils all. */
export interface StreamWish {
  readonly resolution?: Resolution;
  /** At most so many pixels wide. */
  readonly width?: number;
  /** At most so many pictures a second. */
  readonly maxFps?: number;
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
    /** Null together with the landmarks. */
    angles: LiveAngles | null;
    /**
     * Where in a swing the hands are, as far as can be told while it happens; null outside of one. The report's phases
     * are found afterwards on every frame, and know `transition` and `impact` besides.
     */
    phase: PhaseName | null;
    /** What is wrong with the view just now; empty where nothing is. */
    errors: ViewError[];
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
  /** Something happened once at the bay's hardware; how it is, BAY_STATE says. */
  DEVICE_EVENT: { device: string; what: 'ball-dispensed' | 'card-shown' };
  /** The stream that was asked for runs, from its next key frame. */
  STREAM_STARTED: { camera: string } & LiveRendition;
  /** The bay's half of a WebRTC connection, with its only candidate. */
  WEBRTC_ANSWER: { camera: string; sdp: string } & LiveRendition;
  /** The connection is over: the page hung up, or nothing came of it, or what carried it died. */
  WEBRTC_CLOSED: { camera: string; code: string };
  /** A message that was understood and refused; the socket stays open. */
  ERROR: {
    code: string;
    message: string;
    hint: string | null;
    retryable: boolean;
    /** Of the message that was refused; null where it could not be told. */
    event: string | null;
    /** That the message was about; null where it was about none. */
    camera: string | null;
    /** What there is, where a stream was asked for that there is not. */
    renditions?: readonly LiveRendition[];
  };
  /** Whatever is being said ends at once: somebody stands to the ball, or the voice was switched off. */
  AUDIO_HUSH: Record<string, never>;
}

export interface ClientMessages {
  /**
   * Begin live pictures of one camera, from its next key frame; without a wish, as they are recorded. Said again, it
   * changes the running stream where it wishes for another one.
   */
  START_STREAM: { camera: string } & StreamWish;
  STOP_STREAM: { camera: string };
  /**
   * Begin live pictures of one camera over WebRTC. The offer receives one video in H.264 and needs no candidates: the
   * bay answers with the address that the page reached it by, and waits there.
   */
  WEBRTC_OFFER: { camera: string; sdp: string } & StreamWish;
  WEBRTC_CLOSE: { camera: string };
}

/** Answers to what a page said, and events that change nothing that a page shows. */
export const ANSWER_EVENTS = ['STREAM_STARTED', 'WEBRTC_ANSWER', 'WEBRTC_CLOSED', 'ERROR', 'DEVICE_EVENT'] as const;
export type AnswerEvent = (typeof ANSWER_EVENTS)[number];

export function isAnswer(message: ServerMessage): message is Extract<ServerMessage, { event: AnswerEvent }> {
  return (ANSWER_EVENTS as readonly string[]).includes(message.event);
}

export type ServerEvent = keyof ServerMessages;
export type ServerMessage = { [E in ServerEvent]: { event: E; data: ServerMessages[E] } }[ServerEvent];
export type ClientEvent = keyof ClientMessages;
export type ClientMessage = { [E in ClientEvent]: { event: E; data: ClientMessages[E] } }[ClientEvent];
