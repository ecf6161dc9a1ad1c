import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeCobs, encodeCobs } from './cobs.ts';
import { fromHex, toHex, VECTORS } from './vectors.fixture.ts';

describe('taking zeros out of bytes', () => {
  it.each(VECTORS.cobs)('encodes and decodes $name as the vectors say', ({ bytes, encoded }) => {
    expect(toHex(encodeCobs(fromHex(bytes)))).toBe(encoded);
    expect(toHex(decodeCobs(fromHex(encoded)) ?? new Uint8Array(1))).toBe(bytes);
  });

  it('gives any bytes back, without a zero on the way, at one byte more for each 254', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 1000 }),
      fc.array(fc.constantFrom(0, 1, 255), { maxLength: 800 }),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        const plain = Uint8Array.from(given);
        const encoded = encodeCobs(plain);
        expect(encoded).not.toContain(0);
        expect(encoded.length).toBeLessThanOrEqual(plain.length + Math.floor(plain.length / 254) + 1);
        expect(decodeCobs(encoded)).toEqual(plain);
      }),
    );
  });

  it('takes no bytes in which a zero stands or a block reaches beyond the end', () => {
    expect(decodeCobs(Uint8Array.of(3, 1, 0))).toBeUndefined();
    expect(decodeCobs(Uint8Array.of(0))).toBeUndefined();
    expect(decodeCobs(Uint8Array.of(3, 1))).toBeUndefined();
  });
});
