import type { DeviceCheck } from '../contract/devices.ts';
import type { PhoneAddress } from './phone-address.ts';

/** Whether phones can join a visit, for the operator who asks the doctor. */
export function phonesCheck({ address, unreachable }: PhoneAddress): DeviceCheck {
  const of = { id: 'phones', kind: 'phones', canExercise: false } as const;
  switch (unreachable) {
    case null:
      return { ...of, state: 'ok', message: `They join at ${address}.`, hint: null };
    case 'loopback-only':
      return {
        ...of,
        // A bay may be meant to be alone; nobody has to be sent for.
        state: 'unknown',
        message: 'They cannot join: this bay listens to its own screen alone.',
        hint: 'Make an account for an operator, then set api.host to 0.0.0.0 in the configuration.',
      };
    case 'no-network':
      return {
        ...of,
        state: 'degraded',
        message: 'They cannot join: this machine has no address in a network.',
        hint: 'Check the network cable, or set api.publicAddress in the configuration.',
      };
  }
}
