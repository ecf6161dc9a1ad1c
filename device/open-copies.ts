/** Opens what puts sealed copies of the appliance away; one without an object store has nowhere to put them. */
import { stringify } from 'yaml';
import { openObjectStore } from '../cloud-sync/object-store/open-object-store.ts';
import { CopyKeeper, standingFileIn } from '../cloud-sync/restore/copy-keeper.ts';
import { gatherCopy } from '../cloud-sync/restore/gather-copy.ts';
import { ensureIdentity, identityFile } from '../provisioning/identity/appliance-identity.ts';
import type { BayTrouble } from './bay/bay-fact.ts';
import type { Clock } from './clock/clock.ts';
import type { Configuration } from './configuration.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { Log } from './telemetry/log.ts';

/** An outage of a few looks is the line's; longer, somebody has to see to it. */
const FAILED_LOOKS_TOLD = 3;

export interface OpenCopies {
  troubles(): readonly BayTrouble[];
  close(): Promise<void>;
}

/** @param written the configuration as it was written, without the calibration that was found since */
export function openCopies(
  written: Configuration,
  surroundings: { store: Store; clock: Clock; log: Log; counters: Counters; version: string },
): OpenCopies {
  const { bay, copies, sync } = written;
  const { store, version, ...rest } = surroundings;
  if (sync.to === null || copies.everyMinutes === null) return { troubles: () => [], close: () => Promise.resolve() };
  const objects = openObjectStore(sync.to, store);
  const keeper = new CopyKeeper({
    ...rest,
    ...{ objects, bay: bay.name, life: store.people.appliance, everyMinutes: copies.everyMinutes, keep: copies.keep },
    identity: ensureIdentity(identityFile(store.dataDirectory), bay.name),
    standingFile: standingFileIn(store.dataDirectory),
    gather: () =>
      gatherCopy({
        ...{ store, bay: bay.name, madeBy: version, configuration: stringify(written) },
        ...{ role: written.role, guestsMayLeave: sync.guests, isInHouse: copies.isInHouse },
      }),
    random: Math.random,
  });
  keeper.start();
  return {
    troubles() {
      const { trouble, failedLooks } = keeper;
      if (trouble === null || (trouble.retryable && failedLooks < FAILED_LOOKS_TOLD)) return [];
      const { code, message, hint = null } = trouble;
      return [{ code, message, hint, camera: null }];
    },
    async close() {
      await keeper.stop();
      await objects.close();
    },
  };
}
