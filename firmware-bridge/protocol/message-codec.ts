/**
 * The places of a message's parts in its payload; drawings in PROTOCOL.md. Decoding accepts exactly what encoding can
 * make, but for tags of fields that a newer controller may know: they are passed over.
 */
import {
  CONDITION_CODES,
  EVENT_CODES,
  FAULT_CODES,
  FIELD_TAGS,
  type FieldName,
  type Fields,
  KIND_CODES,
  type Message,
  MESSAGE_TYPES,
  type MessageType,
} from './message.ts';
import { decodeResult, encodeResult } from './command-result-codec.ts';
import { PayloadReader, PayloadWriter } from './payload-cursor.ts';
import { CARD_BYTES_MAX, DESCRIPTION_BYTES_MAX, DEVICE_ID_BYTES_MAX, DEVICES_MAX } from './protocol-limits.ts';

/** As long as its reply, so that both take the same time on the line and the clocks' exchange is symmetrical. */
const HEARTBEAT_BYTES = 24;
const FIELD_BYTES = 5;
const LOCKED = 1;
const STOPPED = 2;
const SAFE = 4;
const DEVICE_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const FIELD_OF_TAG = new Map(Object.entries(FIELD_TAGS).map(([name, tag]) => [tag, name as FieldName]));
const TYPE_OF_CODE = new Map(
  Object.entries(MESSAGE_TYPES).map(([name, code]) => [code as number, name as MessageType]),
);

/** Throws a RangeError for a number that its place cannot hold. */
export function encodePayload(message: Message): Uint8Array {
  const out = new PayloadWriter();
  switch (message.type) {
    case 'hello':
      return out.number(message.lowestVersion, 1).number(message.highestVersion, 1).end();
    case 'welcome':
      out.number(message.session, 4).number(message.lowestVersion, 1).number(message.highestVersion, 1);
      out.number(message.devices, 1).number(0, 1).number(message.safeAfterMs, 2);
      return out.bytes(new TextEncoder().encode(message.description)).end();
    case 'heartbeat':
      return out.bytes(new Uint8Array(HEARTBEAT_BYTES)).end();
    case 'heartbeat-reply': {
      const { isMotionLocked, isStopPressed, isSafe } = message;
      const flags = (isMotionLocked ? LOCKED : 0) | (isStopPressed ? STOPPED : 0) | (isSafe ? SAFE : 0);
      out.number(message.session, 4).microseconds(message.hostSentUs).microseconds(message.receivedUs);
      return out.number(flags, 1).number(message.eventsWaiting, 1).number(message.eventsDropped, 2).end();
    }
    case 'ack':
      out.number(message.bootId, 4).number(message.sequence, 4);
      return encodeResult(out, message.result).end();
    case 'tee-height':
      return out.number(message.device, 1).number(message.heightUm, 4).end();
    case 'tee-ball':
    case 'clear-fault':
      return out.number(message.device, 1).end();
    case 'dispense':
    case 'add-credit':
      return out.number(message.device, 1).number(message.balls, 2).end();
    case 'light-level':
      return out.number(message.device, 1).number(message.levelPer10000, 2).end();
    case 'strobe':
      out.number(message.device, 1).number(message.isOn ? 1 : 0, 1);
      return out.number(message.delayUs, 4).number(message.exposureUs, 4).end();
    case 'camera-trigger':
      out
        .number(message.device, 1)
        .number(message.isOn ? 1 : 0, 1)
        .number(message.reportEvery, 2);
      return out.number(message.rateMilliHz, 4).number(message.phaseUs, 4).end();
    case 'motion-lock':
      return out.number(message.isOn ? 1 : 0, 1).end();
    case 'go-safe':
      return out.end();
    case 'announce': {
      const id = new TextEncoder().encode(message.id);
      out
        .number(message.device, 1)
        .number(KIND_CODES.indexOf(message.kind) + 1, 1)
        .number(id.length, 1)
        .bytes(id);
      return encodeFields(out, message.fields).end();
    }
    case 'state':
      out.number(message.device, 1).number(CONDITION_CODES.indexOf(message.condition), 1);
      out.number(message.uncertaintyUs, 2).microseconds(message.atUs);
      out.number(message.fault === null ? 0 : FAULT_CODES.indexOf(message.fault) + 1, 1);
      return encodeFields(out, message.fields).end();
    case 'event':
      out.number(message.device, 1).number(EVENT_CODES.indexOf(message.event) + 1, 1);
      return out.number(message.uncertaintyUs, 2).microseconds(message.atUs).bytes(message.card).end();
    case 'ended':
      out.number(message.bootId, 4).number(message.sequence, 4);
      return encodeResult(out, message.result).microseconds(message.atUs).end();
    case 'pulse':
      out.number(message.device, 1).number(0, 1).number(message.uncertaintyUs, 2);
      return out.microseconds(message.atUs).number(message.pulse, 4).end();
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
    case 'tee-height':
      return { type, device: device(reader), heightUm: reader.number(4) };
    case 'tee-ball':
    case 'clear-fault':
      return { type, device: device(reader) };
    case 'dispense':
    case 'add-credit':
      return { type, device: device(reader), balls: reader.number(2) };
    case 'light-level':
      return { type, device: device(reader), levelPer10000: reader.number(2) };
    case 'strobe':
      return {
        type,
        device: device(reader),
        isOn: reader.flag(),
        delayUs: reader.number(4),
        exposureUs: reader.number(4),
      };
    case 'camera-trigger':
      return {
        type,
        device: device(reader),
        isOn: reader.flag(),
        reportEvery: reader.number(2),
        rateMilliHz: reader.number(4),
        phaseUs: reader.number(4),
      };
    case 'motion-lock':
      return { type, isOn: reader.flag() };
    case 'go-safe':
      return { type };
    case 'announce':
      return decodeAnnounce(reader);
    case 'state':
      return decodeState(reader);
    case 'event':
      return decodeEvent(reader);
    case 'ended': {
      const named = { type, bootId: reader.number(4), sequence: reader.number(4) };
      const result = decodeResult(reader);
      return result === undefined || result.status === 'begun'
        ? undefined
        : { ...named, result, atUs: reader.microseconds() };
    }
    case 'pulse': {
      const index = device(reader);
      if (reader.number(1) !== 0) return undefined;
      return {
        type,
        device: index,
        uncertaintyUs: reader.number(2),
        atUs: reader.microseconds(),
        pulse: reader.number(4),
      };
    }
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
  const eventsWaiting = reader.number(1);
  const eventsDropped = reader.number(2);
  return {
    type: 'heartbeat-reply',
    session,
    hostSentUs,
    receivedUs,
    isMotionLocked: (flags & LOCKED) !== 0,
    isStopPressed: (flags & STOPPED) !== 0,
    isSafe: (flags & SAFE) !== 0,
    eventsWaiting,
    eventsDropped,
  };
}

function decodeAnnounce(reader: PayloadReader): Message | undefined {
  const index = device(reader);
  const kind = reader.oneOf(KIND_CODES, 1);
  const length = reader.number(1);
  const id = new TextDecoder().decode(reader.bytes(length));
  const fields = decodeFields(reader);
  if (kind === undefined || fields === undefined || length > DEVICE_ID_BYTES_MAX || !DEVICE_ID.test(id))
    return undefined;
  return { type: 'announce', device: index, kind, id, fields };
}

function decodeState(reader: PayloadReader): Message | undefined {
  const index = device(reader);
  const condition = reader.oneOf(CONDITION_CODES, 0);
  const uncertaintyUs = reader.number(2);
  const atUs = reader.microseconds();
  const fault = reader.oneOf([null, ...FAULT_CODES], 0);
  const fields = decodeFields(reader);
  if (condition === undefined || fault === undefined || fields === undefined) return undefined;
  return { type: 'state', device: index, condition, uncertaintyUs, atUs, fault, fields };
}

function decodeEvent(reader: PayloadReader): Message | undefined {
  const index = device(reader);
  const event = reader.oneOf(EVENT_CODES, 1);
  const uncertaintyUs = reader.number(2);
  const atUs = reader.microseconds();
  const card = reader.bytes(Math.min(reader.left, CARD_BYTES_MAX));
  if (event === undefined || (event === 'card-shown') !== card.length > 0) return undefined;
  return { type: 'event', device: index, event, uncertaintyUs, atUs, card };
}

function encodeFields(out: PayloadWriter, fields: Fields): PayloadWriter {
  for (const [name, tag] of Object.entries(FIELD_TAGS)) {
    const value = fields[name as FieldName];
    if (value !== undefined) out.number(tag, 1).number(value, 4);
  }
  return out;
}

/** Ascending tags, each once; unknown ones are passed over. */
function decodeFields(reader: PayloadReader): Fields | undefined {
  const fields: { [name in FieldName]?: number } = {};
  let tagBefore = 0;
  while (reader.left >= FIELD_BYTES) {
    const tag = reader.number(1);
    const value = reader.number(4);
    if (tag <= tagBefore) return undefined;
    tagBefore = tag;
    const name = FIELD_OF_TAG.get(tag as (typeof FIELD_TAGS)[FieldName]);
    if (name !== undefined) fields[name] = value;
  }
  return fields;
}

function device(reader: PayloadReader): number {
  const index = reader.number(1);
  if (index >= DEVICES_MAX) reader.isBroken = true;
  return index;
}
