/** What of the fleet whoever stands in the bay should know. */
import type { ErrorCode } from '../../device/errors/bay-error.ts';
import type { FleetFacts } from './fleet-facts.ts';

export interface FleetTrouble {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** @param interruptsInSeconds null while nobody will be interrupted */
export function fleetTroubles(
  { calibrationAsked, wentBack }: Pick<FleetFacts, 'calibrationAsked' | 'wentBack'>,
  interruptsInSeconds: number | null,
): FleetTrouble[] {
  const troubles: FleetTrouble[] = [];
  if (interruptsInSeconds !== null) {
    // Told in steps: a new sentence every second would be one message a second to everybody who looks.
    const seconds = Math.ceil(interruptsInSeconds / 10) * 10;
    troubles.push({
      code: 'fleet/interruption',
      message: `The bay pauses for its upkeep in about ${seconds} seconds.`,
      hint: 'Finish your swing; the bay is back within a minute, and everything is kept.',
    });
  }
  if (calibrationAsked !== null) {
    const { reason } = calibrationAsked;
    troubles.push({
      code: 'fleet/calibration-asked',
      message: `The cameras are to be calibrated again${reason === '' ? '' : `: ${reason}`}.`,
      hint: 'Calibrate the cameras at /calibration with the board.',
    });
  }
  if (wentBack !== null) {
    troubles.push({
      code: 'fleet/configuration-went-back',
      message: `The newest configuration of the fleet did not work here, and the one before is back: ${wentBack.why}.`,
      hint: 'Correct it and send it again; the bay works with the one before.',
    });
  }
  return troubles;
}
