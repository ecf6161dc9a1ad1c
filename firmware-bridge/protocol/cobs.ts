/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): the same bytes without a zero, so that a zero can only
 * be the border of a frame. Each code byte says how far it is to the next zero that was taken out; 0xFF: 254 bytes
 * follow and no zero was taken out.
 */

const BLOCK_MAX = 0xff;

export function encodeCobs(bytes: Uint8Array): Uint8Array {
  const encoded = new Uint8Array(bytes.length + Math.floor(bytes.length / (BLOCK_MAX - 1)) + 1);
  let codeAt = 0;
  let at = 1;
  for (const [index, byte] of bytes.entries()) {
    if (byte !== 0) encoded[at++] = byte;
    const isFull = at - codeAt === BLOCK_MAX;
    // A block that is full at the very end needs no empty one after it.
    if (byte !== 0 && !(isFull && index < bytes.length - 1)) continue;
    encoded[codeAt] = at - codeAt;
    codeAt = at++;
  }
  encoded[codeAt] = at - codeAt;
  return encoded.subarray(0, at);
}

/** `undefined` where it cannot have come from `encodeCobs`: a zero inside, or a block that reaches beyond the end. */
export function decodeCobs(encoded: Uint8Array): Uint8Array | undefined {
  const bytes = new Uint8Array(encoded.length);
  let length = 0;
  let at = 0;
  while (at < encoded.length) {
    const code = encoded[at++] ?? 0;
    const end = at + code - 1;
    if (code === 0 || end > encoded.length) return undefined;
    for (; at < end; at++) {
      const byte = encoded[at] ?? 0;
      if (byte === 0) return undefined;
      bytes[length++] = byte;
    }
    if (code !== BLOCK_MAX && at < encoded.length) bytes[length++] = 0;
  }
  return bytes.subarray(0, length);
}
