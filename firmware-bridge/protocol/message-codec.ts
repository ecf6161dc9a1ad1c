/**
 * The places of a message's parts in its payload; drawings in PROTOCOL.md. Decoding accepts exactly what encoding can
 * make, but for tags of fields that a newer controller may know: they are passed over.
 */
import { decodeCommand, encodeCommand } from './command-codec.ts';
import { decodeResult, encodeResult } from './command-result-codec.ts';
import { decodeDevice } from './field-codec.ts';
import { type Message, MESSAGE_TYPES, type MessageType } from './message.ts';
import { PayloadReader, PayloadWriter } from './payload-cursor.ts';
import { DESCRIPTION_BYTES_MAX, DEVICES_MAX } from './protocol-limits.ts';
import { decodeReport, encodeReport } from './report-codec.ts';

/** As long as its reply, so that both take the same time on the line and the clocks' exchange is symmetrical. */
const HEARTBEAT_BYTES = 24;
const LOCKED = 1;
const STOPPED = 2;
const SAFE = 4;

const TYPE_OF_CODE: ReadonlyMap<number, MessageType> = new Map(
  Object.entries(MESSAGE_TYPES).map(([name, code]) => [code, name as MessageType]),
);

/** Throws a RangeError for a number that its place cannot hold. */
export function encodePayload(message: Message): Uint8Array {
  return encodeParts(new PayloadWriter(), message).end();
}

function encodeParts(out: PayloadWriter, message: Message): PayloadWriter {
  switch (message.type) {
    case 'hello':
      return out.number(message.lowestVersion, 1).number(message.highestVersion, 1);
    case 'welcome':
      out.number(message.session, 4).number(message.lowestVersion, 1).number(message.highestVersion, 1);
      out.number(message.devices, 1).number(0, 1).number(message.safeAfterMs, 2);
      return out.bytes(new TextEncoder().encode(message.description));
    case 'heartbeat':
      return out.bytes(new Uint8Array(HEARTBEAT_BYTES));
    case 'heartbeat-reply': {
      const { isMotionLocked, isStopPressed, isSafe } = message;
      const flags = (isMotionLocked ? LOCKED : 0) | (isStopPressed ? STOPPED : 0) | (isSafe ? SAFE : 0);
      out.number(message.session, 4).microseconds(message.hostSentUs).microseconds(message.receivedUs);
      return out.number(flags, 1).number(message.eventsWaiting, 1).number(message.eventsDropped, 2);
    }
    case 'ack':
      return encodeResult(out.number(message.bootId, 4).number(message.sequence, 4), message.result);
    case 'announce':
    case 'state':
    case 'event':
    case 'ended':
      return encodeReport(out, message);
    case 'pulse':
      out.number(message.device, 1).number(0, 1).number(message.uncertaintyUs, 2);
      return out.microseconds(message.atUs).number(message.pulse, 4);
    default:
      return encodeCommand(out, message);
  }
}

/** What a packet says; `unknown-type` and `malformed` are to be counted and dropped, never acknowledged. */
export function decodeMessage(packet: {
  readonly type: number;
  readonly payload: Uint8Array;
}): Message | 'unknown-type' | 'malformed' {
  const type = TYPE_OF_CODE.get(packet.type);
  if (type === undefined) return 'unknown-type';
  const reader = new PayloadReader(packet.payload);
  const message = decodeParts(type, reader);
  return message === undefined || reader.isBroken || reader.left > 0 ? 'malformed' : message;
}

/** What is wrong with a packet that is `unknown-type` or `malformed`. */
export function flawOf(packet: { readonly type: number; readonly payload: Uint8Array }): string {
  const type = TYPE_OF_CODE.get(packet.type);
  if (type === undefined) return 'the type is unknown';
  const reader = new PayloadReader(packet.payload);
  const message = decodeParts(type, reader);
  if (reader.flaw !== null) return reader.flaw;
  return message === undefined ? 'a part is not what its list allows' : `${reader.left} bytes too many`;
}

function decodeParts(type: MessageType, reader: PayloadReader): Message | undefined {
  switch (type) {
    case 'hello':
      return { type, lowestVersion: reader.number(1), highestVersion: reader.number(1) };
    case 'welcome':
      return decodeWelcome(reader);
    case 'heartbeat':
      reader.bytes(HEARTBEAT_BYTES);
      return { type };
    case 'heartbeat-reply':
      return decodeHeartbeatReply(reader);
    case 'ack': {
      const named = { type, bootId: reader.number(4), sequence: reader.number(4) };
      const result = decodeResult(reader);
      return result && { ...named, result };
    }
    case 'announce':
    case 'state':
    case 'event':
    case 'ended':
      return decodeReport(type, reader);
    case 'pulse': {
      const device = decodeDevice(reader);
      if (reader.number(1) !== 0) return undefined;
      const uncertaintyUs = reader.number(2);
      return { type, device, uncertaintyUs, atUs: reader.microseconds(), pulse: reader.number(4) };
    }
    default:
      return decodeCommand(type, reader);
  }
}

function decodeWelcome(reader: PayloadReader): Message | undefined {
  const session = reader.number(4);
  const lowestVersion = reader.number(1);
  const highestVersion = reader.number(1);
  const devices = reader.number(1);
  const isPadded = reader.number(1) === 0;
  const safeAfterMs = reader.number(2);
  const text = reader.bytes(Math.min(reader.left, DESCRIPTION_BYTES_MAX));
  if (!isPadded || devices > DEVICES_MAX) return undefined;
  const description = new TextDecoder().decode(text);
  return { type: 'welcome', session, lowestVersion, highestVersion, devices, safeAfterMs, description };
}

function decodeHeartbeatReply(reader: PayloadReader): Message | undefined {
  const session = reader.number(4);
  const hostSentUs = reader.microseconds();
  const receivedUs = reader.microseconds();
  const flags = reader.number(1);
  return {
    type: 'heartbeat-reply',
    session,
    hostSentUs,
    receivedUs,
    isMotionLocked: (flags & LOCKED) !== 0,
    isStopPressed: (flags & STOPPED) !== 0,
    isSafe: (flags & SAFE) !== 0,
    eventsWaiting: reader.number(1),
    eventsDropped: reader.number(2),
  };
}
