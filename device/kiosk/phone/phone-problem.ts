import type { Problem } from '../../api/contract/rest.ts';
import { isOfFacility } from '../connection/appliance-role.ts';
import { text, textIfKnown } from '../locales/text.ts';

/**
 * Why a call of the phone did not succeed: the bay's own code and words, or one of the phone's for a bay that cannot be
 * reached, is too slow, or wants a login first.
 */
export class PhoneProblem extends Error {
  override readonly name = 'PhoneProblem';
  readonly code: string;
  readonly hint: string | null;
  /** Of the answer; null where none came. */
  readonly status: number | null;
  /** Whether the same call can succeed a moment later. */
  readonly retryable: boolean;

  constructor(problem: Problem, status: number | null, cause?: unknown) {
    super(problem.message, { cause });
    this.code = problem.code;
    this.hint = problem.hint;
    this.status = status;
    this.retryable = status === null || status === 429 || status >= 500;
  }

  /** In the words of the page where it has any, else in the bay's. */
  get words(): { readonly title: string; readonly hint: string } {
    const key = `phone.problem.${this.code}`;
    for (const known of isOfFacility() ? [`facility.${key}`, key] : [key]) {
      const title = textIfKnown(known);
      if (title !== undefined) return { title, hint: textIfKnown(`${known}.hint`) ?? '' };
    }
    return { title: this.message, hint: this.hint ?? '' };
  }
}

export const isUnreachable = (error: unknown): boolean => error instanceof PhoneProblem && error.status === null;

/** Whether the bay says that there is nothing here for this player, as against that it cannot answer just now. */
export const isRefusal = (problem: PhoneProblem): boolean =>
  problem.status !== null && problem.status >= 400 && problem.status < 500 && problem.status !== 429;

export function unreachable(cause: unknown): PhoneProblem {
  const isLate = cause instanceof DOMException && cause.name === 'TimeoutError';
  const code = isLate ? 'phone/too-slow' : 'phone/unreachable';
  return new PhoneProblem({ code, message: text(`phone.problem.${code}`), hint: null }, null, cause);
}

export function loginOver(): PhoneProblem {
  const code = 'phone/login-over';
  return new PhoneProblem({ code, message: text(`phone.problem.${code}`), hint: null }, 401);
}

/** The refusal that an answer carries, or one that says that it was none of the bay's. */
export async function problemIn(answer: Response): Promise<PhoneProblem> {
  const body: unknown = await answer.json().catch(() => null);
  if (isProblem(body)) return new PhoneProblem(body, answer.status);
  const code = 'phone/unreadable';
  return new PhoneProblem({ code, message: text(`phone.problem.${code}`), hint: null }, answer.status);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}
