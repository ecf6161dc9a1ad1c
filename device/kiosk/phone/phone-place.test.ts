import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf, type PhonePlace, placeOf } from './phone-place.ts';

const swing = fc.uuid();
const place: fc.Arbitrary<PhonePlace> = fc.oneof(
  fc.constantFrom<PhonePlace>(
    { name: 'swings' },
    { name: 'live' },
    { name: 'progress' },
    { name: 'drills' },
    { name: 'week' },
    { name: 'me' },
  ),
  swing.map((id): PhonePlace => ({ name: 'swing', id })),
  fc.stringMatching(/^[\w-]{1,100}$/).map((session): PhonePlace => ({ name: 'visit', session })),
  fc
    .tuple(fc.option(swing), fc.option(swing))
    .map(([first, second]): PhonePlace => ({ name: 'compare', first, second: first === null ? null : second })),
  fc.stringMatching(/^[\w-]{1,100}$/).map((code): PhonePlace => ({ name: 'join', code })),
);

it('finds every place again by its address', () => {
  fc.assert(
    fc.property(place, (there) => {
      expect(placeOf(hashOf(there))).toEqual(there);
    }),
  );
});

it('leads to a place whatever stands in the address', () => {
  fc.assert(
    fc.property(fc.string(), (words) => {
      expect(hashOf(placeOf(`#${words}`))).toMatch(/^#/);
    }),
  );
});

it('takes nothing for a swing or a code that cannot be one', () => {
  expect(placeOf('#swing/../../auth')).toEqual({ name: 'swings' });
  expect(placeOf('#join=a"b')).toEqual({ name: 'swings' });
  expect(placeOf('#compare/1/2')).toEqual({ name: 'compare', first: null, second: null });
});
