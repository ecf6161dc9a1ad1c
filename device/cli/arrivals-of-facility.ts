/** How far swings have come into a facility: asked of its running appliance, or read from its data where none runs. */
import { type ArrivalsStateTold, arrivalsStateSchema } from '../api/contract/arrivals.ts';
import type { ClosedBay, OpenBay } from './bay-or-store.ts';

const REASONS_SHOWN = 20;

/** Null at a bay, which takes none in. */
export async function arrivalsOf(appliance: OpenBay | ClosedBay): Promise<ArrivalsStateTold | null> {
  const { role, sync } = appliance.configuration;
  if (role === 'bay') return null;
  if (appliance.kind === 'bay') {
    return arrivalsStateSchema.parse(await (await appliance.call('GET', 'facility/arrivals')).json());
  }
  const { arrivals } = appliance.store;
  const parkedReasons = arrivals
    .parked(REASONS_SHOWN)
    .map(({ swing, lastErrorCode, lastError }) => ({ swing, code: lastErrorCode ?? '', message: lastError ?? '' }));
  return { isOn: sync.to !== null, ...arrivals.standing(), trouble: null, parkedReasons };
}
