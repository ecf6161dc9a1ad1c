/**
 * When to write to the disk: at once where nothing was written lately, else after a pause, with all that came meanwhile
 * in one transaction. A commit waits for the disk, and the thread waits with it; so strangers decide how much is in a
 * commit, never how many there are.
 */
export class CommitTurns {
  readonly #commit: () => void;
  readonly #pauseMs: number;
  #startedAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(commit: () => void, pauseMs: number) {
    this.#commit = commit;
    this.#pauseMs = pauseMs;
  }

  /** Something is there to be written. */
  request(): void {
    if (this.#timer !== undefined || this.#isClosed) return;
    const waitMs = Math.max(0, this.#startedAtMs + this.#pauseMs - performance.now());
    this.#timer = setTimeout(() => this.#take(), waitMs);
  }

  /** Writes once more and never again. Idempotent. */
  close(): void {
    if (!this.#isClosed) this.#take();
    this.#isClosed = true;
  }

  #take(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#startedAtMs = performance.now();
    this.#commit();
  }
}
