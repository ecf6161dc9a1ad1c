import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import type { VirtualCameraRole } from './camera.ts';
import type { MicrophonePlace } from './sound.ts';
import type { SwingTruth } from './truth.ts';

/** What the virtual bay's process and its parent say to each other. */
export type PlayKind = 'swing' | 'waggle' | 'practice';

export interface VirtualBaySettings {
  readonly cacheDirectory: string;
  /** Which golfer: 0 is the model golfer of the documents, any other number a random one. */
  readonly seed: number;
  readonly handedness: 'left' | 'right';
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** What is drawn before the bay opens; anything else is drawn when it is asked for. */
  readonly prepare: readonly PlayKind[];
  /** Different swings of the same golfer; those beyond the first are drawn in the background while the bay plays. */
  readonly variety: number;
  /** Somebody walks past behind the golfer during every second swing. */
  readonly passerBy: boolean;
  /** What the bay shows while nobody swings: the golfer waiting, or a ChArUco board that is carried about. */
  readonly shows: 'golfer' | 'board';
}

export interface LiveCamera {
  readonly name: string;
  readonly role: VirtualCameraRole;
  readonly host: string;
  readonly port: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly calibration: CameraCalibration;
}

export interface LiveMicrophone extends MicrophonePlace {
  readonly host: string;
  readonly port: number;
  readonly sampleRate: number;
}

export interface PlayedScenario {
  readonly kind: PlayKind;
  /** CLOCK_MONOTONIC nanoseconds of the first frame; `truth` counts its milliseconds from there. */
  readonly startedAtNs: number;
  readonly endsAtNs: number;
  /** When the club meets the ball; null where it does not. */
  readonly impactNs: number | null;
  readonly eventsNs: readonly { readonly name: string; readonly atNs: number }[];
  readonly truth: SwingTruth;
}

export type ParentMessage =
  | { readonly type: 'start'; readonly settings: VirtualBaySettings }
  | { readonly type: 'play'; readonly id: number; readonly kind: PlayKind };

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly retryable: boolean;
}

export type ChildMessage =
  | { readonly type: 'progress'; readonly framesDone: number; readonly framesTotal: number }
  | { readonly type: 'ready'; readonly cameras: readonly LiveCamera[]; readonly microphone: LiveMicrophone }
  | { readonly type: 'played'; readonly id: number; readonly played: PlayedScenario }
  | { readonly type: 'failed'; readonly id: number | null; readonly failure: Failure };
