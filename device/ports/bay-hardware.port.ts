/**
 * The bay's moving, shining and sensing hardware, whoever drives it: our own controller on a serial line, or bought
 * inputs and outputs on Modbus.
 *
 * CONTRACT
 * - Times are CLOCK_MONOTONIC nanoseconds of this machine, with the half-width of the interval in which the instant
 *   lies. A driver that cannot stamp at the source says so by a wide uncertainty, never by a guess.
 * - `events` is hot and never fails; it completes when the hardware is closed. Events of one device come in their
 *   order. Each is delivered once for its (bootId, sequence), however often the wire repeats it.
 * - `command` resolves for everything that can be expected, refusals included, and rejects only after `close`. A
 *   command is carried out at most once. `done` means that the device reported it, not that bytes were sent.
 * - A command that was asked for while the link is down is refused at once with `link-lost`; nothing is queued, because
 *   a motor must not start later than somebody asked for it.
 * - When the link is lost, every device is `safe` or `unknown` within 500 ms, in `state()` and as an event.
 * - `close` is idempotent, brings the hardware into its safe state first where the link allows it, and leaves neither a
 *   process nor a file descriptor behind.
 */
import type { Observable } from 'rxjs';

export const HARDWARE_KINDS = [
  'tee',
  'dispenser',
  'light',
  'strobe',
  'camera-trigger',
  'ball-beam',
  'occupancy',
  'card-reader',
  'emergency-stop',
] as const;
export type HardwareKind = (typeof HARDWARE_KINDS)[number];

/** Why a command was not carried out. Pages and the operator's log carry a sentence for each. */
export const REFUSAL_REASONS = [
  'link-lost',
  'emergency-stop',
  'player-swinging',
  'device-absent',
  'device-fault',
  'device-busy',
  'out-of-range',
  'empty',
  'no-credit',
  'exposure-limit',
  'not-supported',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** What may be wrong with one device. `timeout`: a motion did not end in its time and was switched off. */
export const DEVICE_FAULTS = ['jam', 'empty', 'timeout', 'sensor', 'overheat', 'unknown'] as const;
export type DeviceFault = (typeof DEVICE_FAULTS)[number];

export type LinkState = 'connecting' | 'up' | 'lost';

/** A device as it was last heard of. `id` is unique within the bay, such as `tee` or `light-2`. */
export interface DeviceState {
  readonly id: string;
  readonly kind: HardwareKind;
  /** `safe`: at rest and switched off; `unknown`: not heard of since the link was lost. */
  readonly condition: 'ready' | 'busy' | 'fault' | 'safe' | 'unknown';
  readonly fault: DeviceFault | null;
  readonly values: DeviceValues;
}

/** Only what the device has; absent where it does not measure it. */
export interface DeviceValues {
  /** Tee: height of the ball's lower edge over the mat. */
  readonly heightMm?: number;
  readonly heightMaxMm?: number;
  /** Tee and beam: whether a ball lies there. */
  readonly isBallPresent?: boolean;
  /** Dispenser: balls given since the controller started, balls that may still be given, and balls in store. */
  readonly dispensed?: number;
  readonly credit?: number;
  readonly stock?: number;
  /** Light: 0–1. */
  readonly level?: number;
  /** Strobe and camera trigger. */
  readonly isRunning?: boolean;
  readonly rateHz?: number;
  readonly exposureUs?: number;
  /** Camera trigger: pulses since it started. */
  readonly pulses?: number;
  readonly isOccupied?: boolean;
  readonly isPressed?: boolean;
}

export interface HardwareState {
  readonly link: LinkState;
  /** What stands behind the link, in the operator's words: `controller 1.0 at /dev/serial/by-id/…`. */
  readonly description: string;
  /** Whether motions are locked because a player swings. */
  readonly isMotionLocked: boolean;
  readonly isStopPressed: boolean;
  readonly devices: readonly DeviceState[];
}

export type HardwareCommand =
  | { readonly type: 'tee-height'; readonly device: string; readonly heightMm: number }
  | { readonly type: 'tee-ball'; readonly device: string }
  | { readonly type: 'dispense'; readonly device: string; readonly balls: number }
  | { readonly type: 'add-credit'; readonly device: string; readonly balls: number }
  | { readonly type: 'light-level'; readonly device: string; readonly level: number }
  | {
      readonly type: 'strobe';
      readonly device: string;
      readonly isOn: boolean;
      /** After the trigger's edge. */
      readonly delayUs: number;
      readonly exposureUs: number;
    }
  | {
      readonly type: 'camera-trigger';
      readonly device: string;
      readonly isOn: boolean;
      readonly rateHz: number;
      readonly phaseUs: number;
    }
  | { readonly type: 'clear-fault'; readonly device: string }
  /** Nothing moves while it is on. It is no device's, and is never refused but by a lost link. */
  | { readonly type: 'motion-lock'; readonly isOn: boolean };

export type CommandOutcome =
  | { readonly status: 'done' }
  | { readonly status: 'refused'; readonly reason: RefusalReason }
  /** It was begun and did not end well; the device's state says more. */
  | { readonly status: 'failed'; readonly fault: DeviceFault | 'link-lost' };

export interface HardwareInstant {
  /** Changes when the controller restarts; with `sequence` it names an event for ever. */
  readonly bootId: string;
  readonly sequence: number;
  readonly atNs: number;
  readonly uncertaintyNs: number;
}

export type HardwareEvent =
  | ({ readonly type: 'ball-present' | 'ball-gone'; readonly device: string } & HardwareInstant)
  | ({ readonly type: 'occupied' | 'vacant'; readonly device: string } & HardwareInstant)
  | ({ readonly type: 'card-shown'; readonly device: string; readonly card: string } & HardwareInstant)
  | ({ readonly type: 'stop-pressed' | 'stop-released'; readonly device: string } & HardwareInstant)
  | ({ readonly type: 'ball-dispensed'; readonly device: string } & HardwareInstant)
  /** One stamped pulse of the camera trigger, of those that the controller reports. */
  | ({ readonly type: 'triggered'; readonly device: string; readonly pulse: number } & HardwareInstant)
  /** The new state of one device, whatever changed it. */
  | ({ readonly type: 'device-changed'; readonly state: DeviceState } & HardwareInstant)
  | { readonly type: 'link-changed'; readonly link: LinkState; readonly atNs: number };

export interface BayHardware {
  /** Hot; see the contract above. */
  readonly events: Observable<HardwareEvent>;
  state(): HardwareState;
  command(command: HardwareCommand): Promise<CommandOutcome>;
  close(): Promise<void>;
}
