/** What can keep a bay and its facility apart. */
import { BayError, type ErrorCode } from '../../device/errors/bay-error.ts';

export function notJoined(file: string, cause?: unknown): BayError {
  return new BayError('facility/not-joined', `This bay has not joined its facility: there is no ${file} to be read.`, {
    hint: 'Make a code with `swingbay facility enrol` at the facility, then run `swingbay facility join` here.',
    cause,
  });
}

export function facilityUnreachable(url: string, cause: unknown): BayError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new BayError('facility/unreachable', `The facility at ${url} cannot be reached: ${reason}.`, {
    hint: 'Check its appliance and the network; the bay goes on alone until then.',
    retryable: true,
    cause,
  });
}

export function certificateRefused(url: string, cause: unknown): BayError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new BayError('facility/certificate-refused', `The certificate of ${url} is not trusted: ${reason}.`, {
    hint: 'Renew it, or name its authority in facility.caFile.',
    retryable: true,
    cause,
  });
}

/** Something between, such as a captive portal, or another server on the address. */
export function notTheFacility(url: string, detail: string): BayError {
  return new BayError('facility/not-the-facility', `What answers at ${url} is not the facility: ${detail}.`, {
    hint: 'Check facility.url and what stands between, such as a proxy or a page that asks to log in.',
    retryable: true,
  });
}

export function signatureWrong(): BayError {
  return new BayError(
    'facility/signature-wrong',
    'An answer was not signed by a key of the facility that this bay joined.',
    {
      hint: 'If the facility’s keys were made anew, remove this bay there and join again; otherwise look who answers.',
      retryable: true,
    },
  );
}

/** Whoever answered, their answer was not made by the code: another facility, somebody between, or a part of it. */
export function answerNotOfTheCode(): BayError {
  return new BayError('facility/key-wrong', 'What answers is not the facility that made the code.', {
    hint: 'Check the address and who answers there, then make a new code: this one may have been used up.',
  });
}

export function codeMistyped(): BayError {
  return new BayError('facility/code-mistyped', 'That is no code: one has sixteen letters and digits.', {
    hint: 'Type it as the facility shows it; dashes and small letters do not matter.',
  });
}

export function bayRefused(): BayError {
  return new BayError('facility/bay-refused', 'The facility does not know this bay any more.', {
    hint: 'Enrol it again at the facility and join by the new code, or take `facility` out of the configuration.',
    retryable: true,
  });
}

interface Refusal {
  readonly code: string;
  readonly message?: string | undefined;
  readonly hint?: string | null | undefined;
}

/** The facility's own words, where it said any. */
export function refusedBy(status: number, { code, message, hint }: Refusal): BayError {
  const isCode = /^[a-z-]+\/[a-z-]+$/.test(code);
  return new BayError(
    isCode ? (code as ErrorCode) : 'facility/refused',
    message ?? `The facility answered ${status}.`,
    { hint: hint ?? 'Look at the facility’s log.', retryable: true },
  );
}

export function notSafe(url: string): BayError {
  return new BayError('facility/not-safe', `${url} is plain HTTP, over which everybody on the network could listen.`, {
    hint: 'Give the facility a certificate (api.tls in its configuration) and name its https address.',
  });
}

export function addressWrong(typed: string): BayError {
  return new BayError('facility/address-wrong', `“${typed}” is no address of a facility’s appliance.`, {
    hint: 'Give it as https://host:port; `swingbay facility enrol` prints it.',
  });
}
