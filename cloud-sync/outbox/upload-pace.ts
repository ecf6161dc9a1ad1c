/** Lets bytes go as fast as the time of the day allows, and holds them while somebody swings. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import type { Pace } from '../../device/ports/object-store.port.ts';
import { passage, type RateLimit, rateAt } from './sync-rate.ts';

/** The other side gives a connection up on which nothing comes for about twice as long. */
const HELD_MS_MAX = 10_000;
const LOOK_EVERY_MS = 50;

/** @param wait resolves after so many milliseconds */
export function uploadPace(
  limits: readonly RateLimit[],
  isBusy: () => boolean,
  clock: Clock,
  wait: (ms: number) => Promise<unknown> = sleep,
): Pace {
  const nowMs = (): number => clock.monotonicNs() / NS_PER_MS;
  let freeAtMs = 0;
  return async (bytes) => {
    for (const heldMs = nowMs() + HELD_MS_MAX; isBusy() && nowMs() < heldMs; ) await wait(LOOK_EVERY_MS);
    const passed = passage(freeAtMs, nowMs(), bytes, rateAt(limits, clock.wall()));
    freeAtMs = passed.freeAtMs;
    const waitMs = passed.goesAtMs - nowMs();
    if (waitMs > 0) await wait(waitMs);
  };
}
