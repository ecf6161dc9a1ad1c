/**
 * How often a password or PIN may be guessed, and from where. Counted in the database, before the guess is made.
 *
 * An account and an address together have few guesses. An account from anywhere has more, so that a stranger on the
 * network cannot lock its owner out with a handful; the bay's own screen is not bound by what others have guessed.
 */
import { createHash } from 'node:crypto';
import type { GuessLimit } from '../../store/guess-repository.ts';

const WINDOW_MS = 15 * 60_000;
const PER_ACCOUNT_AND_ADDRESS = 5;
const PER_ACCOUNT = 50;
const PER_ADDRESS = 50;
/** Right ones too: eight players and somebody of the staff, with some patience. */
const PINS = 30;
const REGISTRATIONS_PER_ADDRESS = 20;

export function loginLimits(email: string, address: string, isOwnScreen: boolean): [GuessLimit, ...GuessLimit[]] {
  const account = digestOf(email.toLowerCase());
  const own: GuessLimit = {
    key: `login:${account}:${address}`,
    max: PER_ACCOUNT_AND_ADDRESS,
    windowMs: WINDOW_MS,
  };
  if (isOwnScreen) return [own];
  return [
    own,
    { key: `login:${account}`, max: PER_ACCOUNT, windowMs: WINDOW_MS },
    { key: `login-from:${address}`, max: PER_ADDRESS, windowMs: WINDOW_MS },
  ];
}

/** A PIN is entered at the bay alone. */
export function pinLimits(): [GuessLimit] {
  return [{ key: 'pin', max: PINS, windowMs: WINDOW_MS }];
}

export function registrationLimits(address: string): [GuessLimit] {
  return [{ key: `register:${address}`, max: REGISTRATIONS_PER_ADDRESS, windowMs: WINDOW_MS }];
}

/** Addresses that nobody has registered here are not written down either. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
