/** What can go wrong before a controller runs on this machine. */
import { BayError } from '../../device/errors/bay-error.ts';

export class FirmwareNotBuiltError extends BayError {
  constructor(goal: string, output: string) {
    super(
      'firmware/not-built',
      `The controller's firmware could not be built (make ${goal}): ${output.trim().slice(-400)}`,
      {
        hint: 'Install gcc and make, or use a controller of hardware.',
      },
    );
  }
}

export class ControllerProgramError extends BayError {
  constructor(problem: string) {
    super('firmware/controller-ended', `The simulated controller ${problem}.`, {
      hint: 'Start it by hand (firmware-bridge/firmware/build/controller) and read what it says.',
      retryable: true,
    });
  }
}
