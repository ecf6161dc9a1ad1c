/**
 * Lets through no more pulses a second than PROTOCOL.md allows twice over, so that a controller that tells of every one
 * of thousands costs the daemon nothing. Pure.
 */
import { NS_PER_S } from '../../device/clock/clock.ts';
import { PULSE_REPORTS_HZ_MAX } from '../protocol/protocol-limits.ts';

/** Twice: after a pause, what waited comes at once. */
const PULSES_A_SECOND_MAX = 2 * PULSE_REPORTS_HZ_MAX;

export class PulseGate {
  #second = Number.NEGATIVE_INFINITY;
  #passed = 0;

  passes(arrivedNs: number): boolean {
    const second = Math.floor(arrivedNs / NS_PER_S);
    if (second !== this.#second) {
      this.#second = second;
      this.#passed = 0;
    }
    this.#passed++;
    return this.#passed <= PULSES_A_SECOND_MAX;
  }
}
