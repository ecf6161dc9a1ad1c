/** The payloads of the controller's reports, types 0x20 to 0x23. */
import { decodeResult, encodeResult } from './command-result-codec.ts';
import { decodeDevice, decodeFields, encodeFields } from './field-codec.ts';
import { CONDITION_CODES, EVENT_CODES, FAULT_CODES, KIND_CODES, type ReportMessage } from './message.ts';
import type { PayloadReader, PayloadWriter } from './payload-cursor.ts';
import { CARD_BYTES_MAX, DEVICE_ID_BYTES_MAX } from './protocol-limits.ts';

const DEVICE_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export function encodeReport(out: PayloadWriter, report: ReportMessage): PayloadWriter {
  switch (report.type) {
    case 'announce': {
      const id = new TextEncoder().encode(report.id);
      out.number(report.device, 1).number(KIND_CODES.indexOf(report.kind) + 1, 1);
      return encodeFields(out.number(id.length, 1).bytes(id), report.fields);
    }
    case 'state':
      out.number(report.device, 1).number(CONDITION_CODES.indexOf(report.condition), 1);
      out.number(report.uncertaintyUs, 2).microseconds(report.atUs);
      out.number(report.fault === null ? 0 : FAULT_CODES.indexOf(report.fault) + 1, 1);
      return encodeFields(out, report.fields);
    case 'event':
      out.number(report.device, 1).number(EVENT_CODES.indexOf(report.event) + 1, 1);
      return out.number(report.uncertaintyUs, 2).microseconds(report.atUs).bytes(report.card);
    case 'ended':
      out.number(report.bootId, 4).number(report.sequence, 4);
      return encodeResult(out, report.result).microseconds(report.atUs);
  }
}

/** `undefined`, or a broken reader: malformed. */
export function decodeReport(type: ReportMessage['type'], reader: PayloadReader): ReportMessage | undefined {
  switch (type) {
    case 'announce':
      return decodeAnnounce(reader);
    case 'state':
      return decodeState(reader);
    case 'event':
      return decodeEvent(reader);
    case 'ended':
      return decodeEnded(reader);
  }
}

function decodeAnnounce(reader: PayloadReader): ReportMessage | undefined {
  const device = decodeDevice(reader);
  const kind = reader.oneOf(KIND_CODES, 1);
  const length = reader.number(1);
  const id = new TextDecoder().decode(reader.bytes(length));
  const fields = decodeFields(reader);
  if (kind === undefined || length > DEVICE_ID_BYTES_MAX || !DEVICE_ID.test(id)) return undefined;
  return { type: 'announce', device, kind, id, fields };
}

function decodeState(reader: PayloadReader): ReportMessage | undefined {
  const device = decodeDevice(reader);
  const condition = reader.oneOf(CONDITION_CODES, 0);
  const uncertaintyUs = reader.number(2);
  const atUs = reader.microseconds();
  const fault = reader.oneOf([null, ...FAULT_CODES], 0);
  const fields = decodeFields(reader);
  if (condition === undefined || fault === undefined) return undefined;
  return { type: 'state', device, condition, uncertaintyUs, atUs, fault, fields };
}

function decodeEvent(reader: PayloadReader): ReportMessage | undefined {
  const device = decodeDevice(reader);
  const event = reader.oneOf(EVENT_CODES, 1);
  const uncertaintyUs = reader.number(2);
  const atUs = reader.microseconds();
  const card = reader.bytes(Math.min(reader.left, CARD_BYTES_MAX));
  if (event === undefined || (event === 'card-shown') !== card.length > 0) return undefined;
  return { type: 'event', device, event, uncertaintyUs, atUs, card };
}

function decodeEnded(reader: PayloadReader): ReportMessage | undefined {
  const bootId = reader.number(4);
  const sequence = reader.number(4);
  const result = decodeResult(reader);
  const atUs = reader.microseconds();
  return result === undefined || result.status === 'begun'
    ? undefined
    : { type: 'ended', bootId, sequence, result, atUs };
}
