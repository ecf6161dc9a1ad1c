/** Opens what takes the swings of a facility's players in from the object store; nothing comes where there is none. */
import { openObjectStore } from '../cloud-sync/object-store/open-object-store.ts';
import type { SyncConfig } from '../cloud-sync/outbox/sync.config.ts';
import { EmbeddingThreads } from '../cloud-sync/restore/embedding-threads.ts';
import { SwingArrivals } from '../cloud-sync/restore/swing-arrivals.ts';
import type { BayTrouble } from './bay/bay-fact.ts';
import type { Clock } from './clock/clock.ts';
import { type ArrivalsStatePort, NO_ARRIVALS } from './ports/arrivals-state.port.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { Log } from './telemetry/log.ts';

export interface OpenArrivals {
  readonly state: ArrivalsStatePort;
  /** What keeps swings from coming and somebody has to see to. */
  troubles(): readonly BayTrouble[];
  close(): Promise<void>;
}

export function openArrivals(
  { to }: SyncConfig,
  surroundings: { store: Store; clock: Clock; log: Log; counters: Counters },
): OpenArrivals {
  if (to === null) return { state: NO_ARRIVALS, troubles: () => [], close: () => Promise.resolve() };
  const threads = new EmbeddingThreads(1);
  const { embed } = threads;
  const arrivals = new SwingArrivals({ ...surroundings, objects: openObjectStore(to, surroundings.store), embed });
  arrivals.start();
  return {
    state: arrivals,
    troubles: () => (arrivals.obstacle === null ? [] : [{ ...arrivals.obstacle, camera: null }]),
    close: async () => {
      await arrivals.stop();
      await threads.close();
    },
  };
}
