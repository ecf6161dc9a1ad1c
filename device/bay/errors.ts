import { BayError } from '../errors/bay-error.ts';

/** More swings at once than a bay can make: something is wrong with what sees them. */
export class BayBusyError extends BayError {
  constructor(recordingsMax: number) {
    super('bay/busy', `${recordingsMax} swings are being recorded already; this one was not kept.`, {
      hint: 'Check that the cameras see one mat only and that the disk is not stuck.',
      retryable: true,
    });
  }
}

/** The data disk has no room for an uploaded video. */
export class UploadNotKeptError extends BayError {
  constructor() {
    super('bay/upload-not-kept', 'The data disk is full, so the video was not kept.', {
      hint: 'Free space on the data disk of the bay and upload the video again.',
      retryable: true,
    });
  }
}

/** All clips of a swing were lost or made way before it was analysed. */
export class ClipGoneError extends BayError {
  constructor() {
    super('analysis/clip-gone', 'The clips of the swing are no longer there, so it cannot be measured.', {
      hint: 'Give the data disk more space, so that clips live until they are measured.',
    });
  }
}

/** A swing of which neither clips nor poses are left. */
export function nothingLeft(swing: string): BayError {
  return new BayError('analysis/nothing-left', `Neither clips nor poses of the swing ${swing} are left to analyse.`, {
    hint: 'Its report stays as it is; give the data disk more space, so that clips live longer.',
  });
}

/** Without pictures the moments of a swing cannot be found for the other hand. */
export function clipsGone(swing: string): BayError {
  return new BayError('analysis/clips-gone', `The clips of the swing ${swing} are gone: it stays as it was measured.`, {
    hint: 'The next swings are measured with the right hand; give the data disk more space, so that clips live longer.',
  });
}

/** As many re-analyses as the queue takes are waiting. */
export function reanalysisQueueFull(): BayError {
  return new BayError('analysis/queue-full', 'As many swings as the queue takes wait to be analysed again.', {
    hint: 'Ask again when some of them are done.',
    retryable: true,
  });
}

export function playersMaxReached(playersMax: number): BayError {
  return new BayError('bay/players-max', `${playersMax} players take turns in this visit already.`, {
    hint: 'Let somebody leave first.',
  });
}
