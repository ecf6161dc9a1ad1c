import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';

/** The wall clock was put from one time to another, in milliseconds UTC, at one and the same moment. */
export interface WallStep {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Less than this is drift, and the time between two looks. */
const STEP_MS_MIN = 2 * 60_000;

/**
 * Notices that the wall clock was put forward or back, by the monotonic clock beside it.
 *
 * A bay without a battery for its clock begins in 1970: that is what the first look is compared with, so that times that
 * were written before a line set the clock are known for what they are, even where the bay was off in between. A machine
 * that sleeps stops its monotonic clock and looks as if it had been put forward.
 */
export class WallSteps {
  readonly #clock: Clock;
  #aheadMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What happened since the last look; null where the clock went on as it should. */
  look(): WallStep | null {
    const sinceBootMs = this.#clock.monotonicNs() / NS_PER_MS;
    const toMs = this.#clock.wall().getTime();
    const fromMs = sinceBootMs + this.#aheadMs;
    this.#aheadMs = toMs - sinceBootMs;
    return Math.abs(toMs - fromMs) < STEP_MS_MIN ? null : { fromMs, toMs };
  }
}
