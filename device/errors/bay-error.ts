/**
 * The one error that crosses a folder's border.
 *
 * A caller decides by `code` and `retryable`, an operator acts on `hint`. Library errors are translated into a
 * BayError where they enter; expected outcomes of the swing domain are values, not errors.
 */

/** `<area>/<problem>`, stable for ever: logs, support and clients match on it. */
export type ErrorCode = `${string}/${string}`;

export interface BayErrorDetails {
  /** Tells the operator what to do, as one sentence in the imperative. */
  hint?: string;
  /** Whether the same call may succeed later without anybody changing anything. */
  retryable?: boolean;
  cause?: unknown;
}

export class BayError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, details: BayErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = details.hint;
    this.retryable = details.retryable ?? false;
  }
}

export function isBayError(error: unknown): error is BayError {
  return error instanceof BayError;
}

export function isRetryable(error: unknown): boolean {
  return isBayError(error) && error.retryable;
}

/** One line for a log or a terminal: what happened, then what to do about it. */
export function explain(error: unknown): string {
  if (isBayError(error)) return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  return error instanceof Error ? error.message : String(error);
}
