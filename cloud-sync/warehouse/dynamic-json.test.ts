import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DynamicObject, DynamicValue } from '../../device/ports/warehouse.port.ts';
import { DYNAMIC_KEYS_MAX, encodeDynamic, problemOfDynamic } from './dynamic-json.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const dynamic = fc.letrec<{ value: DynamicValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    number,
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

describe('a dynamic object on the wire', () => {
  it('reads as what it was', () => {
    fc.assert(
      fc.property(dynamic, (value) => {
        expect(JSON.parse(encodeDynamic(value))).toEqual(value);
      }),
    );
  });

  it('writes no number that could be taken for a whole one', () => {
    fc.assert(
      fc.property(fc.oneof(number, fc.integer()), (value) => {
        expect(encodeDynamic({ value })).toMatch(/^\{"value":-?\d+(\.\d+)?(e[+-]?\d+)?\}$/);
        expect(encodeDynamic({ value })).toMatch(/[.e]/);
      }),
    );
  });
});

describe('a dynamic object that a warehouse would not keep', () => {
  const nested = (depth: number): DynamicObject => (depth === 0 ? {} : { inner: nested(depth - 1) });
  it.each([
    ['a key that names no column', { 'shoulder-turn': 1 }, 'cannot name a column'],
    ['a key of the server’s own', { _id: 1 }, 'cannot name a column'],
    ['infinity', { speed: Number.POSITIVE_INFINITY }, 'a number that is none'],
    ['a NUL', { name: 'a\0b' }, 'a text with a NUL'],
    ['a text beyond all measure', [{ name: 'x'.repeat(8_001) }], 'more than 8000'],
    ['a depth without end', nested(6), 'nested deeper'],
    [
      'more keys than a table has columns',
      Object.fromEntries(Array.from({ length: 401 }, (_, i) => [`k${i}`, 1])),
      `more than ${DYNAMIC_KEYS_MAX}`,
    ],
  ])('has %s', (_, value, problem) => {
    expect(problemOfDynamic(value as DynamicValue)).toContain(problem);
  });

  it('is none of those that reports make', () => {
    expect(problemOfDynamic({ shoulder_turn_top: { value: 90, low: 85, high: 95, unit: 'deg' } })).toBeNull();
  });
});
