import { BayError } from '../device/errors/bay-error.ts';

/** A command for hardware that was closed: the bay is stopping. The port's contract names this rejection alone. */
export class HardwareClosedError extends BayError {
  constructor() {
    super('hardware/closed', 'The bay’s hardware was closed.', { hint: 'Start the bay again.' });
  }
}
