import { BayError } from '../errors/bay-error.ts';

/** The configuration file is not there or cannot be read. */
export class ConfigUnreadableError extends BayError {
  constructor(file: string, cause: unknown) {
    super('config/unreadable', `The configuration file ${file} cannot be read.`, {
      hint: 'Check the path that was given, and that this user may read it.',
      cause,
    });
  }
}

const DESCRIBED_IN = 'docs/configuration.md';

/** The configuration file is there and is wrong; `problems` are sentences, one a mistake. */
export class ConfigInvalidError extends BayError {
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[], describedIn = DESCRIBED_IN) {
    super('config/invalid', `The configuration ${file} is not valid: ${problems.join(' ')}`, {
      hint: `Every key is described in ${describedIn}.`,
    });
    this.problems = problems;
  }
}
