/** What the daemon and the process of its serial line say to each other. */
import type { HostInstant } from './clock-sync.ts';
import type { AskedCommand, EndedCommand } from './command-desk.ts';
import type { LinkCounts, LinkEffect, LossReason } from './link-effect.ts';
import type { UsbIdentity } from './port-choice.ts';
import type { SerialLineCounts } from './serial-line.ts';

/** The line's process says at least so often that it lives. */
export const PULSE_MS = 100;
/** The daemon says so twice as often: the line's process must tell a hung one from a busy one. */
export const DAEMON_PULSE_MS = 50;
/**
 * After such a silence of the daemon its process leaves the controller to itself, which is safe 400 ms later: nobody would
 * stop a motor any more. It is three times the longest delay of a busy bay's loop (17 ms at p99, 62 ms at most on two busy
 * cores; `swingbay bench live` prints both), and a daemon that is late for 200 + 400 − 100 ms still loses no link.
 */
export const DAEMON_SILENT_MS_MAX = 200;
/** How often the line's process looks. */
export const DAEMON_WATCH_MS = 25;

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
    | 'serial/unattended'
    | 'serial/wedged'
    | 'serial/died'
    | 'serial/version';
  readonly detail: string;
}

export type SerialReport =
  | { readonly type: 'opened'; readonly path: string; readonly identity: UsbIdentity | null }
  | { readonly type: 'trouble'; readonly trouble: PortTrouble }
  | Exclude<LinkEffect, { type: 'send' | 'discard-output' | 'lost' | 'ended' }>
  /** `atNs`: CLOCK_MONOTONIC when it was noticed; a daemon that stood still reads it later. */
  | { readonly type: 'lost'; readonly why: LossReason; readonly atNs: number }
  | { readonly type: 'ended'; readonly ended: EndedCommand }
  | { readonly type: 'pulse-of-life'; readonly counts: SerialCounts; readonly clock: ClockStanding | null };

export interface SerialCounts extends SerialLineCounts, LinkCounts {
  readonly packets: number;
  readonly framesDropped: number;
  readonly noiseBytes: number;
  readonly opens: number;
  /** Which packet was dropped and why: a welcome that was awaited, else the last; null while none was, and on a link. */
  readonly lastDropped: string | null;
}

/** How well the controller's clock is known. */
export interface ClockStanding {
  readonly exchanges: number;
  readonly driftPpm: number | null;
  /** What the newest exchange's moment is known to. */
  readonly newest: HostInstant;
}
