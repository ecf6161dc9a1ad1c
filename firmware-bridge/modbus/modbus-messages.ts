/** What the daemon and the process of a Modbus line say to each other. */
import type {
  CommandOutcome,
  HardwareCommand,
  HardwareEvent,
  HardwareState,
} from '../../device/ports/bay-hardware.port.ts';
import type { ModbusConfig } from './modbus.config.ts';

/** The process shows that it lives this often, whatever its line does. */
export const PULSE_MS = 50;
/** A station that has not answered for so long is lost; with the next look at it that is within 500 ms. */
export const STATION_LOST_AFTER_MS = 300;

export type ModbusOrder =
  | { readonly type: 'start'; readonly config: ModbusConfig; readonly isLocked: boolean }
  | { readonly type: 'command'; readonly id: number; readonly command: HardwareCommand };

export interface ModbusCounts {
  readonly reads: number;
  readonly writes: number;
  readonly failures: number;
  readonly opened: number;
}

export type ModbusReport =
  /** Each event with the state after it. */
  | { readonly type: 'told'; readonly events: readonly HardwareEvent[]; readonly state: HardwareState }
  | { readonly type: 'ended'; readonly id: number; readonly outcome: CommandOutcome }
  | { readonly type: 'trouble'; readonly detail: string }
  | { readonly type: 'pulse'; readonly counts: ModbusCounts };
