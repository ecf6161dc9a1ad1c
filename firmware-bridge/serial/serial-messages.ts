/** What the daemon and the process of its serial line say to each other. */
import type { HostInstant } from './clock-sync.ts';
import type { AskedCommand, EndedCommand } from './command-desk.ts';
import type { LinkCounts, LinkEffect, LossReason } from './link-machine.ts';
import type { UsbIdentity } from './port-choice.ts';
import type { SerialLineCounts } from './serial-line.ts';

/** Both sides say at least so often that they live. */
export const PULSE_MS = 100;
/**
 * After such a silence of the daemon its process lets the controller go safe: nobody would stop a motor any more. A
 * daemon that is only busy for a moment does not make the bay's light flicker.
 */
export const DAEMON_SILENT_MS_MAX = 2_000;

export type SerialOrder =
  | {
      readonly type: 'start';
      /** A path, or `usb:VENDOR:PRODUCT[:SERIAL]`. */
      readonly port: string;
      readonly baudRate: number;
      /** Bytes travel at that speed. */
      readonly isUart: boolean;
      /** The adapter that answered before under that name. */
      readonly remembered: UsbIdentity | null;
    }
  | { readonly type: 'alive' }
  /** The daemon had stopped listening: what was on its way is not to be relied on. */
  | { readonly type: 'start-over' }
  | { readonly type: 'command'; readonly command: AskedCommand }
  | { readonly type: 'handed-on'; readonly bootId: number; readonly sequence: number };

/** Why there is no line at the moment, in the operator's words. */
export interface PortTrouble {
  readonly code:
    | 'serial/absent'
    | 'serial/ambiguous'
    | 'serial/not-opened'
    | 'serial/closed'
    | 'serial/silent'
    | 'serial/wedged'
    | 'serial/died'
    | 'serial/version';
  readonly detail: string;
}

export type SerialReport =
  | { readonly type: 'opened'; readonly path: string; readonly identity: UsbIdentity | null }
  | { readonly type: 'trouble'; readonly trouble: PortTrouble }
  | Exclude<LinkEffect, { type: 'send' | 'discard-output' | 'lost' | 'ended' }>
  | { readonly type: 'lost'; readonly why: LossReason }
  | { readonly type: 'ended'; readonly ended: EndedCommand }
  | { readonly type: 'pulse-of-life'; readonly counts: SerialCounts; readonly clock: ClockStanding | null };

export interface SerialCounts extends SerialLineCounts, LinkCounts {
  readonly packets: number;
  readonly framesDropped: number;
  readonly noiseBytes: number;
  readonly opens: number;
}

/** How well the controller's clock is known. */
export interface ClockStanding {
  readonly exchanges: number;
  readonly driftPpm: number | null;
  /** What the newest exchange's moment is known to. */
  readonly newest: HostInstant;
}
