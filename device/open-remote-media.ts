/** Opens the way to files of swings that lie in the object store alone; null where there is no object store. */
import { openObjectStore } from '../cloud-sync/object-store/open-object-store.ts';
import { RemoteSwingMedia } from '../cloud-sync/object-store/remote-swing-media.ts';
import type { SyncConfig } from '../cloud-sync/outbox/sync.config.ts';
import type { Clock } from './clock/clock.ts';
import type { RemoteMedia } from './ports/remote-media.port.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { Log } from './telemetry/log.ts';

export interface OpenRemoteMedia {
  readonly media: RemoteMedia | null;
  close(): Promise<void>;
}

export function openRemoteMedia(
  { to }: SyncConfig,
  surroundings: { store: Store; clock: Clock; log: Log; counters: Counters },
): OpenRemoteMedia {
  if (to === null) return { media: null, close: () => Promise.resolve() };
  // Lines of its own: whoever waits for a clip does not queue behind what the outbox sends.
  const objects = openObjectStore(to, surroundings.store);
  return { media: new RemoteSwingMedia({ ...surroundings, objects }), close: () => objects.close() };
}
