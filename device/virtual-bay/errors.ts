import { BayError } from '../errors/bay-error.ts';

/** The encoder that makes the clips died or is not installed. */
export class EncodingFailedError extends BayError {
  constructor(lastWords: string) {
    super(
      'virtual-bay/encoding-failed',
      `The virtual bay could not encode its pictures: ${lastWords.trim() || 'no word'}.`,
      {
        hint: 'Check that gst-launch-1.0 and the x264enc element (gstreamer1.0-plugins-ugly) are installed.',
      },
    );
  }
}

export class RenderWorkerDiedError extends BayError {
  constructor(cause: unknown) {
    super('virtual-bay/render-worker-died', 'A thread that draws the virtual bay died.', {
      hint: 'Start the demo again; if it happens every time, free memory.',
      retryable: true,
      cause,
    });
  }
}

/** The process that plays the virtual bay ended without being asked. */
export class VirtualBayDiedError extends BayError {
  constructor(lastWords: string) {
    super('virtual-bay/process-died', `The virtual bay's process ended: ${lastWords.trim() || 'no word'}.`, {
      hint: 'Start the demo again.',
      retryable: true,
    });
  }
}

export class VirtualBayBusyError extends BayError {
  constructor() {
    super('virtual-bay/busy', 'The virtual golfer is in the middle of a swing.', {
      hint: 'Wait for the swing to end, then ask again.',
      retryable: true,
    });
  }
}
