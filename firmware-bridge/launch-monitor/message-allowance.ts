/**
 * How many messages a peer may send: a bucket that fills steadily. Pure; the caller brings the time.
 *
 * A monitor sends a shot every few seconds, a status with each change and a heartbeat every six seconds. What is far
 * beyond that is a fault or an attack, and may cost neither memory nor the processor.
 */
import { NS_PER_S } from '../../device/clock/clock.ts';

export interface AllowanceLimits {
  readonly perSecond: number;
  readonly burst: number;
}

export class MessageAllowance {
  readonly #limits: AllowanceLimits;
  #left: number;
  #countedNs: number;

  constructor(limits: AllowanceLimits, nowNs: number) {
    this.#limits = limits;
    this.#left = limits.burst;
    this.#countedNs = nowNs;
  }

  /** Whether one more message is within the allowance; takes it when it is. */
  take(nowNs: number): boolean {
    const { perSecond, burst } = this.#limits;
    const filled = (Math.max(0, nowNs - this.#countedNs) / NS_PER_S) * perSecond;
    this.#left = Math.min(burst, this.#left + filled);
    this.#countedNs = nowNs;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
