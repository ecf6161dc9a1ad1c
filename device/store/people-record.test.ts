import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameRecord, joined, type PersonRecord } from './people-record.ts';
import type { PeopleTable } from './people-tables.ts';
import { boundAt, nextVersion, VERSION_PATTERN, wallMsOf } from './people-version.ts';

const version = fc
  .record({ wallMs: fc.nat(3), counter: fc.nat(2), appliance: fc.constantFrom('aaaaaaaaaaaa', 'bbbbbbbbbbbb') })
  .map(({ wallMs, counter, appliance }) => {
    let made = nextVersion(null, wallMs, appliance);
    for (let at = 0; at < counter; at++) made = nextVersion(made, wallMs, appliance);
    return made;
  });
const columns = ['name', 'club', 'handicap'];

function recordOf(table: PeopleTable): fc.Arbitrary<PersonRecord> {
  const isByColumn = table === 'players';
  const row = fc.dictionary(fc.constantFrom(...columns), fc.constantFrom(null, 1, 'a', 'b'));
  return fc
    .record({ row: fc.option(row), version, stamps: fc.array(version, { minLength: 3, maxLength: 3 }) })
    .map(({ row: given, version: own, stamps }): PersonRecord => {
      if (given === null || !isByColumn) return { table, key: 'k', version: own, row: given, columns: {} };
      const of = Object.fromEntries(
        Object.keys(given).map((column) => [column, stamps[columns.indexOf(column)] ?? own]),
      );
      const newest = Object.values(of).reduce((left, right) => (right > left ? right : left), own);
      return { table, key: 'k', version: newest, row: given, columns: of };
    });
}

const same = (left: PersonRecord, right: PersonRecord): boolean => isSameRecord(left, right);

describe.each(['players', 'cards'] as const)('two notes of one row of %s', (table) => {
  const record = recordOf(table);

  it('come to the same in any order, any grouping and any repetition', () => {
    fc.assert(
      fc.property(record, record, record, (one, two, three) => {
        expect(same(joined(one, two), joined(two, one))).toBe(true);
        expect(same(joined(joined(one, two), three), joined(one, joined(two, three)))).toBe(true);
        expect(same(joined(one, one), one)).toBe(true);
        expect(same(joined(joined(one, two), two), joined(one, two))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a deletion', () => {
  it('is final for a player, whatever was changed later, and for a card until it is bound again', () => {
    const [early, late] = [nextVersion(null, 1, 'aaaaaaaaaaaa'), nextVersion(null, 2, 'bbbbbbbbbbbb')];
    const gone = { key: 'k', version: early, row: null, columns: {} };
    const changed = { key: 'k', version: late, row: { name: 'Ana' }, columns: { name: late } };
    expect(joined({ table: 'players', ...gone }, { table: 'players', ...changed }).row).toBeNull();
    expect(joined({ table: 'cards', ...gone }, { table: 'cards', ...changed, columns: {} }).row).toEqual({
      name: 'Ana',
    });
  });
});

describe('versions', () => {
  it('rise with each change, whatever the wall clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5_000, max: 4_000_000_000_000 }), { maxLength: 30 }), (walls) => {
        let seen: string | null = null;
        for (const wall of walls) {
          const next: string = nextVersion(seen, wall, '0123456789ab');
          expect(next).toMatch(VERSION_PATTERN);
          if (seen !== null) expect(next > seen).toBe(true);
          expect(wallMsOf(next)).toBeGreaterThanOrEqual(Math.max(0, wall));
          seen = next;
        }
      }),
    );
  });

  it('carry over where a millisecond has no more room, and are told from later ones by a bound', () => {
    const full = `${'7'.padStart(15, '0')}-ffffff-0123456789ab`;
    expect(nextVersion(full, 0, '0123456789ab')).toBe(`${'8'.padStart(15, '0')}-000000-0123456789ab`);
    expect(full < boundAt(7)).toBe(true);
    expect(nextVersion(full, 0, '0123456789ab') > boundAt(7)).toBe(true);
  });
});
