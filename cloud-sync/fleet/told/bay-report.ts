/** The state of the bay as the fleet hears of it. */
import { uptime } from 'node:os';
import type { BaySnapshot } from '../../../device/ports/bay-state.port.ts';
import type { SyncState } from '../../../device/ports/sync-state.port.ts';
import type { FacilityStanding } from '../commands/fleet-host.ts';
import type { UpdateWindow } from '../update-window.ts';
import type { Machine } from './machine.ts';
import type { StateMessage } from './messages.ts';

export interface ReportedBay {
  readonly snapshot: BaySnapshot;
  readonly sync: SyncState;
  readonly machine: Machine;
  /** Null for a bay. */
  readonly facility: FacilityStanding | null;
  readonly versions: StateMessage['versions'];
  readonly updateWindow: UpdateWindow | null;
  readonly isCalibrationAsked: boolean;
  readonly configurationSha256: string | null;
}

export type BayReport = Omit<StateMessage, 'id' | 'at'>;

/** Nobody is named: no player, no visit, no swing. */
export function bayReport(bay: ReportedBay): BayReport {
  const { snapshot, sync, machine, facility, versions, updateWindow, isCalibrationAsked, configurationSha256 } = bay;
  const { bay: name, availability, stage, hardwareLink, cameras, swingsToday } = snapshot;
  const { to, activity, pending, withheld, parked, oldestPendingAt } = sync;
  return {
    ...{ name, role: facility === null ? 'bay' : 'facility', availability, stage, versions },
    uptimeSeconds: Math.floor(process.uptime()),
    machineUptimeSeconds: Math.floor(uptime()),
    ...{ ...machine, hardwareLink, swingsToday },
    cameras: cameras.map(({ name: camera, isWorking }) => ({ name: camera, isWorking })),
    outbox: { to, activity, pending, withheld, parked, oldestPendingAt },
    ...{ facility, updateWindow, isCalibrationAsked, configurationSha256 },
  };
}

/** What makes another state of it. What only grows or trembles is told along, and is no news. */
export function newsOf({ availability, stage, versions, cameras, hardwareLink, ...rest }: BayReport): string {
  const { facility, updateWindow, isCalibrationAsked, configurationSha256, outbox } = rest;
  const { to, activity, parked } = outbox;
  const news = { availability, stage, versions, cameras, hardwareLink, to, parked, isResting: activity === 'resting' };
  const ofFacility = facility === null ? null : { bays: facility.bays, parked: facility.arrivals.parked };
  return JSON.stringify({ ...news, ofFacility, updateWindow, isCalibrationAsked, configurationSha256 });
}
