import { expect, it } from 'vitest';
import { drillOf } from '../drills/drills-place.ts';
import { progressPlaceOf } from './progress-place.ts';

it.each([
  ['#progress', { name: 'overview' }],
  ['#progress/', { name: 'overview' }],
  ['#progress/goals', { name: 'goals' }],
  ['#progress/goal', { name: 'goal', metric: null }],
  ['#progress/goal/x-factor/top', { name: 'goal', metric: 'x-factor/top' }],
  ['#progress/goal/tempo-ratio', { name: 'goal', metric: 'tempo-ratio' }],
  ['#progress/x-factor/top', { name: 'metric', id: 'x-factor', at: 'top' }],
  ['#progress/tempo-ratio', { name: 'metric', id: 'tempo-ratio', at: null }],
  ['#progress/x-factor/never', { name: 'metric', id: 'x-factor', at: null }],
  ['#progress/<b>', { name: 'overview' }],
])('%s is a place of the progress', (hash, place) => {
  expect(progressPlaceOf(hash)).toEqual(place);
});

it('knows one drill from all of them', () => {
  expect([drillOf('#drills'), drillOf('#drills/arms-hang'), drillOf('#drills/<b>')]).toEqual([null, 'arms-hang', null]);
});
