/** What the pool and its processes say to each other over IPC; typed arrays travel as bytes. */

import { BayError, type ErrorCode, explain, isBayError } from '../errors/bay-error.ts';
import type { PoseModel } from '../pose/pose-tracker.ts';
import type { SearchArea } from '../pose/golfer-choice.ts';
import type { AnalysisProgress, AnalysisRequest, AnalysisResult } from './analysis-request.ts';

/** The model and the stride are the child's choice: it knows how fast this machine is. */
export type AnalysisToDo = Omit<AnalysisRequest, 'model' | 'frameStride'>;

/** The argument of a process for which nobody waits. */
export const LOW_PRIORITY = '--low-priority';

export interface AnalyzeOrder {
  readonly type: 'analyze';
  readonly job: number;
  readonly request: AnalysisToDo;
  readonly withinMs: number;
  /** Null: to be chosen. */
  readonly model: PoseModel | null;
}

/** One camera of a head start. */
export interface HeadView {
  readonly name: string;
  /** Of the upright picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly searchArea: SearchArea | null;
  /** About how many pictures there will be. */
  readonly announcedFrames: number;
}

/** A swing is still being recorded, and its pictures will come as they are taken. */
export interface HeadBegin {
  readonly swing: string;
  readonly views: readonly HeadView[];
}

export type HeadOrder =
  | ({ readonly type: 'head-begin'; readonly withinMs: number; readonly model: PoseModel | null } & HeadBegin)
  | {
      readonly type: 'head-units';
      readonly swing: string;
      readonly view: string;
      /** Whole H.264 units, one after the other; the first of a view is a key frame. */
      readonly units: Uint8Array;
      /** One for each unit. */
      readonly timesNs: readonly number[];
    }
  | { readonly type: 'head-end'; readonly swing: string };

export type ChildOrder = AnalyzeOrder | HeadOrder;

export interface ErrorFacts {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly retryable: boolean;
}

export type ChildReport =
  | { readonly type: 'ready'; readonly frameMs: Readonly<Record<PoseModel, number>>; readonly threads: number }
  | { readonly type: 'alive' }
  | { readonly type: 'progress'; readonly job: number; readonly progress: AnalysisProgress }
  | { readonly type: 'done'; readonly job: number; readonly result: AnalysisResult }
  | { readonly type: 'head-lost'; readonly swing: string; readonly why: string }
  | { readonly type: 'failed'; readonly job: number; readonly error: ErrorFacts };

export function errorFacts(error: unknown): ErrorFacts {
  if (!isBayError(error)) {
    return { code: 'analysis/unexpected', message: explain(error), hint: undefined, retryable: false };
  }
  const { code, message, hint, retryable } = error;
  return { code, message, hint, retryable };
}

export function errorOf({ code, message, hint, retryable }: ErrorFacts): BayError {
  return new BayError(code, message, { retryable, ...(hint === undefined ? {} : { hint }) });
}
