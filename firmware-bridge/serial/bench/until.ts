import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 2;

/** Resolves with the milliseconds until the condition holds; rejects when it does not within the time. */
export async function until(condition: () => boolean, withinMs: number): Promise<number> {
  const beganMs = performance.now();
  while (!condition()) {
    if (performance.now() - beganMs > withinMs) throw new Error(`not within ${withinMs} ms: ${condition.toString()}`);
    await sleep(LOOK_MS);
  }
  return performance.now() - beganMs;
}
