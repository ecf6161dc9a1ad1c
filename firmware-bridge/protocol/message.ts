/**
 * What the packets of PROTOCOL.md say, in the words of the port. Quantities are as on the wire, in whole numbers with
 * their unit in the name; `message-codec.ts` knows their places.
 */
import type { DeviceFault, HardwareKind, RefusalReason } from '../../device/ports/bay-hardware.port.ts';

/** The type byte of each message. */
export const MESSAGE_TYPES = {
  hello: 0x01,
  welcome: 0x02,
  heartbeat: 0x03,
  'heartbeat-reply': 0x04,
  ack: 0x05,
  'tee-height': 0x10,
  'tee-ball': 0x11,
  dispense: 0x12,
  'add-credit': 0x13,
  'light-level': 0x14,
  strobe: 0x15,
  'camera-trigger': 0x16,
  'clear-fault': 0x17,
  'motion-lock': 0x18,
  'go-safe': 0x19,
  announce: 0x20,
  state: 0x21,
  event: 0x22,
  ended: 0x23,
  pulse: 0x30,
} as const;
export type MessageType = keyof typeof MESSAGE_TYPES;

/** Kinds, faults and refusals are numbered from 1 in this order; 0 is `none` where it may be. */
export const KIND_CODES: readonly HardwareKind[] = [
  'tee',
  'dispenser',
  'light',
  'strobe',
  'camera-trigger',
  'ball-beam',
  'occupancy',
  'card-reader',
  'emergency-stop',
];
export const FAULT_CODES: readonly DeviceFault[] = ['jam', 'empty', 'timeout', 'sensor', 'overheat', 'unknown'];
/** In the order in which they are asked: the first that holds is the answer. */
export const REFUSAL_CODES: readonly RefusalReason[] = [
  'link-lost',
  'device-absent',
  'not-supported',
  'emergency-stop',
  'player-swinging',
  'device-fault',
  'device-busy',
  'out-of-range',
  'empty',
  'no-credit',
  'exposure-limit',
];
export const CONDITION_CODES = ['ready', 'busy', 'fault', 'safe'] as const;
export const EVENT_CODES = [
  'ball-present',
  'ball-gone',
  'occupied',
  'vacant',
  'card-shown',
  'stop-pressed',
  'stop-released',
  'ball-dispensed',
] as const;

/** Tagged 32-bit numbers of a device: its values below 0x40, its limits from there on. */
export const FIELD_TAGS = {
  heightUm: 0x01,
  isBallPresent: 0x02,
  dispensed: 0x03,
  credit: 0x04,
  stock: 0x05,
  levelPer10000: 0x06,
  isRunning: 0x07,
  rateMilliHz: 0x08,
  exposureUs: 0x09,
  pulses: 0x0a,
  isOccupied: 0x0b,
  isPressed: 0x0c,
  motionTimeoutMs: 0x40,
  heightMaxUm: 0x41,
  ballsMax: 0x42,
  rateMinMilliHz: 0x43,
  rateMaxMilliHz: 0x44,
  exposureMaxUs: 0x45,
  dutyMaxPer10000: 0x46,
  delayMaxUs: 0x47,
  creditMax: 0x48,
  safeLevelPer10000: 0x49,
  stampUncertaintyUs: 0x4a,
} as const;
export type FieldName = keyof typeof FIELD_TAGS;
export type Fields = { readonly [name in FieldName]?: number };

export type CommandResult =
  | { readonly status: 'done' }
  /** Only in an `ack`: an `ended` follows. */
  | { readonly status: 'begun' }
  | { readonly status: 'refused'; readonly reason: RefusalReason }
  | { readonly status: 'failed'; readonly fault: DeviceFault };

/** `device` is the index that the controller announced, below `DEVICES_MAX`. */
export type CommandMessage =
  | { readonly type: 'tee-height'; readonly device: number; readonly heightUm: number }
  | { readonly type: 'tee-ball'; readonly device: number }
  | { readonly type: 'dispense'; readonly device: number; readonly balls: number }
  | { readonly type: 'add-credit'; readonly device: number; readonly balls: number }
  | { readonly type: 'light-level'; readonly device: number; readonly levelPer10000: number }
  | {
      readonly type: 'strobe';
      readonly device: number;
      readonly isOn: boolean;
      readonly delayUs: number;
      readonly exposureUs: number;
    }
  | {
      readonly type: 'camera-trigger';
      readonly device: number;
      readonly isOn: boolean;
      /** Every how many pulses one is reported; 0: as often as the protocol allows. */
      readonly reportEvery: number;
      readonly rateMilliHz: number;
      readonly phaseUs: number;
    }
  | { readonly type: 'clear-fault'; readonly device: number }
  | { readonly type: 'motion-lock'; readonly isOn: boolean }
  | { readonly type: 'go-safe' };

interface Stamped {
  readonly device: number;
  /** On the controller's clock: when it happened, not when it was sent. */
  readonly atUs: number;
  readonly uncertaintyUs: number;
}

export type ReportMessage =
  | {
      readonly type: 'announce';
      readonly device: number;
      readonly kind: HardwareKind;
      readonly id: string;
      readonly fields: Fields;
    }
  | ({
      readonly type: 'state';
      readonly condition: (typeof CONDITION_CODES)[number];
      readonly fault: DeviceFault | null;
      readonly fields: Fields;
    } & Stamped)
  | ({ readonly type: 'event'; readonly event: (typeof EVENT_CODES)[number]; readonly card: Uint8Array } & Stamped)
  | {
      readonly type: 'ended';
      /** The host's boot id and sequence of the command. */
      readonly bootId: number;
      readonly sequence: number;
      readonly result: Exclude<CommandResult, { status: 'begun' }>;
      readonly atUs: number;
    };

export type Message =
  | { readonly type: 'hello'; readonly lowestVersion: number; readonly highestVersion: number }
  | {
      readonly type: 'welcome';
      /** The host's boot id whose `hello` this answers. */
      readonly session: number;
      readonly lowestVersion: number;
      readonly highestVersion: number;
      readonly devices: number;
      readonly safeAfterMs: number;
      readonly description: string;
    }
  | { readonly type: 'heartbeat' }
  | {
      readonly type: 'heartbeat-reply';
      /** The host's boot id that the controller listens to; 0: none, say `hello`. */
      readonly session: number;
      /** `sentUs` of the heartbeat, on the host's clock. */
      readonly hostSentUs: number;
      /** When its last byte had arrived, on the controller's clock. */
      readonly receivedUs: number;
      readonly isMotionLocked: boolean;
      readonly isStopPressed: boolean;
      readonly isSafe: boolean;
      readonly eventsWaiting: number;
      readonly eventsDropped: number;
    }
  | { readonly type: 'ack'; readonly bootId: number; readonly sequence: number; readonly result: CommandResult }
  | ({ readonly type: 'pulse'; readonly pulse: number } & Stamped)
  | CommandMessage
  | ReportMessage;

/** Sent again until they are acknowledged, and carried out once: commands one way, reports the other. */
export function needsAck(type: MessageType): boolean {
  const code = MESSAGE_TYPES[type];
  return code >= MESSAGE_TYPES['tee-height'] && code < MESSAGE_TYPES.pulse;
}
