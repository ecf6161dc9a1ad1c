/**
 * The rules of MQTT 3.1.1 about single packets that a client sends, held against the raw bytes. Pure.
 *
 * The parser behind it is lenient: it reads ill-formed UTF-8, strings that reach into the next packet, packet ids of
 * zero and wills with wildcards. So every packet is looked at here first, and what passes means the same to both. Each
 * refusal names the clause of the specification.
 *
 * One rule is ours: a SUBSCRIBE may not name a filter twice. The broker behind would answer with fewer return codes
 * than filters (MQTT-3.8.4-5), and no client does it.
 */
import { isUtf8 } from 'node:buffer';
import { isTopicFilter, isTopicName } from '../topic-filter.ts';
import { ID_PATTERN } from '../topics.ts';

export const PACKET_TYPE = {
  connect: 1,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  subscribe: 8,
  unsubscribe: 10,
  pingreq: 12,
  disconnect: 14,
} as const;

export interface PacketFault {
  readonly code: 'mqtt/malformed' | 'mqtt/version' | 'mqtt/client-id' | 'mqtt/too-many-subscriptions';
  readonly clause: string;
  /** What a CONNACK says before the connection is closed; null where it is closed without one. */
  readonly connack: 0x01 | 0x02 | null;
}

const LEVEL_3_1_1 = 4;
const QOS_MAX = 2;
const FLAG = { reserved: 0x01, clean: 0x02, will: 0x04, willRetain: 0x20, password: 0x40, userName: 0x80 };
const WILL_QOS_SHIFT = 3;
const PUBLISH_FLAG = { retain: 0x01, dup: 0x08 };
const QOS_SHIFT = 1;
const QOS_BITS = 0x03;
/** Of PUBREL, SUBSCRIBE and UNSUBSCRIBE. */
const FLAGS_OF_REQUESTS = 0x02;
const UNSUBSCRIBED = 0;

export function packetType(packet: Buffer): number {
  return (packet[0] ?? 0) >> 4;
}

/** @param filtersMax how many filters one SUBSCRIBE may carry */
export function packetFault(packet: Buffer, filtersMax: number): PacketFault | null {
  try {
    checkPacket(new PacketReader(packet), packetType(packet), (packet[0] ?? 0) & 0x0f, filtersMax);
    return null;
  } catch (error) {
    if (error instanceof Breach) return error.fault;
    throw error;
  }
}

/** Leaves the nested readers; never leaves this file. */
class Breach extends Error {
  readonly fault: PacketFault;

  constructor(clause: string, code: PacketFault['code'] = 'mqtt/malformed', connack: PacketFault['connack'] = null) {
    super(clause);
    this.fault = { code, clause, connack };
  }
}

function must(isKept: boolean, clause: string): asserts isKept {
  if (!isKept) throw new Breach(clause);
}

function checkPacket(reader: PacketReader, type: number, flags: number, filtersMax: number): void {
  switch (type) {
    case PACKET_TYPE.connect:
      must(flags === 0, 'MQTT-2.2.2-2');
      checkConnect(reader);
      break;
    case PACKET_TYPE.publish:
      checkPublish(reader, flags);
      return;
    case PACKET_TYPE.pubrel:
      must(flags === FLAGS_OF_REQUESTS, 'MQTT-3.6.1-1');
      reader.packetId();
      break;
    case PACKET_TYPE.puback:
    case PACKET_TYPE.pubrec:
    case PACKET_TYPE.pubcomp:
      must(flags === 0, 'MQTT-2.2.2-2');
      reader.packetId();
      break;
    case PACKET_TYPE.subscribe:
      must(flags === FLAGS_OF_REQUESTS, 'MQTT-3.8.1-1');
      checkFilters(reader, { hasOptions: true, filtersMax });
      break;
    case PACKET_TYPE.unsubscribe:
      must(flags === FLAGS_OF_REQUESTS, 'MQTT-3.10.1-1');
      checkFilters(reader, { hasOptions: false, filtersMax });
      break;
    case PACKET_TYPE.pingreq:
      must(flags === 0, 'MQTT-2.2.2-2');
      break;
    case PACKET_TYPE.disconnect:
      must(flags === 0, 'MQTT-3.14.1-1');
      break;
    default:
      // A server's own packets, or reserved types.
      throw new Breach('MQTT-4.8.0-1');
  }
  must(reader.isAtEnd, 'MQTT-4.8.0-1');
}

function checkConnect(reader: PacketReader): void {
  const protocol = reader.text('MQTT-3.1.2-1');
  const level = reader.byte();
  if (protocol !== 'MQTT' || level !== LEVEL_3_1_1) {
    must(protocol === 'MQTT' || protocol === 'MQIsdp', 'MQTT-3.1.2-1');
    throw new Breach('MQTT-3.1.2-2', 'mqtt/version', 0x01);
  }
  const flags = reader.byte();
  const has = (flag: number): boolean => (flags & flag) !== 0;
  must(!has(FLAG.reserved), 'MQTT-3.1.2-3');
  const willQos = (flags >> WILL_QOS_SHIFT) & QOS_BITS;
  must(willQos <= QOS_MAX, 'MQTT-3.1.2-14');
  must(has(FLAG.will) || willQos === 0, 'MQTT-3.1.2-13');
  must(has(FLAG.will) || !has(FLAG.willRetain), 'MQTT-3.1.2-15');
  must(has(FLAG.userName) || !has(FLAG.password), 'MQTT-3.1.2-22');
  reader.word();
  const clientId = reader.text('MQTT-3.1.3-4');
  if (has(FLAG.will)) {
    must(isTopicName(reader.text('MQTT-3.1.3-10')), 'MQTT-4.7.1-1');
    reader.bytes();
  }
  if (has(FLAG.userName)) reader.text('MQTT-3.1.3-11');
  if (has(FLAG.password)) reader.bytes();
  if (clientId === '' && !has(FLAG.clean)) throw new Breach('MQTT-3.1.3-8', 'mqtt/client-id', 0x02);
  if (clientId !== '' && !ID_PATTERN.test(clientId)) throw new Breach('MQTT-3.1.3-9', 'mqtt/client-id', 0x02);
}

function checkPublish(reader: PacketReader, flags: number): void {
  const qos = (flags >> QOS_SHIFT) & QOS_BITS;
  must(qos <= QOS_MAX, 'MQTT-3.3.1-4');
  must(qos > 0 || (flags & PUBLISH_FLAG.dup) === 0, 'MQTT-3.3.1-2');
  const topic = reader.text('MQTT-3.3.2-1');
  must(topic.length > 0, 'MQTT-4.7.3-1');
  must(isTopicName(topic), 'MQTT-3.3.2-2');
  if (qos > 0) reader.packetId();
}

function checkFilters(
  reader: PacketReader,
  { hasOptions, filtersMax }: { hasOptions: boolean; filtersMax: number },
): void {
  reader.packetId();
  must(!reader.isAtEnd, hasOptions ? 'MQTT-3.8.3-3' : 'MQTT-3.10.3-2');
  const filters = new Set<string>();
  while (!reader.isAtEnd) {
    const filter = reader.text(hasOptions ? 'MQTT-3.8.3-1' : 'MQTT-3.10.3-1');
    must(isTopicFilter(filter), filter === '' ? 'MQTT-4.7.3-1' : 'MQTT-4.7.1-2');
    must((hasOptions ? reader.byte() : UNSUBSCRIBED) <= QOS_MAX, 'MQTT-3.8.3-4');
    must(!hasOptions || !filters.has(filter), 'MQTT-3.8.4-5');
    filters.add(filter);
    if (filters.size > filtersMax) throw new Breach('limit', 'mqtt/too-many-subscriptions');
  }
}

/** Reads one packet and not a byte beyond it. */
class PacketReader {
  readonly #packet: Buffer;
  #at: number;

  constructor(packet: Buffer) {
    this.#packet = packet;
    this.#at = 1;
    while (((packet[this.#at++] ?? 0) & 0x80) !== 0);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#packet.length;
  }

  byte(): number {
    const value = this.#packet[this.#at++];
    must(value !== undefined, 'MQTT-4.8.0-1');
    return value;
  }

  word(): number {
    return (this.byte() << 8) | this.byte();
  }

  packetId(): void {
    must(this.word() !== 0, 'MQTT-2.3.1-1');
  }

  bytes(): Buffer {
    const length = this.word();
    const end = this.#at + length;
    must(end <= this.#packet.length, 'MQTT-4.8.0-1');
    const bytes = this.#packet.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  text(clause: string): string {
    const bytes = this.bytes();
    must(isUtf8(bytes), clause);
    must(!bytes.includes(0), 'MQTT-1.5.3-2');
    return bytes.toString('utf8');
  }
}
