/**
 * What the bay tells the outside of itself: brokers, automation, the fleet. The bay implements it; bridges read it.
 *
 * CONTRACT
 * - `state()` is a whole picture at one instant; `changes` gives the next whole picture after each change, the newest
 *   one only where a reader is slow, and never fails. It completes when the bay is closed.
 * - `occurrences` gives each thing that happened once, in its order, from the next one on. An occurrence's `id` is
 *   stable for ever: who hears it twice may drop the second. Those that matter are in the store before they are told.
 */
import type { Observable } from 'rxjs';
import type { DeviceState, LinkState } from './bay-hardware.port.ts';

export type BayAvailability = 'free' | 'in-use' | 'out-of-order' | 'closed';

export interface BaySnapshot {
  /** The bay's name in the configuration. */
  readonly bay: string;
  readonly availability: BayAvailability;
  /** Of the live loop. */
  readonly stage: 'empty' | 'occupied' | 'address' | 'swinging' | 'capturing';
  /** The visit that is going on, null in an empty bay. */
  readonly session: string | null;
  readonly isStopPressed: boolean;
  /** Null where the bay has no hardware. */
  readonly hardwareLink: LinkState | null;
  readonly devices: readonly DeviceState[];
  readonly cameras: readonly { readonly name: string; readonly isWorking: boolean }[];
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly hint: string | null }[];
  readonly swingsToday: number;
}

interface Occurred {
  /** UUIDv7. */
  readonly id: string;
  /** UTC, ISO 8601, for display: nothing is ordered by it. */
  readonly at: string;
}

export type BayOccurrence =
  | (Occurred & { readonly type: 'visit-began'; readonly session: string })
  | (Occurred & { readonly type: 'visit-ended'; readonly session: string })
  | (Occurred & { readonly type: 'swing'; readonly swing: string; readonly kind: 'shot' | 'practice' })
  | (Occurred & { readonly type: 'result'; readonly swing: string; readonly score: number | null })
  | (Occurred & { readonly type: 'shot'; readonly shot: string; readonly swing: string | null })
  | (Occurred & { readonly type: 'ball-dispensed'; readonly device: string })
  | (Occurred & { readonly type: 'card-shown'; readonly device: string })
  | (Occurred & { readonly type: 'stop'; readonly isPressed: boolean })
  | (Occurred & { readonly type: 'device-fault'; readonly device: string; readonly fault: string });

export interface BayStatePort {
  state(): BaySnapshot;
  readonly changes: Observable<BaySnapshot>;
  readonly occurrences: Observable<BayOccurrence>;
}
