import { BayError } from '../device/errors/bay-error.ts';

/** A file that a model is made from is not there, or is not the file that the catalog names. */
export class ModelSourceError extends BayError {
  constructor(problem: 'missing' | 'changed', message: string, cause?: unknown) {
    super(problem === 'missing' ? 'models/source-missing' : 'models/source-changed', message, {
      hint: 'Run `npm ci`, which installs the packages the models come from, then ./swingbay again.',
      cause,
    });
  }
}

/** The TFLite graph holds something that the converter was not written for. */
export class UnsupportedModelError extends BayError {
  constructor(message: string) {
    super('models/unsupported', message, {
      hint: 'The installed model package is not the one in the catalog: run `npm ci`.',
    });
  }
}

/** The conversion ran, but its output is not, byte for byte, the one that was tested. */
export class ModelOutputError extends BayError {
  constructor(name: string, expected: string, actual: string) {
    super('models/output-changed', `The built model ${name} has sha256 ${actual}, expected ${expected}.`, {
      hint: 'The converter and models/catalog.ts disagree: build from an unmodified checkout.',
    });
  }
}

/** A built model is asked for and is not there. */
export class ModelMissingError extends BayError {
  constructor(file: string, cause?: unknown) {
    super('models/missing', `The model ${file} has not been built.`, {
      hint: 'Run ./swingbay once: it builds the models.',
      cause,
    });
  }
}
