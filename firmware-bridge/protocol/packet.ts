/**
 * One packet and its frame on the line. All numbers are little-endian.
 *
 *     00 │ COBS( header │ payload │ CRC-32 ) │ 00
 *
 *      0        1       2       3          4        8          12         20
 *     ┌─────────┬───────┬───────┬──────────┬────────┬──────────┬──────────┬───────────┬────────┐
 *     │ version │ type  │ flags │ length n │ boot id│ sequence │ sent µs  │ payload   │ CRC-32 │
 *     │ u8      │ u8    │ u8    │ u8       │ u32    │ u32      │ u64      │ n bytes   │ u32    │
 *     └─────────┴───────┴───────┴──────────┴────────┴──────────┴──────────┴───────────┴────────┘
 *
 * The CRC is zlib's (ISO-HDLC), over header and payload.
 */
import { crc32 } from 'node:zlib';

import { decodeCobs, encodeCobs } from './cobs.ts';
import { CRC_BYTES, HEADER_BYTES, PACKET_BYTES_MAX, PAYLOAD_BYTES_MAX, PROTOCOL_VERSION } from './protocol-limits.ts';

export interface Packet {
  readonly version: number;
  readonly type: number;
  /** Sent before with the same boot id and sequence. */
  readonly isRepeat: boolean;
  /** The sender's, not 0. */
  readonly bootId: number;
  /** Counts from 1 within a boot id; acknowledged packets and all others each have a count of their own. */
  readonly sequence: number;
  /** The sender's own clock when this very transmission began. */
  readonly sentUs: number;
  readonly payload: Uint8Array;
}

/** Why the bytes between two zeros are no packet. */
export type PacketDefect = 'bad-stuffing' | 'bad-length' | 'bad-checksum';

const REPEAT = 1;

/** The whole frame, both zeros included. Throws a RangeError for what a caller may never ask for. */
export function encodeFrame(packet: Omit<Packet, 'version'> & { readonly version?: number }): Uint8Array {
  const length = packet.payload.length;
  if (length > PAYLOAD_BYTES_MAX)
    throw new RangeError(`A payload has at most ${PAYLOAD_BYTES_MAX} bytes, not ${length}.`);
  const bytes = new Uint8Array(HEADER_BYTES + length + CRC_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, packet.version ?? PROTOCOL_VERSION);
  view.setUint8(1, packet.type);
  view.setUint8(2, packet.isRepeat ? REPEAT : 0);
  view.setUint8(3, length);
  view.setUint32(4, packet.bootId, true);
  view.setUint32(8, packet.sequence, true);
  view.setBigUint64(12, BigInt(packet.sentUs), true);
  bytes.set(packet.payload, HEADER_BYTES);
  view.setUint32(HEADER_BYTES + length, crc32(bytes.subarray(0, HEADER_BYTES + length)), true);

  const encoded = encodeCobs(bytes);
  const frame = new Uint8Array(encoded.length + 2);
  frame.set(encoded, 1);
  return frame;
}

/** `encoded` is what stood between two zeros. */
export function decodePacket(encoded: Uint8Array): Packet | PacketDefect {
  const bytes = decodeCobs(encoded);
  if (bytes === undefined) return 'bad-stuffing';
  if (bytes.length < HEADER_BYTES + CRC_BYTES || bytes.length > PACKET_BYTES_MAX) return 'bad-length';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - CRC_BYTES;
  if (view.getUint32(end, true) !== crc32(bytes.subarray(0, end))) return 'bad-checksum';
  const sentUs = Number(view.getBigUint64(12, true));
  if (view.getUint8(3) !== end - HEADER_BYTES || !Number.isSafeInteger(sentUs)) return 'bad-length';
  return {
    version: view.getUint8(0),
    type: view.getUint8(1),
    isRepeat: (view.getUint8(2) & REPEAT) !== 0,
    bootId: view.getUint32(4, true),
    sequence: view.getUint32(8, true),
    sentUs,
    payload: bytes.slice(HEADER_BYTES, end),
  };
}
