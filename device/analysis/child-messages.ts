/** What the pool and its processes say to each other over IPC; typed arrays travel as bytes. */

import { BayError, type ErrorCode, explain, isBayError } from '../errors/bay-error.ts';
import type { PoseModel } from '../pose/pose-tracker.ts';
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
