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

/** How far the warehouse has been told. It goes on without the object store, as that does without it. */
export interface WarehouseSyncState {
  readonly to: 'postgres' | 'cratedb';
  readonly activity: 'idle' | 'sending' | 'paused' | 'resting';
  /** Swings, visits, players and erasures that it is still to be told of. */
  readonly pending: number;
  readonly withheld: number;
  /** Swings, visits and players that it has in their newest state. */
  readonly sent: number;
  readonly parked: number;
  readonly oldestPendingAt: string | null;
  readonly trouble: SyncTroubleState | null;
  readonly parkedReasons: readonly { readonly what: string; readonly code: string; readonly message: string }[];
}

export interface ObjectSyncState {
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

export interface ObjectSyncStatePort {
  state(): ObjectSyncState;
  /** Lets everything that was given up try again; answers how many. */
  retryParked(): number;
}

export interface SyncState extends ObjectSyncState {
  /** Null where none is configured. */
  readonly warehouse: WarehouseSyncState | null;
}

export interface SyncStatePort {
  state(): SyncState;
  /** Lets everything that was given up try again; answers how many. */
  retryParked(): number;
}
