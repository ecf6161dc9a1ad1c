import { expect, it } from 'vitest';
import { type CoachPlace, hashOf, placeOf } from './coach-place.ts';

const ID = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

it('finds every place again by its address', () => {
  const places: CoachPlace[] = [
    ...[{ name: 'players' } as const, { name: 'costs' } as const, { name: 'exchanges' } as const],
    ...[{ name: 'player', id: ID } as const, { name: 'swing', id: ID } as const],
  ];
  for (const place of places) expect(placeOf(hashOf(place))).toEqual(place);
});

it('goes to the list of players for an address that names nothing', () => {
  for (const hash of ['', '#', '#swing', '#swing/../../users', `#elsewhere/${ID}`]) {
    expect(placeOf(hash)).toEqual({ name: 'players' });
  }
});
