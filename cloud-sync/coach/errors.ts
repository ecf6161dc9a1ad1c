/** What can go wrong between the bay and the coach, in the codes that the port promises. */
import { BayError } from '../../device/errors/bay-error.ts';

/** The service asks to be left alone; how long, where it says. */
export class CoachBusyError extends BayError {
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null, cause: unknown) {
    super('coach/busy', message, { hint: 'Nothing has to be done: it is asked again later.', retryable: true, cause });
    this.retryAfterMs = retryAfterMs;
  }
}

export function coachUnreachable(cause: unknown): BayError {
  return new BayError('coach/unreachable', 'The coach’s service cannot be reached.', {
    hint: 'Check the bay’s line; questions wait, and the bay’s own advice needs no line.',
    retryable: true,
    cause,
  });
}

/** The line went when it had been sent, or may have been; what it cost, if anything, will not be known. */
export function coachUnclear(cause: unknown): BayError {
  return new BayError('coach/unclear', 'The line went while a question was with the coach’s service.', {
    hint: 'Check the bay’s line; the book counts the most that it can have cost.',
    retryable: true,
    cause,
  });
}

export function answerUnusable(detail: string, cause?: unknown): BayError {
  return new BayError('coach/unreachable', `What answered is not the coach’s service: ${detail}.`, {
    hint: 'Check coach.url, and whether the line asks for a login before it lets anything through.',
    retryable: true,
    cause,
  });
}

export function coachKeyNotGiven(): BayError {
  return new BayError('coach/key-refused', 'There is no key for the coach’s service.', {
    hint: 'Name it as coach.apiKeyFile or by SWINGBAY_ANTHROPIC_KEY_FILE: the key alone on its first line.',
  });
}

export function coachKeyRefused(detail: string, cause: unknown): BayError {
  return new BayError('coach/key-refused', `The coach’s service refuses the bay’s key: ${detail}`, {
    hint: 'Put a valid key of an account with credit into the file; it is read again by itself.',
    cause,
  });
}

export function questionRefused(detail: string, cause: unknown): BayError {
  return new BayError('coach/question-refused', `The coach’s service does not take the question: ${detail}`, {
    hint: 'Check the account’s credit and limits; a question that alone is refused is given up by itself.',
    cause,
  });
}

export function coachModelRefused(detail: string, cause: unknown): BayError {
  return new BayError('coach/model-refused', `The coach’s service does not know what it is asked: ${detail}`, {
    hint: 'Check coach.model and coach.url: the account may not use the model, or it may be gone.',
    cause,
  });
}

export function batchRefused(detail: string, cause: unknown): BayError {
  return new BayError('coach/batch-refused', `The coach’s service does not take a batch: ${detail}`, {
    hint: 'Check whether coach.url takes batches; their questions are asked singly, at the full price.',
    retryable: true,
    cause,
  });
}

export function batchUnknown(batch: string, cause: unknown): BayError {
  return new BayError('coach/batch-unknown', `The coach’s service does not know the batch ${batch} any more.`, {
    hint: 'Nothing has to be done: its questions are asked again.',
    cause,
  });
}
