import { expect, it } from 'vitest';
import { type BayStanding, type FacilityBay, needsSomebody, SILENT_AFTER_MS, standingOf } from './bay-standing.ts';

const NOW = Date.parse('2026-11-26T12:00:00.000Z');
const bay = (changes: Partial<FacilityBay>): FacilityBay => ({
  ...{ name: 'Bay 1', state: 'enrolled', enrolledAt: '2026-11-01T08:00:00.000Z', isCaughtUp: true },
  seenAt: new Date(NOW - 5_000).toISOString(),
  ...changes,
});

it.each<[string, Partial<FacilityBay>, BayStanding]>([
  ['that has its code and has not used it is awaited', { state: 'invited', seenAt: null }, 'invited'],
  ['that joined and never called wants somebody to look', { seenAt: null }, 'never-heard'],
  ['that told everything a moment ago is well', {}, 'well'],
  ['that has more to tell is behind', { isCaughtUp: false }, 'behind'],
  ['that was heard just within the time is well', { seenAt: new Date(NOW - SILENT_AFTER_MS).toISOString() }, 'well'],
  ['that was not heard since is silent', { seenAt: new Date(NOW - SILENT_AFTER_MS - 1).toISOString() }, 'silent'],
])('a bay %s', (_what, changes, standing) => {
  expect(standingOf(bay(changes), NOW)).toBe(standing);
});

it('wants somebody to look only where waiting does not help', () => {
  const all: BayStanding[] = ['invited', 'never-heard', 'silent', 'behind', 'well'];
  expect(all.filter(needsSomebody)).toEqual(['never-heard', 'silent']);
});
