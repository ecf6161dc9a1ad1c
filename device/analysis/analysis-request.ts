/** What an analysis is asked and what it answers. Everything in a request survives structured cloning. */

import type { StampedBy } from '../capture/frame-source.port.ts';
import type { SearchArea } from '../pose/golfer-choice.ts';
import type { PoseModel } from '../pose/pose-tracker.ts';
import type { CalibrationWatch } from '../swing/calibration-watch/calibration-watch.ts';
import type { SwingEmbedding } from '../swing/embedding/embed-swing.ts';
import type { EventName } from '../swing/events/event-name.ts';
import type { SpaceFigure } from '../swing/figure/space-figure.ts';
import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import type { PoseTrack } from '../swing/pose/pose-track.ts';
import type { CameraRole, Handedness, SwingKind, SwingReport, WithheldReason } from '../swing/report/swing-report.ts';

export interface ViewRequest {
  /** Camera name, unique within the request. */
  readonly name: string;
  /** Null: to be recognised. */
  readonly role: CameraRole | null;
  readonly file: string;
  readonly calibration: CameraCalibration | null;
  /** When each decoded frame was taken; views that all have them share a clock. Null: the file's own time. */
  readonly frameTimesNs: readonly number[] | null;
  readonly stamped: StampedBy;
  /** How far those times may be off, in milliseconds either way; absent or null where nobody says. */
  readonly stampUncertaintyMs?: number | null;
  /** The mat, where it is known; fractions of the picture. */
  readonly searchArea: SearchArea | null;
}

/** Whose swing it is and where it was, copied into the report. */
export interface SwingIdentity {
  readonly id: string;
  readonly revision: number;
  readonly kind: SwingKind;
  readonly bay: string;
  readonly session: string;
  readonly player: string | null;
  readonly club: string | null;
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  readonly bootId: string;
  readonly sequence: number;
  readonly missing: SwingReport['missing'];
}

export interface AnalysisRequest {
  readonly identity: SwingIdentity;
  readonly views: readonly ViewRequest[];
  /** Impacts that were heard live, on the clock of `frameTimesNs`; null: listen to the sound of the files. */
  readonly heard: readonly { atNs: number; strength: number; uncertaintyNs: number }[] | null;
  /** The microphone's samples round the impact, and when the first was made at the ball; absent or null where not kept. */
  readonly heardSamples?: { readonly file: string; readonly fromNs: number } | null;
  /** Impact as the live loop decided it, on the clock of `frameTimesNs`. */
  readonly impactHintNs: number | null;
  /** Impact as a beam over the ball stamped it, on the same clock; absent or null where none did. */
  readonly impactStamp?: { readonly by: 'beam'; readonly atNs: number; readonly uncertaintyNs: number } | null;
  /** Null: to be recognised. */
  readonly handedness: Handedness | null;
  readonly model: PoseModel;
  /** 1: every frame is looked at; 2: every second one, and the rest is interpolated. */
  readonly frameStride: number;
  /** Counted from 1 in the order of time; null: the most certain one. */
  readonly swing: number | null;
  /** What is known of where the bay's cameras stand; absent for files, whose cameras nobody watches. */
  readonly watch?: CalibrationWatch;
}

export interface KeyFrame {
  readonly event: EventName;
  readonly camera: string;
  readonly timeMs: number;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
  readonly jpeg: Uint8Array;
}

export interface OtherSwing {
  /** As `AnalysisRequest.swing` counts. */
  readonly number: number;
  readonly impactMs: number;
  readonly certainty: number;
}

export interface AnalysisResult {
  readonly report: SwingReport;
  /** One a view, as the model gave them, on the report's clock. */
  readonly tracks: readonly PoseTrack[];
  readonly keyFrames: readonly KeyFrame[];
  /** The golfer in space, or why it cannot be known. */
  readonly figure: SpaceFigure | { readonly withheld: WithheldReason };
  /** Where the swing lies among others; null where too little of it was seen. */
  readonly embedding: SwingEmbedding | null;
  /** Of the reported swing. */
  readonly number: number;
  readonly certainty: number;
  readonly otherSwings: readonly OtherSwing[];
  /** Processor time that the pose threads took over all analysed frames, and how many those were. */
  readonly poseCpuMs: number;
  readonly framesAnalysed: number;
  /** The request's watch with what this swing says; absent where none was given. */
  readonly watch?: CalibrationWatch;
}

export interface AnalysisProgress {
  readonly stage: 'probe' | 'pose' | 'events' | 'metrics' | 'report';
  /** 0–1 of the whole analysis. */
  readonly fraction: number;
}

export type OnProgress = (progress: AnalysisProgress) => void;
