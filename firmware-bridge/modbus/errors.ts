/** What can go wrong with bought inputs and outputs. */
import { BayError } from '../../device/errors/bay-error.ts';

export function modbusTooSlow(roundMs: number, roundMsMax: number): BayError {
  return new BayError(
    'modbus/too-slow',
    `Asking all modules once takes ${Math.round(roundMs)} ms; a lost line would not be noticed in time.`,
    { hint: `Raise modbus.baudRate or move inputs together, until a round takes ${roundMsMax} ms at most.` },
  );
}

export function modbusMapAmbiguous(first: string, second: string): BayError {
  return new BayError('modbus/map-ambiguous', `The devices ${first} and ${second} drive the same output.`, {
    hint: 'Correct the addresses under modbus.devices.',
  });
}
