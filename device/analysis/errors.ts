import { BayError, type ErrorCode } from '../errors/bay-error.ts';

/** Why a clip became no report. Files that are no videos are `video/…` errors of `capture`. */
export class AnalysisError extends BayError {
  constructor(code: ErrorCode, message: string, hint: string, more: { retryable?: boolean; cause?: unknown } = {}) {
    super(code, message, { hint, retryable: more.retryable ?? false, cause: more.cause });
  }
}

/** Fewer than nine tenths of the announced frames could be decoded. */
export function framesMissing(file: string, decoded: number, announced: number): AnalysisError {
  return new AnalysisError(
    'analysis/frames-missing',
    `Only ${decoded} of the ${announced} frames that ${file} announces could be decoded.`,
    'Copy the file again, whole, from where it came.',
  );
}

export function nobodySeen(): AnalysisError {
  return new AnalysisError(
    'analysis/no-person',
    'Nobody is seen in 95 % of the frames or more.',
    'Film so that the whole golfer is in the picture, from address to finish.',
  );
}

export function noSwingSeen(): AnalysisError {
  return new AnalysisError(
    'analysis/no-swing',
    'A person is seen, but no golf swing.',
    'Film one whole swing with the club, from address to finish, with the whole golfer in the picture.',
  );
}

export function noSuchSwing(asked: number, found: number): AnalysisError {
  return new AnalysisError(
    'analysis/no-such-swing',
    `Swing ${asked} was asked for, but ${found === 1 ? 'only one was' : `only ${found} were`} found.`,
    'Ask for a lower number, or leave it out for the most certain swing.',
  );
}

export function poseWorkerDied(cause: unknown): AnalysisError {
  return new AnalysisError(
    'analysis/pose-worker-died',
    'A thread that looks for the golfer died.',
    'Analyse the clip again; run with --model lite if the machine is short of memory.',
    { retryable: true, cause },
  );
}

export function queueFull(waiting: number): AnalysisError {
  return new AnalysisError(
    'analysis/queue-full',
    `${waiting} analyses are waiting already.`,
    'Wait until some of them are done.',
    { retryable: true },
  );
}

export function analystLost(why: string): AnalysisError {
  return new AnalysisError(
    'analysis/process-lost',
    `The process that analysed the swing was lost: ${why}.`,
    'Analyse the swing again.',
    { retryable: true },
  );
}
