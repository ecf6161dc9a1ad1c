import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './video-container.ts';

const head = (atom: string, brand = '    '): Buffer => Buffer.from(`\0\0\0\x18${atom}${brand}`, 'latin1');

describe('the first bytes of a file', () => {
  it.each([
    ['ftyp', 'isom', 'video/mp4'],
    ['ftyp', 'mp42', 'video/mp4'],
    ['ftyp', 'qt  ', 'video/quicktime'],
    ['moov', '    ', 'video/quicktime'],
    ['wide', '    ', 'video/quicktime'],
    ['RIFF', 'AVI ', undefined],
  ])('%s and %s say %s', (atom, brand, mediaType) => {
    expect(mediaTypeOf(head(atom, brand))).toBe(mediaType);
  });

  it('say nothing when there are too few of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), (length) => {
        expect(mediaTypeOf(head('ftyp', 'isom').subarray(0, length))).toBeUndefined();
      }),
    );
  });
});
