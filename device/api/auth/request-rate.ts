/** How many requests a caller has made in the running minute. Forgotten with a restart: it protects the bay's time only. */
import { type Clock, NS_PER_MS } from '../../clock/clock.ts';

const REQUESTS_MAX = 100;
const WINDOW_MS = 60_000;
/** Above it the oldest window is forgotten. */
const CALLERS_MAX = 4_096;

export class RequestRate {
  readonly #clock: Clock;
  /** In the order of beginning. */
  readonly #windows = new Map<string, { beganMs: number; count: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a request; answers 0, or how many milliseconds to wait. */
  take(caller: string): number {
    const nowMs = this.#clock.monotonicNs() / NS_PER_MS;
    const window = this.#windows.get(caller);
    if (window === undefined || nowMs - window.beganMs >= WINDOW_MS) {
      this.#windows.delete(caller);
      const oldest = this.#windows.keys().next().value;
      if (this.#windows.size >= CALLERS_MAX && oldest !== undefined) this.#windows.delete(oldest);
      this.#windows.set(caller, { beganMs: nowMs, count: 1 });
      return 0;
    }
    if (window.count >= REQUESTS_MAX) return window.beganMs + WINDOW_MS - nowMs;
    window.count++;
    return 0;
  }
}
