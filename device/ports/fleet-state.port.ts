/**
 * How the bay stands with its fleet, for those who look after the bay.
 *
 * CONTRACT
 * - `state()` is a whole picture of this moment, reads only the bay's own disk, and never waits for the line.
 */
import type { ErrorCode } from '../errors/bay-error.ts';

export const FLEET_STATE = Symbol('FleetState');

export interface FleetState {
  /** Null where the bay belongs to no fleet. */
  readonly broker: string | null;
  readonly facility: string | null;
  readonly bay: string | null;
  readonly isConnected: boolean;
  /** What has not been told yet. */
  readonly waiting: number;
  readonly waitingAlerts: number;
  /** What ever made way untold. */
  readonly lost: number;
  readonly lostAlerts: number;
  readonly openAlerts: number;
  readonly isClockTrusted: boolean;
  readonly updateWindow: {
    readonly from: string;
    readonly to: string;
    readonly days: readonly string[];
    readonly timeZone: string | null;
  } | null;
  readonly desiredVersion: number | null;
  readonly desiredStatus: 'none' | 'in-sync' | 'pending' | 'drifted' | 'failed';
  /** The desired state that the fleet wants and the bay did not take; a version where the document says one. */
  readonly desiredRefused: { readonly version: number | null; readonly code: string } | null;
  readonly drift: readonly string[];
  readonly isCalibrationAsked: boolean;
  /** Why the fleet is not reached; null while it is. */
  readonly trouble: { readonly code: ErrorCode; readonly message: string; readonly hint: string | null } | null;
}

export interface FleetStatePort {
  state(): FleetState;
}
