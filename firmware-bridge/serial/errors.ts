import { BayError } from '../../device/errors/bay-error.ts';
import type { PortTrouble } from './serial-messages.ts';

const HINTS: { readonly [code in PortTrouble['code']]: string } = {
  'serial/absent': 'Plug the controller in, and compare `hardware.port` with the names in /dev/serial/by-id.',
  'serial/ambiguous': 'Name one adapter in `hardware.port`: by /dev/serial/by-id or with its serial number.',
  'serial/not-opened': 'Let the user of the bay open the port (group dialout), and end other programs that use it.',
  'serial/closed': 'Check the cable and the power of the controller.',
  'serial/silent': 'Check the cable and the power of the controller, and that it runs the bay’s firmware.',
  'serial/unattended':
    'The link comes back by itself. If it happens again, see in the log what kept this machine busy.',
  'serial/wedged': 'If it happens again, plug the adapter in anew or take another one.',
  'serial/died': 'If it happens again, plug the adapter in anew or take another one.',
  'serial/version': 'Put firmware of the same version on the controller, or update the bay.',
};

/** Why there is no link to the controller; the driver goes on trying. */
export class SerialLineError extends BayError {
  constructor({ code, detail }: PortTrouble) {
    super(code, detail, { hint: HINTS[code], retryable: code !== 'serial/version' });
  }
}
