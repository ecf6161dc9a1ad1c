/** Why a command or a desired state is refused, for who sent it and for who looks after the bay. */
import type { Refusal } from './judge-command.ts';

type RefusalCode =
  | Refusal
  | 'too-many'
  | 'not-supervised'
  | 'configuration-invalid'
  | 'configuration-protected'
  | 'configuration-on-trial'
  | 'configuration-unreadable'
  | DesiredRefusal;

/** Of a desired state, beside what may be wrong with a command. */
export type DesiredRefusal = 'unreadable' | 'version-old' | 'version-used';

const WORDS: Readonly<Record<RefusalCode, string>> = {
  'not-for-this-bay': 'It is for another bay.',
  'issuer-unknown': 'The bay knows nobody of this name.',
  'signature-wrong': 'Its signature is not its issuer’s.',
  replayed: 'A command with this id was here before; nothing is done twice.',
  expired: 'Its time is over.',
  'from-the-future': 'It begins later than now.',
  'valid-too-long': 'It lasts longer than seven days.',
  'clock-not-trusted':
    'The bay does not know what time it is: send it again with the stamp of this answer as its anchor.',
  'command-unknown': 'The bay knows no such command.',
  'not-allowed': 'Its issuer may not ask for this: the bay’s `fleet.issuers` gives them no such right.',
  'force-not-allowed': 'Its issuer may not force.',
  'arguments-wrong': 'Its arguments are wrong.',
  'no-cameras': 'The appliance of a facility has no cameras to calibrate. Send it to the bay that they are in.',
  'in-use': 'Somebody plays. Send it later, or force it.',
  'outside-window': 'It is not the time for updates and restarts. Send it later, or force it.',
  'too-many': 'Too many commands wait for the bay.',
  'not-supervised': 'Nobody would start the bay again.',
  'configuration-invalid': 'The bay would not open with this configuration.',
  'configuration-protected': 'These keys are not the fleet’s to set.',
  'configuration-on-trial': 'Another change of the configuration has still to prove itself.',
  'configuration-unreadable': 'The bay has no configuration file that could be changed.',
  unreadable: 'It is no signed document.',
  'version-old': 'The bay has taken a newer one; give it a higher version.',
  'version-used': 'The bay has taken another one of this version; give it a higher one.',
};

export function refusalWords(code: string, detail: string | null): string {
  const words = Object.hasOwn(WORDS, code) ? WORDS[code as RefusalCode] : 'It is refused.';
  return detail === null || detail === '' ? words : `${words} (${detail.slice(0, 1_000)})`;
}
