/**
 * GStreamer Data Protocol 1.0: how pictures and sound with their times leave and enter a GStreamer pipeline
 * (`gdppay`, `gdpdepay`) over a pipe, a FIFO or TCP.
 *
 * Every packet is one header and its payload, numbers big-endian:
 *
 *      0        2        3      4        6          10      18         26       34           42      44     52         58    60    62
 *     +--------+--------+------+--------+----------+-------+----------+--------+------------+-------+------+----------+-----+-----+---------
 *     | 01 00  | crc on | 0    | type   | length   | PTS   | duration | offset | offset end | flags | DTS  | reserved | crc | crc | payload
 *     | version| bits   |      | u16    | u32      | u64   | u64      | u64    | u64        | u16   | u64  |          | hdr | pay | length
 *     +--------+--------+------+--------+----------+-------+----------+--------+------------+-------+------+----------+-----+-----+---------
 *
 * type: 1 a buffer, 2 caps (text), 64 + GstEventType an event (text). Times in nanoseconds, all ones for "none".
 */
import { GdpFormatError } from './errors.ts';
import { crc16Ccitt } from './crc16-ccitt.ts';

export const GDP_HEADER_BYTES = 62;

const TYPE_BUFFER = 1;
const TYPE_CAPS = 2;
const TYPE_EVENT_FIRST = 64;
const CRC_COVERS_HEADER = 0x01;
const HEADER_BYTES_UNDER_CRC = 58;
const FLAG_DISCONT = 0x40;
const FLAG_DELTA_UNIT = 0x2000;

/** Largest payload that a reader accepts: an 8K NV12 picture. A larger length means that the stream is not GDP. */
const PAYLOAD_BYTES_MAX = 64 * 1024 * 1024;

/** GstEventType values: number << 8 | (downstream, serialized, sticky). */
const EVENT_STREAM_START = (40 << 8) | 14;
const EVENT_SEGMENT = (70 << 8) | 14;
const EVENT_EOS = (110 << 8) | 14;

export interface GdpHeader {
  readonly kind: 'buffer' | 'caps' | 'event';
  readonly length: number;
  readonly ptsNs: number | null;
  readonly dtsNs: number | null;
  readonly durationNs: number | null;
  /** The stream goes on after a gap: the first buffer, or the one after dropped ones. */
  readonly isDiscontinuous: boolean;
  /** Cannot be decoded by itself: not a key frame. */
  readonly isDelta: boolean;
  readonly isEndOfStream: boolean;
}

export interface GdpPacket {
  readonly header: GdpHeader;
  /** A view into the bytes that were pushed where they held it whole, a copy otherwise. */
  readonly payload: Uint8Array;
}

/** Reads the header in the first {@link GDP_HEADER_BYTES} bytes; refuses what is not GDP 1.0 or is damaged. */
export function readGdpHeader(bytes: Uint8Array): GdpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) !== 0x0100) throw new GdpFormatError(`version ${bytes[0]}.${bytes[1]}, expected 1.0`);
  if ((view.getUint8(2) & CRC_COVERS_HEADER) !== 0) {
    const expected = view.getUint16(HEADER_BYTES_UNDER_CRC);
    const found = crc16Ccitt(bytes, HEADER_BYTES_UNDER_CRC);
    if (expected !== found) throw new GdpFormatError(`header checksum ${found}, expected ${expected}`);
  }
  const type = view.getUint16(4);
  const length = view.getUint32(6);
  if (length > PAYLOAD_BYTES_MAX) throw new GdpFormatError(`payload of ${length} bytes`);
  const flags = view.getUint16(42);
  return {
    kind: kindOf(type),
    length,
    ptsNs: readTime(view, 10),
    durationNs: readTime(view, 18),
    dtsNs: readTime(view, 44),
    isDiscontinuous: (flags & FLAG_DISCONT) !== 0,
    isDelta: (flags & FLAG_DELTA_UNIT) !== 0,
    isEndOfStream: type === TYPE_EVENT_FIRST + EVENT_EOS,
  };
}

function kindOf(type: number): GdpHeader['kind'] {
  if (type === TYPE_BUFFER) return 'buffer';
  if (type === TYPE_CAPS) return 'caps';
  if (type >= TYPE_EVENT_FIRST) return 'event';
  throw new GdpFormatError(`packet type ${type}`);
}

/** Exact up to 2^53 ns: 104 days, or 62 days beyond the 1000 h that x264enc adds. */
function readTime(view: DataView, offset: number): number | null {
  const high = view.getUint32(offset);
  const low = view.getUint32(offset + 4);
  return high === 0xffffffff && low === 0xffffffff ? null : high * 0x100000000 + low;
}

/**
 * Cuts a byte stream, however it is split, into packets.
 *
 * A packet that arrives in one piece is handed on without a copy. After an error the reader is dead: GDP has no
 * mark to find the next packet by.
 */
export class GdpReader {
  readonly #onPacket: (packet: GdpPacket) => void;
  readonly #headerBytes = new Uint8Array(GDP_HEADER_BYTES);
  #headerFilled = 0;
  #header: GdpHeader | null = null;
  #payload: Uint8Array | null = null;
  #payloadFilled = 0;

  constructor(onPacket: (packet: GdpPacket) => void) {
    this.#onPacket = onPacket;
  }

  /** Whether the stream may end here without having lost part of a packet. */
  get isBetweenPackets(): boolean {
    return this.#header === null && this.#headerFilled === 0;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length || this.#header?.length === this.#payloadFilled) {
      at = this.#header === null ? this.#takeHeader(chunk, at) : this.#takePayload(this.#header, chunk, at);
    }
  }

  #takeHeader(chunk: Uint8Array, at: number): number {
    const taken = Math.min(GDP_HEADER_BYTES - this.#headerFilled, chunk.length - at);
    this.#headerBytes.set(chunk.subarray(at, at + taken), this.#headerFilled);
    this.#headerFilled += taken;
    if (this.#headerFilled === GDP_HEADER_BYTES) {
      this.#header = readGdpHeader(this.#headerBytes);
      this.#headerFilled = 0;
      this.#payload = null;
      this.#payloadFilled = 0;
    }
    return at + taken;
  }

  #takePayload(header: GdpHeader, chunk: Uint8Array, at: number): number {
    const taken = Math.min(header.length - this.#payloadFilled, chunk.length - at);
    if (taken === header.length) {
      this.#finish(header, chunk.subarray(at, at + taken));
      return at + taken;
    }
    this.#payload ??= new Uint8Array(header.length);
    this.#payload.set(chunk.subarray(at, at + taken), this.#payloadFilled);
    this.#payloadFilled += taken;
    if (this.#payloadFilled === header.length) this.#finish(header, this.#payload);
    return at + taken;
  }

  #finish(header: GdpHeader, payload: Uint8Array): void {
    this.#header = null;
    this.#payload = null;
    this.#payloadFilled = 0;
    this.#onPacket({ header, payload });
  }
}

export interface GdpBufferTimes {
  ptsNs: number;
  dtsNs?: number;
  durationNs?: number;
  isKeyFrame?: boolean;
  isDiscontinuous?: boolean;
}

/**
 * The packets a stream opens with: stream start, caps, and a segment that begins at `segmentStartNs`.
 * With a segment from 0 a pipeline reads PTS as they are, however large.
 */
export function encodeGdpStart(caps: string, segmentStartNs = 0): Uint8Array {
  const start = `GstEventStreamStart, stream-id=(string)swingbay, flags=(GstStreamFlags)GST_STREAM_FLAG_NONE, group-id=(uint)1;`;
  const none = '18446744073709551615';
  const from = Math.round(segmentStartNs);
  const segment =
    'GstEventSegment, segment=(GstSegment)"segment, flags=(GstSegmentFlags)GST_SEGMENT_FLAG_NONE, rate=(double)1, ' +
    'applied-rate=(double)1, format=(GstFormat)time, base=(guint64)0, offset=(guint64)0, ' +
    `start=(guint64)${from}, stop=(guint64)${none}, time=(guint64)0, position=(guint64)${from}, ` +
    `duration=(guint64)${none};";`;
  return Buffer.concat([
    textPacket(TYPE_EVENT_FIRST + EVENT_STREAM_START, start),
    textPacket(TYPE_CAPS, caps),
    textPacket(TYPE_EVENT_FIRST + EVENT_SEGMENT, segment),
  ]);
}

/** The header of a buffer packet; its payload of `length` bytes follows as it is, so nobody copies a picture. */
export function encodeGdpBufferHeader(length: number, times: GdpBufferTimes): Uint8Array {
  const flags = (times.isKeyFrame === false ? FLAG_DELTA_UNIT : 0) | (times.isDiscontinuous ? FLAG_DISCONT : 0);
  return encodeHeader(TYPE_BUFFER, length, flags, times);
}

export function encodeGdpEndOfStream(): Uint8Array {
  return encodeHeader(TYPE_EVENT_FIRST + EVENT_EOS, 0, 0, {});
}

function textPacket(type: number, text: string): Uint8Array {
  // GStreamer reads the text up to its closing zero.
  const payload = Buffer.from(`${text}\0`, 'utf8');
  return Buffer.concat([encodeHeader(type, payload.length, 0, {}), payload]);
}

function encodeHeader(type: number, length: number, flags: number, times: Partial<GdpBufferTimes>): Uint8Array {
  const bytes = new Uint8Array(GDP_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x0100);
  view.setUint8(2, CRC_COVERS_HEADER);
  view.setUint16(4, type);
  view.setUint32(6, length);
  writeTime(view, 10, times.ptsNs);
  writeTime(view, 18, times.durationNs);
  writeTime(view, 26, undefined);
  writeTime(view, 34, undefined);
  view.setUint16(42, flags);
  writeTime(view, 44, times.dtsNs);
  view.setUint16(HEADER_BYTES_UNDER_CRC, crc16Ccitt(bytes, HEADER_BYTES_UNDER_CRC));
  return bytes;
}

function writeTime(view: DataView, offset: number, timeNs: number | undefined): void {
  view.setBigUint64(offset, timeNs === undefined ? 0xffffffffffffffffn : BigInt(Math.round(timeNs)));
}

/** The text of a caps or event packet. */
export function gdpText(payload: Uint8Array): string {
  const end = payload.indexOf(0);
  return Buffer.from(payload.buffer, payload.byteOffset, end === -1 ? payload.length : end).toString('utf8');
}
