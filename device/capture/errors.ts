import { BayError, type ErrorCode } from '../errors/bay-error.ts';

/** A file that cannot be analysed as a video; the code says which kind of unfit it is. */
export class VideoFileError extends BayError {
  constructor(
    problem: 'missing' | 'empty' | 'not-a-video' | 'cut-short' | 'no-picture' | 'not-decodable',
    message: string,
    hint: string,
    cause?: unknown,
  ) {
    super(`video/${problem}`, message, { hint, retryable: false, cause });
  }
}

/** A camera or microphone that does not deliver. */
export class SourceError extends BayError {
  constructor(code: ErrorCode, message: string, hint: string, retryable: boolean) {
    super(code, message, { hint, retryable });
  }
}

/** A clip that could not be written: `clip/no-space` on a full disk, else `clip/not-written`. */
export class ClipNotWrittenError extends BayError {
  constructor(detail: string, cause?: unknown) {
    const isFull = /no space|ENOSPC/i.test(detail);
    super(isFull ? 'clip/no-space' : 'clip/not-written', `A video clip could not be written: ${detail}.`, {
      hint: 'Look at the free space of the data disk; the swing itself is kept.',
      retryable: true,
      cause,
    });
  }
}
