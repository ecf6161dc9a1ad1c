/** Which packet was dropped last and why, in the words of PROTOCOL.md, for who writes a controller. Pure. */
import { decodeCobs } from './cobs.ts';
import { MESSAGE_TYPES } from './message.ts';
import type { PacketDefect } from './packet.ts';
import { ENCODED_BYTES_MAX, HEADER_BYTES, PROTOCOL_VERSION } from './protocol-limits.ts';

const WHY: { readonly [defect in PacketDefect | 'too-long' | 'other-version']: string } = {
  'bad-stuffing': 'its COBS is wrong: a code reaches beyond the end',
  'bad-length': 'its length does not agree with its size, or a time is not below 2⁵³',
  'bad-checksum': 'its CRC is wrong',
  'too-long': `no zero within ${ENCODED_BYTES_MAX} bytes`,
  'other-version': `its version is not ${PROTOCOL_VERSION}`,
};

/** `encoded`: what stood between two zeros, as far as it was kept. */
export function droppedFrame(encoded: Uint8Array, reason: keyof typeof WHY): string {
  const type = typeOf(encoded);
  const looks = type === undefined ? '' : ` that looks like ${nameOfType(type)}`;
  return `a frame of ${encoded.length} bytes${looks}: ${WHY[reason]}`;
}

export function looksLikeWelcome(encoded: Uint8Array): boolean {
  return typeOf(encoded) === MESSAGE_TYPES.welcome;
}

/** As far as it can be read out of a frame that is wrong somewhere. */
function typeOf(encoded: Uint8Array): number | undefined {
  const bytes = decodeCobs(encoded);
  return bytes === undefined || bytes.length < HEADER_BYTES ? undefined : bytes[1];
}

export function droppedPacket(packet: { readonly type: number; readonly payload: Uint8Array }, why: string): string {
  return `${nameOfType(packet.type)} with ${packet.payload.length} bytes of payload: ${why}`;
}

function nameOfType(type: number): string {
  const name = Object.entries(MESSAGE_TYPES).find(([, code]) => code === type)?.[0] ?? 'type';
  return `${name} ${type.toString(16).padStart(2, '0').toUpperCase()}`;
}
