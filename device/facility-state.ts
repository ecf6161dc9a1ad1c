/** The appliance of a facility as the fleet sees it: nobody plays on it, so it is always free. */
import { NEVER, type Observable } from 'rxjs';
import type { FacilityStanding } from '../cloud-sync/fleet/commands/fleet-host.ts';
import { type Clock, NS_PER_MS } from './clock/clock.ts';
import type { BayOccurrence, BaySnapshot, BayStatePort } from './ports/bay-state.port.ts';
import type { Store } from './store/store.ts';

export interface FacilityStateParts {
  readonly name: string;
  readonly store: Store;
  readonly warnings: () => BaySnapshot['warnings'];
  /** Bays that were heard within so many milliseconds. */
  readonly heardWithin: (ms: number) => readonly string[];
  readonly clock: Clock;
}

const HEARD_WITHIN_MS = 10 * 60_000;
/** Counting goes through every swing that was ever heard of, and the fleet line looks twice a second. */
const COUNTED_EVERY_MS = 10_000;

interface Counted {
  readonly atMs: number;
  readonly swingsToday: number;
  readonly enrolled: readonly string[];
  readonly arrivals: FacilityStanding['arrivals'];
}

export class FacilityState implements BayStatePort {
  /** Bridges of a bay live by them; a facility has none. */
  readonly changes: Observable<BaySnapshot> = NEVER;
  readonly occurrences: Observable<BayOccurrence> = NEVER;
  readonly #parts: FacilityStateParts;
  #counted: Counted | null = null;

  constructor(parts: FacilityStateParts) {
    this.#parts = parts;
  }

  state(): BaySnapshot {
    const { name, warnings } = this.#parts;
    return {
      ...{ bay: name, availability: 'free', stage: 'empty', session: null, isStopPressed: false },
      ...{ hardwareLink: null, devices: [], cameras: [], warnings: warnings() },
      swingsToday: this.#count().swingsToday,
    };
  }

  standing(): FacilityStanding {
    const { enrolled, arrivals } = this.#count();
    const heard = this.#parts.heardWithin(HEARD_WITHIN_MS).filter((bay) => enrolled.includes(bay));
    return { bays: { enrolled: enrolled.length, heard: heard.length }, arrivals };
  }

  #count(): Counted {
    const { store, clock } = this.#parts;
    const nowMs = clock.monotonicNs() / NS_PER_MS;
    if (this.#counted !== null && nowMs - this.#counted.atMs < COUNTED_EVERY_MS) return this.#counted;
    const midnight = new Date(clock.wall());
    midnight.setHours(0, 0, 0, 0);
    const { waiting, parked } = store.arrivals.standing();
    const enrolled = store.facilityBays.list().flatMap(({ name, state }) => (state === 'enrolled' ? [name] : []));
    const swingsToday = store.facilityIndex.countSince(midnight.toISOString());
    this.#counted = { atMs: nowMs, swingsToday, enrolled, arrivals: { waiting, parked } };
    return this.#counted;
  }
}
