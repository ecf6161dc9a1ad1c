/**
 * What reads a question about golf, with pictures, and answers with a document.
 *
 * A `Coach` knows no golf and decides nothing: the question is whole (instructions, facts, pictures, the shape of the
 * answer), and whether an answer is good enough for a player is judged by whoever asked. It keeps nothing and caches
 * nothing of its own. What leaves the bay has been allowed before it comes here.
 */

export interface CoachPicture {
  readonly jpeg: Uint8Array;
  /** What it shows, such as `Picture 2: top, face-on`; stands before the picture. */
  readonly caption: string;
  readonly width: number;
  readonly height: number;
}

export interface CoachTurn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface CoachQuestion {
  readonly model: string;
  /** The same for many questions, so that the service may keep it; comes first. */
  readonly instructions: string;
  readonly pictures: readonly CoachPicture[];
  /** Begins with a user's turn, which the pictures stand before, and ends with one. */
  readonly turns: readonly CoachTurn[];
  /** JSON Schema of the answer; objects are closed. */
  readonly answerSchema: Readonly<Record<string, unknown>>;
  readonly outputTokensMax: number;
}

/** Tokens as the service counted them; each is in one of the fields, and in no other. */
export interface CoachUsage {
  /** Read anew: neither from the cache nor into it. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly output: number;
}

export const NO_USAGE: CoachUsage = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0 };

interface Counted {
  /** What really answered; the configured name may be an alias. */
  readonly model: string;
  readonly usage: CoachUsage;
}

/** How an exchange ended, as an outcome and not as an error wherever tokens may have been used. */
export type CoachReply =
  /** `text` should be the document that was asked for; nobody has checked it. */
  | ({ readonly kind: 'answered'; readonly text: string } & Counted)
  | ({ readonly kind: 'refused'; readonly reason: string } & Counted)
  /** The answer met its greatest length. */
  | ({ readonly kind: 'cut-short' } & Counted)
  /**
   * The line went away in mid-answer. `usage` is never too little: where the service had not said yet how much it wrote,
   * `output` is the most that it was allowed. Null where the question had gone and nothing came back, so that nobody
   * knows.
   */
  | ({ readonly kind: 'broken-off'; readonly reason: string } & Omit<Counted, 'usage'> & {
        readonly usage: CoachUsage | null;
      });

export interface BatchQuestion {
  /** Unique in the batch; 1–64 letters, digits, `-` and `_`. */
  readonly id: string;
  readonly question: CoachQuestion;
}

export type BatchReply =
  | CoachReply
  /** Never answered, and nothing was used. Not `retryable` where the service refused the question or the account. */
  | { readonly kind: 'not-answered'; readonly reason: string; readonly retryable: boolean };

export interface Coach {
  /**
   * Asks once: nothing is sent a second time, since each sending may cost. Each call is an exchange of its own: it is not
   * idempotent. Ends by itself after a bound of the adapter's own.
   *
   * Rejects with a coded error where nothing was used: `coach/unreachable`, `coach/busy` (retryable; `retryAfterMs`
   * says when, where the service did), `coach/key-refused`, `coach/model-refused`, `coach/question-refused` (not
   * retryable; the last by the service itself alone, never by what stands between).
   */
  ask(question: CoachQuestion): Promise<CoachReply>;

  /**
   * Hands in questions that nobody waits for, at the service's lower price; answers the batch's name. Rejects as `ask`
   * does, but with `coach/batch-refused` where the batch is not taken, whichever of its questions is to blame; and with
   * `coach/unclear` (retryable) where nobody knows whether the service has them.
   */
  handIn(questions: readonly BatchQuestion[]): Promise<string>;

  /**
   * The replies of a batch by the ids of its questions, in any order; null while it is being worked on. May be read as
   * often as one likes, while the service keeps it. Rejects as `ask` does, and with `coach/batch-unknown`.
   */
  collect(batch: string): Promise<ReadonlyMap<string, BatchReply> | null>;
}
