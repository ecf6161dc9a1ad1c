/**
 * The port's commands as PROTOCOL.md's messages, and what forbids them as far as the host knows it as well as the
 * controller does. Pure.
 *
 * The controller decides; the host's check only saves the way. So the host shuts no gate that may have opened since it
 * last heard: busy, empty, credit, faults and the strobe's share of time are the controller's to judge.
 */
import type { HardwareCommand, HardwareKind, RefusalReason } from '../../device/ports/bay-hardware.port.ts';
import type { CommandMessage, Fields } from '../protocol/message.ts';
import { refusalOf } from '../protocol/safety-rules.ts';
import { safetyActionOf } from '../safety-action.ts';

export interface AnnouncedDevice {
  readonly index: number;
  readonly id: string;
  readonly kind: HardwareKind;
  readonly limits: Fields;
}

export interface HostKnows {
  readonly isLinkUp: boolean;
  readonly isStopPressed: boolean;
  readonly isMotionLocked: boolean;
  readonly device: AnnouncedDevice | undefined;
}

export interface WireCommand {
  readonly message: CommandMessage;
  /** How long the controller lets the motion take; 0 for what is done at once. */
  readonly motionTimeoutMs: number;
}

const LEVELS = 10_000;
const PER_THOUSAND = 1_000;
const U16_MAX = 2 ** 16 - 1;
const U32_MAX = 2 ** 32 - 1;

/** Null: any kind will do. */
const KIND_OF_COMMAND: { readonly [type in HardwareCommand['type']]: HardwareKind | null } = {
  'tee-height': 'tee',
  'tee-ball': 'tee',
  dispense: 'dispenser',
  'add-credit': 'dispenser',
  'light-level': 'light',
  strobe: 'strobe',
  'camera-trigger': 'camera-trigger',
  'clear-fault': null,
  'motion-lock': null,
};

/** The message to send, or why there is no use in sending it. */
export function wireCommand(command: HardwareCommand, known: HostKnows): WireCommand | RefusalReason {
  // What comes over a border that checks nothing may be no command of the port's.
  if (!Object.hasOwn(KIND_OF_COMMAND, command.type)) return 'not-supported';
  const shut = new Set<RefusalReason>();
  const message = messageOf(command, known.device);
  if (!known.isLinkUp) shut.add('link-lost');
  if (known.isStopPressed) shut.add('emergency-stop');
  if (known.isMotionLocked) shut.add('player-swinging');
  if (command.type !== 'motion-lock') {
    const kind = KIND_OF_COMMAND[command.type];
    if (known.device === undefined) shut.add('device-absent');
    else if (kind !== null && known.device.kind !== kind) shut.add('not-supported');
  }
  if (message === null || isBeyondLimits(message, known.device?.limits ?? {})) shut.add('out-of-range');
  const refusal = refusalOf(safetyActionOf(command), shut);
  if (refusal !== undefined) return refusal;
  // No gate of this action asks for its range, yet it has a number that has no place in a message.
  if (message === null) return 'out-of-range';
  return { message, motionTimeoutMs: motionTimeoutMs(command, known.device) };
}

/** Each ball has the time-out anew; whatever moves nothing announces none. */
function motionTimeoutMs(command: HardwareCommand, device: AnnouncedDevice | undefined): number {
  return (device?.limits.motionTimeoutMs ?? 0) * (command.type === 'dispense' ? command.balls : 1);
}

/** Null where a quantity has no place on the wire: negative, too large, not a number. */
function messageOf(command: HardwareCommand, announced: AnnouncedDevice | undefined): CommandMessage | null {
  const device = announced?.index ?? 0;
  switch (command.type) {
    case 'tee-height': {
      const heightUm = Math.round(command.heightMm * PER_THOUSAND);
      return fits([heightUm, U32_MAX]) ? { type: 'tee-height', device, heightUm } : null;
    }
    case 'tee-ball':
    case 'clear-fault':
      return { type: command.type, device };
    case 'dispense':
    case 'add-credit':
      return fits([command.balls, U16_MAX]) ? { type: command.type, device, balls: command.balls } : null;
    case 'light-level': {
      const levelPer10000 = Math.round(command.level * LEVELS);
      return fits([levelPer10000, LEVELS]) ? { type: 'light-level', device, levelPer10000 } : null;
    }
    case 'strobe': {
      const { isOn } = command;
      const [delayUs, exposureUs] = isOn ? [Math.round(command.delayUs), Math.round(command.exposureUs)] : [0, 0];
      return fits([delayUs, U32_MAX], [exposureUs, U32_MAX])
        ? { type: 'strobe', device, isOn, delayUs, exposureUs }
        : null;
    }
    case 'camera-trigger': {
      const { isOn } = command;
      const rateMilliHz = isOn ? Math.round(command.rateHz * PER_THOUSAND) : 0;
      const phaseUs = isOn ? Math.round(command.phaseUs) : 0;
      if (!fits([rateMilliHz, U32_MAX], [phaseUs, U32_MAX])) return null;
      return { type: 'camera-trigger', device, isOn, reportEvery: 0, rateMilliHz, phaseUs };
    }
    case 'motion-lock':
      return { type: 'motion-lock', isOn: command.isOn };
  }
}

function fits(...quantities: readonly (readonly [value: number, most: number])[]): boolean {
  return quantities.every(([value, most]) => Number.isInteger(value) && value >= 0 && value <= most);
}

/** The limits that a controller announces never change while it runs. */
function isBeyondLimits(message: CommandMessage, limits: Fields): boolean {
  const above = (value: number, limit: number | undefined): boolean => limit !== undefined && value > limit;
  switch (message.type) {
    case 'tee-height':
      return above(message.heightUm, limits.heightMaxUm);
    case 'dispense':
      return message.balls === 0 || above(message.balls, limits.ballsMax);
    case 'add-credit':
      return message.balls === 0 || above(message.balls, limits.creditMax);
    case 'strobe':
      return (
        message.isOn && (above(message.delayUs, limits.delayMaxUs) || above(message.exposureUs, limits.exposureMaxUs))
      );
    case 'camera-trigger':
      return (
        message.isOn &&
        (message.rateMilliHz < (limits.rateMinMilliHz ?? 1) || above(message.rateMilliHz, limits.rateMaxMilliHz))
      );
    case 'light-level':
    case 'tee-ball':
    case 'clear-fault':
    case 'motion-lock':
    case 'go-safe':
      return false;
  }
}
