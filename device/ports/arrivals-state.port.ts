/**
 * How far the swings of a facility's players have come into its own store, for those who look after it.
 *
 * CONTRACT
 * - `state()` is a whole picture of this moment, reads only the appliance's own disk, and never waits for the line.
 */
import type { ErrorCode } from '../errors/bay-error.ts';

export const ARRIVALS_STATE = Symbol('ArrivalsState');

export interface ArrivalsState {
  /** False where no object store is configured, or the appliance is a bay. */
  readonly isOn: boolean;
  /** Swings that were heard of and are not whole here yet. */
  readonly waiting: number;
  readonly taken: number;
  /** Given up with a reason, until somebody looks. */
  readonly parked: number;
  /** Why nothing comes just now; null while it does. */
  readonly trouble: { readonly code: ErrorCode; readonly message: string; readonly hint: string | null } | null;
  /** The first twenty that were given up. */
  readonly parkedReasons: readonly { readonly swing: string; readonly code: string; readonly message: string }[];
}

export interface ArrivalsStatePort {
  state(): ArrivalsState;
  /** Lets everything that was given up be tried again; answers how many. */
  retryParked(): number;
}

export const NO_ARRIVALS: ArrivalsStatePort = {
  state: () => ({ isOn: false, waiting: 0, taken: 0, parked: 0, trouble: null, parkedReasons: [] }),
  retryParked: () => 0,
};
