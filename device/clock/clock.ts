/**
 * The two clocks of the appliance.
 *
 * Everything is measured and ordered on the monotonic clock, which every sensor is stamped with. Wall time is for
 * display and for the cloud; it may jump, and nothing may depend on it.
 */
export interface Clock {
  /**
   * CLOCK_MONOTONIC in nanoseconds. A double holds it exactly for the first 104 days after boot and to 2–4 ns for
   * years after that, far below the uncertainty of any sensor.
   */
  monotonicNs(): number;
  /** UTC now. */
  wall(): Date;
}

export const CLOCK = Symbol('Clock');

export const systemClock: Clock = {
  monotonicNs: () => Number(process.hrtime.bigint()),
  wall: () => new Date(),
};

export const NS_PER_MS = 1e6;
export const NS_PER_S = 1e9;
