/** What the threads that run the pose model and their owner say to each other. */

import type { SearchArea } from '../pose/golfer-choice.ts';
import type { PoseModel } from '../pose/pose-tracker.ts';
import type { FilmPlace } from './film-memory.ts';

/** A clip is about to come; it gets this thread's tracker for `lane`, reset. */
export interface BeginClip {
  readonly type: 'clip';
  readonly lane: number;
  readonly model: PoseModel;
  readonly searchArea: SearchArea | null;
  /** Decoded pictures, NV12. */
  readonly width: number;
  readonly height: number;
  readonly shrink: number;
  /** Each holds one picture. */
  readonly slots: readonly SharedArrayBuffer[];
}

export interface ReadFrame {
  readonly type: 'frame';
  readonly lane: number;
  readonly index: number;
  readonly slot: number;
  readonly timeMs: number;
  /** Where the small picture for the film is to be written. */
  readonly film: FilmPlace;
  /** False: the picture goes into the film only. */
  readonly withPose: boolean;
}

/** Loads what a clip of this lane will need, so that the first swing does not wait for it. */
export interface WarmUp {
  readonly type: 'warm-up';
  readonly lane: number;
  readonly model: PoseModel;
  readonly searchArea: SearchArea | null;
}

/** Times a model's landmark network on one thread. */
export interface TimeModel {
  readonly type: 'time-model';
  readonly model: PoseModel;
}

/** Frames that wait are given up, the one in work is ended, and the thread ends by itself. */
export interface EndThread {
  readonly type: 'end';
}

export type PoseOrder = BeginClip | ReadFrame | WarmUp | TimeModel | EndThread;

export interface FrameRead {
  readonly type: 'frame-read';
  readonly lane: number;
  readonly index: number;
  readonly slot: number;
  /** Pixels of the decoded picture. */
  readonly pose: { readonly presence: number; readonly image: Float32Array; readonly world: Float32Array } | null;
  /** Processor time of this thread for the pose. */
  readonly cpuMs: number;
}

export interface ClipBegun {
  readonly type: 'clip-begun';
  readonly lane: number;
  readonly provider: string;
  readonly modelSha256: string;
}

export interface WarmedUp {
  readonly type: 'warmed-up';
  readonly lane: number;
}

export interface ModelTimed {
  readonly type: 'model-timed';
  readonly model: PoseModel;
  /** Of one frame: crop, network and decoding. */
  readonly frameMs: number;
}

export type PoseAnswer =
  | FrameRead
  | ClipBegun
  | WarmedUp
  | ModelTimed
  | { readonly type: 'failed'; readonly error: Error };
