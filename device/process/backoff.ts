/**
 * How long to wait before the next start of something that died: short at first, doubling to a bound, and short
 * again after it has lived well for a while. Pure: the caller brings the time.
 */
export interface BackoffOptions {
  firstDelayMs: number;
  delayMsMax: number;
  /** A run at least this long was healthy: the next failure starts from the first delay again. */
  healthyAfterMs: number;
}

export class Backoff {
  readonly #options: BackoffOptions;
  #failures = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Counts a failure after a run of `ranMs` and gives the delay until the next start. */
  delayAfterRunOf(ranMs: number): number {
    if (ranMs >= this.#options.healthyAfterMs) this.#failures = 0;
    const doublings = Math.min(this.#failures, 30);
    this.#failures++;
    return Math.min(this.#options.firstDelayMs * 2 ** doublings, this.#options.delayMsMax);
  }
}
