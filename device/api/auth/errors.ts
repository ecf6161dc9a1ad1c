/** What authentication refuses. Refusals of tokens and passwords are one each, whatever was wrong with them. */
import { ApiRefusal } from '../errors.ts';

export function credentialsWrong(): ApiRefusal {
  return new ApiRefusal('auth/credentials-wrong', 'The e-mail address or the password is wrong.');
}

export function pinWrong(): ApiRefusal {
  return new ApiRefusal('auth/pin-wrong', 'Nobody has this PIN.');
}

export function refreshRefused(): ApiRefusal {
  return new ApiRefusal('auth/refresh-refused', 'The login has ended.', { hint: 'Log in again.' });
}

export function passwordTooEasy(): ApiRefusal {
  return new ApiRefusal('auth/password-too-easy', '"password": It is one of the first that a stranger would try.', {
    hint: 'Take three or four words that have nothing to do with each other.',
  });
}

export function hashingBusy(): ApiRefusal {
  return new ApiRefusal('auth/busy', 'Too many people are logging in at once.', {
    hint: 'Try again in a moment.',
    retryable: true,
  });
}

export function tooManyGuesses(waitMs: number): ApiRefusal {
  return limited('auth/too-many-guesses', 'There were too many attempts.', waitMs);
}

export function tooManyRequests(waitMs: number): ApiRefusal {
  return limited('api/too-many-requests', 'There were more than 100 requests in a minute.', waitMs);
}

function limited(code: ApiRefusal['code'], message: string, waitMs: number): ApiRefusal {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const hint = `Wait ${retryAfterSeconds} s.`;
  return new ApiRefusal(code, message, { hint, retryable: true, retryAfterSeconds });
}
