import type { FleetState, FleetStatePort } from '../../device/ports/fleet-state.port.ts';

/** A bay that belongs to no fleet. */
export class NoFleet implements FleetStatePort {
  state(): FleetState {
    return {
      ...{ broker: null, facility: null, bay: null, isConnected: false, waiting: 0, waitingAlerts: 0, lost: 0 },
      ...{ lostAlerts: 0, openAlerts: 0, isClockTrusted: false, updateWindow: null, desiredVersion: null },
      ...{ desiredStatus: 'none', desiredRefused: null, drift: [], isCalibrationAsked: false, trouble: null },
    };
  }
}
