/** Waits for an object store or a warehouse that is away for a while, within a bound, and then says so. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type BayError, isBayError, isRetryable } from '../../device/errors/bay-error.ts';
import { restMs } from '../outbox/sync-planner.ts';

export interface Patience {
  /** The longest that one piece of work is waited for, from its first failure on. */
  readonly waitMs: number;
  /** Ends the waiting at once. */
  readonly signal?: AbortSignal;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Told of the first failure, and of each one after it. */
  readonly onWait?: (error: BayError) => void;
  /** What is waited for; whatever may be done again where absent. */
  readonly isWaitedFor?: (error: BayError) => boolean;
}

/** What may be done again is done again, with full jitter; rejects with the last error. */
export async function withPatience<T>(patience: Patience, work: () => Promise<T>): Promise<T> {
  let firstFailedMs: number | null = null;
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      const nowMs = performance.now();
      firstFailedMs ??= nowMs;
      if (!isBayError(error) || !isRetryable(error) || patience.isWaitedFor?.(error) === false) throw error;
      if (patience.signal?.aborted === true || nowMs - firstFailedMs > patience.waitMs) throw error;
      patience.onWait?.(error);
      await sleep(restMs(failures, patience.random()), undefined, {
        ...(patience.signal === undefined ? {} : { signal: patience.signal }),
      }).catch(() => undefined);
    }
  }
}
