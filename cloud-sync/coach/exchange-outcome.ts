import type { BatchReply } from '../../device/ports/coach.port.ts';
import type { CoachExchange, CoachJob } from '../../device/store/coach-repository.ts';
import type { ReadAnswer } from './read-answer.ts';

/** What becomes of a job after an exchange. Pure: the whole rule of second tries stands here. */
export interface JobAfter {
  readonly state: Extract<CoachJob['state'], 'waiting' | 'answered' | 'given-up'>;
  readonly reason: string | null;
}

/** A first answer may be mended once. */
const FAILED_ANSWERS_MAX = 2;
/** Exchanges that a job may have in all, whatever went wrong with them. */
export const ATTEMPTS_MAX = 4;

export function jobAfter(
  reply: BatchReply,
  read: ReadAnswer<object> | null,
  before: { readonly attempts: number; readonly failedAnswers: number },
): JobAfter {
  const again = (reason: string): JobAfter =>
    before.attempts >= ATTEMPTS_MAX ? { state: 'given-up', reason } : { state: 'waiting', reason: null };
  switch (reply.kind) {
    case 'answered':
      if (read?.kind === 'grounded') return { state: 'answered', reason: null };
      return mendedOnce(read?.kind ?? 'no-document');
    case 'cut-short':
      return mendedOnce('cut-short');
    case 'refused':
      return { state: 'given-up', reason: 'refused' };
    case 'broken-off':
      return again('broken-off');
    case 'not-answered':
      return reply.retryable ? again('not-answered') : { state: 'given-up', reason: 'question-refused' };
  }

  function mendedOnce(reason: string): JobAfter {
    return before.failedAnswers + 1 >= FAILED_ANSWERS_MAX ? { state: 'given-up', reason } : again(reason);
  }
}

/** How the book calls it. */
export function exchangeState(reply: BatchReply): Exclude<CoachExchange['state'], 'open'> {
  return reply.kind === 'broken-off' && reply.usage === null ? 'lost' : reply.kind;
}

/** What the coach is told about an answer that nobody may see. */
export function problemsOf(reply: BatchReply, read: ReadAnswer<object> | null): readonly object[] | undefined {
  if (reply.kind === 'cut-short') return [{ problem: 'too-long', found: 'Say less.' }];
  if (read?.kind === 'ungrounded') return read.problems;
  return read?.kind === 'no-document' ? [{ problem: 'no-document', found: read.detail }] : undefined;
}
