/** Asks a running appliance how its lines stand. */
import { resolve } from 'node:path';
import { copiesStandingIn } from '../../cloud-sync/restore/copies-standing.ts';
import { arrivalsStateSchema } from '../api/contract/arrivals.ts';
import { bayBodySchema } from '../api/contract/bay.ts';
import { facilityLineSchema } from '../api/contract/facility.ts';
import { fleetStateSchema } from '../api/contract/fleet.ts';
import { healthSchema } from '../api/contract/rest.ts';
import { syncStateSchema } from '../api/contract/sync.ts';
import type { Configuration } from '../configuration.ts';
import type { RunningBay } from './bay-or-store.ts';
import { type LineCheck, linesOfRunning, type LinesSaid } from './doctor-lines.ts';
import { joinedFacility } from './joined-facility.ts';

const OF_COPIES: ReadonlySet<string> = new Set(['restore/superseded', 'restore/copy-failed']);

/** Rejects with the appliance's own coded error. */
export async function linesSaidBy(bay: RunningBay, configuration: Configuration): Promise<LineCheck[]> {
  const ask = async (path: string): Promise<unknown> => (await bay.call('GET', path)).json();
  const isFacility = configuration.role === 'facility';
  const said: LinesSaid = {
    sync: syncStateSchema.parse(await ask('sync')),
    arrivals: isFacility ? arrivalsStateSchema.parse(await ask('facility/arrivals')) : null,
    facility: isFacility ? null : facilityLineSchema.parse(await ask('facility/line')).facility,
    fleet: fleetStateSchema.parse(await ask('fleet')),
    copiesTrouble: isFacility ? copiesPartOf(await ask('health')) : copiesWarningOf(await ask('bay')),
    copies: copiesStandingIn(resolve(configuration.store.dataDirectory)),
    nowMs: Date.now(),
  };
  return linesOfRunning({ configuration, joined: joinedFacility(configuration)?.facility.name ?? null }, said);
}

function copiesPartOf(health: unknown): LinesSaid['copiesTrouble'] {
  const part = healthSchema.parse(health).parts.find(({ name }) => name === 'copies');
  if (part === undefined || part.code === null) return null;
  return { code: part.code, message: part.message ?? '', hint: part.hint };
}

/** A store that is away is said of the object store; that no sign of life is given any more is seen without it. */
function copiesWarningOf(bay: unknown): LinesSaid['copiesTrouble'] {
  return bayBodySchema.parse(bay).warnings.find(({ code }) => OF_COPIES.has(code)) ?? null;
}
