/**
 * A bay's belonging to a facility, as the rest of the bay sees it.
 *
 * CONTRACT
 * - `state()` and `trust()` are of this moment, read no line and never throw; `trust()` is null in a bay that belongs to
 *   none, or has not joined yet.
 */
import type { KeyObject } from 'node:crypto';
import type { ErrorCode } from '../errors/bay-error.ts';

export const FACILITY_LINE = Symbol('FacilityLine');

/** What a bay believes because its facility says so. */
export interface FacilityTrust {
  /** Who issues access tokens of the facility. */
  readonly issuer: string;
  /** Undefined for what is none of its keys. */
  key(id: string): KeyObject | undefined;
  /** By which PINs and cards are found in all of its bays. */
  readonly lookupSecret: Buffer;
}

export interface FacilityLineState {
  readonly facility: string;
  readonly url: string;
  readonly activity: 'idle' | 'exchanging' | 'resting' | 'not-joined';
  /** UTC; null while nothing was exchanged yet. */
  readonly exchangedAt: string | null;
  /** What the facility has not heard yet. */
  readonly waiting: number;
  readonly trouble: { readonly code: ErrorCode; readonly message: string; readonly hint: string | null } | null;
}

export interface FacilityLinePort {
  /** Null in a bay that belongs to no facility. */
  state(): FacilityLineState | null;
  trust(): FacilityTrust | null;
}

export const NO_FACILITY: FacilityLinePort = { state: () => null, trust: () => null };
