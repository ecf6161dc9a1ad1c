/**
 * How much is written down of what nobody known has signed: {@link AT_ONCE}, and then one a second. The broker may let
 * anybody publish, and every row is a write to the disk.
 */
import { type Clock, NS_PER_MS } from '../../../device/clock/clock.ts';

const EVERY_MS = 1_000;
const AT_ONCE = 20;

export class StrangersAllowance {
  readonly #clock: Clock;
  #left = AT_ONCE;
  #earnedAtMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether one more may be written down, which then counts. */
  take(): boolean {
    const nowMs = this.#clock.monotonicNs() / NS_PER_MS;
    const earned = Math.floor((nowMs - this.#earnedAtMs) / EVERY_MS);
    if (earned > 0) {
      this.#left = Math.min(AT_ONCE, this.#left + earned);
      this.#earnedAtMs = nowMs;
    }
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }
}
