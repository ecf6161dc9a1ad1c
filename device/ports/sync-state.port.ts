/**
 * How far the bay's swings have left it, for those who look after the bay.
 *
 * CONTRACT
 * - `state()` is a whole picture of this moment, reads only the bay's own disk, and never waits for the line.
 */
import type { ErrorCode } from '../errors/bay-error.ts';

export const SYNC_STATE = Symbol('SyncState');

export interface SyncTroubleState {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
}

export interface SyncState {
  /** Null where swings stay in the bay. */
  readonly to: 's3' | 'folder' | null;
  /** `resting` waits after a failure; `paused` waits for a swing or a better line; `idle` has nothing to do. */
  readonly activity: 'off' | 'idle' | 'sending' | 'paused' | 'resting';
  /** Things that wait to be sent or erased. */
  readonly pending: number;
  /** Those that may not leave the bay, because their players did not agree. */
  readonly withheld: number;
  readonly sent: number;
  /** Given up with a reason, until somebody looks. */
  readonly parked: number;
  /** When the oldest came in that waits, UTC; null where none does. */
  readonly oldestPendingAt: string | null;
  /** Since the bay was opened. */
  readonly bytesSent: number;
  /** Why nothing goes out just now; null while it does. */
  readonly trouble: SyncTroubleState | null;
  readonly parkedReasons: readonly { readonly swing: string; readonly code: string; readonly message: string }[];
}

export interface SyncStatePort {
  state(): SyncState;
  /** Lets everything that was given up try again; answers how many. */
  retryParked(): number;
}
