import { BayError } from '../errors/bay-error.ts';

/** The bytes of a stream are not GStreamer Data Protocol 1.0, or are damaged. */
export class GdpFormatError extends BayError {
  constructor(detail: string) {
    super('process/gdp-format', `A media stream is damaged: ${detail}.`, {
      hint: 'Restart the source of the stream; check that both ends run the same GStreamer.',
      retryable: true,
    });
  }
}

/** A program that is needed could not be started at all. */
export class ProgramNotStartedError extends BayError {
  constructor(program: string, cause: unknown) {
    super('process/not-started', `The program ${program} could not be started.`, {
      hint: `Install the package that brings ${program}; ./swingbay does so.`,
      retryable: false,
      cause,
    });
  }
}
