import { BayError } from '../errors/bay-error.ts';

/** A picture whose bytes do not fit its size and format: a torn frame, or a wrong caps line. */
export class PictureInvalidError extends BayError {
  constructor(message: string) {
    super('pose/picture-invalid', message, { hint: 'Check the format and size that the camera is configured for.' });
  }
}

/** No execution provider could run the model. */
export class PoseSessionError extends BayError {
  constructor(model: string, attempts: readonly string[], cause: unknown) {
    super('pose/session-failed', `The model ${model} runs on no execution provider (${attempts.join('; ')}).`, {
      hint: 'Run ./swingbay to install what is missing, or delete models/built to build the models again.',
      cause,
    });
  }
}

/** The network ran and failed; the worker that owns it should be replaced. */
export class PoseInferenceError extends BayError {
  constructor(model: string, cause: unknown) {
    super('pose/inference-failed', `The model ${model} failed while it ran.`, {
      hint: 'The worker is started again by itself; if it goes on, look for memory pressure.',
      retryable: true,
      cause,
    });
  }
}

export class PoseTrackerClosedError extends BayError {
  constructor() {
    super('pose/closed', 'The pose tracker was used after it was closed.');
  }
}
