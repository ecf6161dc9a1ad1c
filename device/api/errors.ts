/** What the API itself refuses, and why. Everything else it passes on from the rooms that it asks. */
import { BayError, type BayErrorDetails, type ErrorCode } from '../errors/bay-error.ts';

interface RefusalDetails extends BayErrorDetails {
  /** When the same call may succeed. */
  retryAfterSeconds?: number;
}

export class ApiRefusal extends BayError {
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: RefusalDetails = {}) {
    super(code, message, details);
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The daemon does not start with a configuration that would open the bay to a network without a token. */
export class ApiConfigurationError extends BayError {}

export function tokenNeeded(host: string): ApiConfigurationError {
  return new ApiConfigurationError('api/token-needed', `The API may not listen on ${host} without a token.`, {
    hint: 'Make an account for an operator with `swingbay accounts add`, or set api.tokenFile, or api.host to 127.0.0.1.',
  });
}

export function tokenUnreadable(file: string, cause: unknown): ApiConfigurationError {
  return new ApiConfigurationError('api/token-unreadable', `The token file ${file} cannot be read.`, {
    hint: 'Check api.tokenFile, api.metricsTokenFile and the rights of the file.',
    cause,
  });
}

export function tokenTooShort(file: string, charactersMin: number): ApiConfigurationError {
  return new ApiConfigurationError('api/token-too-short', `The token in ${file} is shorter than ${charactersMin}.`, {
    hint: 'Make one with `openssl rand -hex 32`.',
  });
}

export function certificateUnusable(certFile: string, keyFile: string, cause: unknown): ApiConfigurationError {
  const message = `The certificate ${certFile} and its key ${keyFile} cannot be used.`;
  return new ApiConfigurationError('api/certificate-unusable', message, {
    hint: 'Check api.tls: both files in PEM, readable by the bay, the key belonging to the certificate.',
    cause,
  });
}

export function addressTaken(host: string, port: number, cause: unknown): ApiConfigurationError {
  return new ApiConfigurationError('api/address-taken', `The API cannot listen on ${host}:${port}.`, {
    hint: 'Stop the other program that uses the port, or set another api.port.',
    cause,
  });
}

export function soundGone(): ApiRefusal {
  return new ApiRefusal('voice/sound-gone', 'This sound was never made here, or has made way for others.', {
    hint: 'Take the address from the newest AUDIO_CUE.',
  });
}

export function hostRefused(): ApiRefusal {
  return new ApiRefusal('api/host-refused', 'This bay answers only to its own address.', {
    hint: 'Open it as http://localhost.',
  });
}

export function originRefused(): ApiRefusal {
  return new ApiRefusal('api/origin-refused', 'Pages of other sites may not use this bay.');
}

export function tokenWrong(): ApiRefusal {
  return new ApiRefusal('api/unauthorized', 'The call carries no valid token.', {
    hint: 'Log in, and send the access token as `Authorization: Bearer …`.',
  });
}

export function needsBay(): ApiRefusal {
  return new ApiRefusal('api/needs-bay', 'This is the appliance of a facility: it has no bay of its own.', {
    hint: 'Ask the bay itself.',
  });
}

export function needsFacility(): ApiRefusal {
  return new ApiRefusal('api/needs-facility', 'This is a bay: it looks after no others.', {
    hint: 'Ask the appliance of the facility.',
  });
}

export function enrolmentRefused(): ApiRefusal {
  return new ApiRefusal('facility/enrolment-refused', 'The code was used, is too old, or is not for this bay.', {
    hint: 'Make a new one at the facility with `swingbay facility enrol`, and type it within a quarter of an hour.',
  });
}

export function accountsNotTwice(): ApiRefusal {
  return new ApiRefusal('facility/accounts-not-twice', 'These two accounts were not registered with one address.', {
    hint: 'Look at the list again: it may have changed.',
  });
}

const UNSAFE: Readonly<Record<'role' | 'consent' | 'age', readonly [message: string, hint: string]>> = {
  role: ['One of the two accounts is not a player’s.', 'Accounts of coaches and staff are joined to none.'],
  consent: [
    'The account that is to go agreed that swings leave the bay, the one that is kept has not.',
    'Let the player agree in the account that is kept, on their phone, then join them.',
  ],
  age: ['Only one of the two accounts is a minor’s.', 'Put that right first, under players.'],
};

export function joinUnsafe(obstacle: keyof typeof UNSAFE): ApiRefusal {
  const [message, hint] = UNSAFE[obstacle];
  return new ApiRefusal('facility/join-unsafe', message, { hint });
}

export function exchangeTooLarge(bytesMax: number): ApiRefusal {
  return new ApiRefusal('facility/exchange-too-large', `What a bay tells at once has at most ${bytesMax} bytes.`);
}

export function forbidden(): ApiRefusal {
  return new ApiRefusal('api/forbidden', 'This is not for you to see or do.');
}

export function ticketWrong(): ApiRefusal {
  return new ApiRefusal('api/ticket-refused', 'The ticket was used, is too old or never was.', {
    hint: 'Ask for a new one with POST /api/v1/realtime/ticket.',
    retryable: true,
  });
}

export function tooManySockets(): ApiRefusal {
  return new ApiRefusal('api/too-many-sockets', 'Too many screens are connected.', {
    hint: 'Close some of them.',
    retryable: true,
  });
}

export function bodyInvalid(): ApiRefusal {
  return new ApiRefusal('api/request-invalid', 'The body is not JSON.');
}

export function bodyTooLarge(): ApiRefusal {
  return new ApiRefusal('api/body-too-large', 'The body has more than 16 kB.');
}

export function requestInvalid(detail: string): ApiRefusal {
  return new ApiRefusal('api/request-invalid', detail);
}

export function pagesNotBuilt(): ApiRefusal {
  return new ApiRefusal('api/pages-not-built', 'The pages of the bay screen are not built.', {
    hint: 'Run `npm run build:pages`.',
  });
}

export function clipUnknown(camera: string | undefined): ApiRefusal {
  const which = camera === undefined ? 'has no clip' : `has no clip of a camera "${camera}"`;
  return new ApiRefusal('media/unknown', `The swing ${which}.`);
}

const MEDIA_GONE = {
  dropped: 'The file was removed to make room on the data disk.',
  lost: 'The file is missing from the data disk.',
  remote: 'The file lies in the object store, not on the data disk.',
} as const;

export function mediaGone(state: keyof typeof MEDIA_GONE): ApiRefusal {
  return new ApiRefusal(`media/${state}`, MEDIA_GONE[state]);
}

export function rangeRefused(): ApiRefusal {
  return new ApiRefusal('media/range-refused', 'The file does not have the bytes that were asked for.');
}

export function keyFrameUnknown(name: string): ApiRefusal {
  return new ApiRefusal('media/key-frame-unknown', `The swing has no key frame "${name}".`);
}

export function drillUnknown(id: string): ApiRefusal {
  return new ApiRefusal('api/drill-unknown', `There is no drill "${id}".`, {
    hint: 'GET /api/v1/catalogue lists the drills.',
  });
}

export function posesUnknown(camera: string | undefined): ApiRefusal {
  const whose = camera === undefined ? '' : ` of a camera "${camera}"`;
  return new ApiRefusal('media/poses-unknown', `The swing has no poses${whose}.`);
}

export function analysisFailed(reason: string): ApiRefusal {
  return new ApiRefusal('analysis/failed', `The swing could not be analysed. ${reason}`);
}

export function notEmbedded(id: string): ApiRefusal {
  return new ApiRefusal('swing/not-embedded', `Too little is known of the swing ${id} to look for others like it.`, {
    hint: 'Wait until it is measured; a swing without address, top, impact and finish in the picture has none.',
  });
}

export function noPictureYet(camera: string): ApiRefusal {
  return new ApiRefusal('calibration/no-picture', `There is no picture of the camera ${camera} yet.`, {
    hint: 'Ask again in a second.',
    retryable: true,
  });
}

export function joinCodeWrong(): ApiRefusal {
  return new ApiRefusal('api/join-code-refused', 'The code was used, is too old or never was.', {
    hint: 'Scan the code that the screen shows now.',
  });
}

export function noCardShown(): ApiRefusal {
  return new ApiRefusal('api/no-card-shown', 'No new card was shown to the bay in the last minute.', {
    hint: 'Hold the card to the reader and try again.',
  });
}

export function notInVisit(): ApiRefusal {
  return new ApiRefusal('api/not-in-visit', 'You are not in the visit that goes on in the bay.', {
    hint: 'Join it first.',
  });
}

export function lastOwner(): ApiRefusal {
  return new ApiRefusal('auth/last-owner', 'Nobody else could run this bay any more.', {
    hint: 'Make another operator or admin first.',
  });
}

export function visitIsOver(): ApiRefusal {
  return new ApiRefusal('bay/visit-is-over', 'This visit is over already.');
}

export function bodyTooSlow(): ApiRefusal {
  return new ApiRefusal('api/body-too-slow', 'The body did not arrive in time.', {
    hint: 'Send it again on a better line.',
    retryable: true,
  });
}

/** @param reason the code of the parser that gave up */
export function requestUnreadable(reason: string | undefined): ApiRefusal {
  switch (reason) {
    case 'HPE_HEADER_OVERFLOW':
      return new ApiRefusal('api/headers-too-large', 'The headers have more than 16 kB.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ApiRefusal('api/request-too-slow', 'The request did not arrive in time.', { retryable: true });
    default:
      return new ApiRefusal('api/not-http', 'This is no HTTP request that can be read.');
  }
}

export function noteUnknown(): ApiRefusal {
  return new ApiRefusal('api/note-unknown', 'There is no such note on this swing.');
}

export function tooManyNotes(most: number): ApiRefusal {
  return new ApiRefusal(
    'api/too-many-notes',
    `You have written ${most} notes on this swing, which is all there is room for.`,
    {
      hint: 'Delete one that is no longer needed.',
    },
  );
}

export function assignmentUnknown(): ApiRefusal {
  return new ApiRefusal('api/assignment-unknown', 'This drill was not given to this player.');
}

export function exchangeUnknown(): ApiRefusal {
  return new ApiRefusal('api/exchange-unknown', 'There is no such exchange with a coach.');
}

export function tooManyAssignments(most: number): ApiRefusal {
  return new ApiRefusal(
    'api/too-many-assignments',
    `The player has ${most} drills from you, which is more than enough.`,
    {
      hint: 'Take one back first.',
    },
  );
}
