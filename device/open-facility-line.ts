/** Opens the line from a bay to the appliance of its facility; a bay without one is its own. */
import { FacilityLine } from '../cloud-sync/facility/facility-line.ts';
import type { FacilityConfig } from '../cloud-sync/facility/facility.config.ts';
import type { BayTrouble } from './bay/bay-fact.ts';
import type { Clock } from './clock/clock.ts';
import { type FacilityLinePort, NO_FACILITY } from './ports/facility-line.port.ts';
import type { Store } from './store/store.ts';
import type { Log } from './telemetry/log.ts';

export interface OpenFacilityLine {
  readonly line: FacilityLinePort;
  /** What keeps the bay from its facility and somebody has to see to. */
  troubles(): readonly BayTrouble[];
  close(): Promise<void>;
}

export function openFacilityLine(
  config: FacilityConfig | null,
  surroundings: { readonly store: Store; readonly clock: Clock; readonly log: Log },
): OpenFacilityLine {
  if (config === null) return { line: NO_FACILITY, troubles: () => [], close: () => Promise.resolve() };
  const line = new FacilityLine({ ...surroundings, config });
  line.start();
  return {
    line,
    troubles: () => (line.obstacle === null ? [] : [{ ...line.obstacle, camera: null }]),
    close: () => line.stop(),
  };
}
