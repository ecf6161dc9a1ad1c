import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorAt, placeOf } from './list-cursor.ts';

const filter = fc.record(
  { player: fc.string(), kind: fc.constantFrom('shot', 'practice'), scoreMin: fc.double({ noNaN: true }) },
  { requiredKeys: [] },
);

describe('the cursor of a list', () => {
  it('leads back to its place under the same filters, in whatever order they are named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), filter, (place, of) => {
        const backwards = Object.fromEntries(Object.entries(of).toReversed());
        expect(placeOf(cursorAt(place, of) ?? undefined, { ...backwards, absent: undefined })).toBe(place);
      }),
    );
    expect(cursorAt(null, {})).toBeNull();
    expect(placeOf(undefined, {})).toBeUndefined();
  });

  it('is refused under others, and so is whatever is none', () => {
    const cursor = cursorAt(7, { player: 'a' }) ?? '';
    const refused = expect.objectContaining({ code: 'api/request-invalid' });
    expect(() => placeOf(cursor, { player: 'b' })).toThrow(refused);
    expect(() => placeOf(cursor, {})).toThrow(refused);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => placeOf(text, {})).toThrow(refused);
      }),
    );
  });
});
