import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SwingSummary } from '../../../api/contract/rest.ts';
import { NO_SWINGS, swingDays, visitsIn, withFirstPage, withNextPage } from './swing-days.ts';

const swing = (number: number, recordedAt = '2026-11-20T10:00:00.000Z'): SwingSummary => ({
  ...{ id: String(number).padStart(6, '0'), kind: 'shot', recordedAt, status: 'completed', revision: 1 },
  ...{ score: 7, club: null, mainFault: null, session: 'visit-1', player: null, bay: 'Bay 1' },
});

/** A bay that answers pages of three as the real one does: newest first, the cursor is the last of the page. */
function pageOf(stored: readonly number[], before = Number.POSITIVE_INFINITY) {
  const left = stored.filter((number) => number < before).toSorted((a, b) => b - a);
  const page = left.slice(0, 3);
  return { swings: page.map((number) => swing(number)), nextCursor: left.length > 3 ? String(page.at(-1)) : null };
}

const step = fc.oneof(
  fc.constant({ does: 'swing' } as const),
  fc.record({ does: fc.constant('delete' as const), which: fc.nat(30) }),
  fc.constant({ does: 'refresh' } as const),
  fc.constant({ does: 'grow' } as const),
);

it('shows each swing once and newest first, and after scrolling to the end all that there are', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.array(step, { maxLength: 25 }), (first, steps) => {
      let stored = Array.from({ length: first }, (_, number) => number);
      let next = first;
      let list = withFirstPage(NO_SWINGS, pageOf(stored));
      const grow = () => {
        if (list.nextCursor != null) list = withNextPage(list, pageOf(stored, Number(list.nextCursor)));
      };
      for (const each of steps) {
        if (each.does === 'swing') stored.push(next++);
        if (each.does === 'delete') stored = stored.filter((_, index) => index !== each.which);
        if (each.does === 'refresh') list = withFirstPage(list, pageOf(stored));
        if (each.does === 'grow') grow();
        const ids = list.swings.map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)].toSorted().toReversed());
      }
      list = withFirstPage(list, pageOf(stored));
      while (list.nextCursor != null) grow();
      const shown = list.swings.map(({ id }) => Number(id));
      expect(stored.filter((number) => !shown.includes(number))).toEqual([]);
    }),
  );
});

it('groups by the day where the phone is', () => {
  const noon = (day: number) => new Date(2026, 10, day, 12).toISOString();
  const days = swingDays([swing(3, noon(21)), swing(2, noon(20)), swing(1, noon(20))]);
  expect(days.map(({ swings }) => swings.length)).toEqual([1, 2]);
  expect(days[0]?.day.getDate()).toBe(21);
});

it('keeps the visits of a day apart, each with its bay, however their swings stand in turns', () => {
  const of = (id: number, session: string, bay: string): SwingSummary => ({ ...swing(id), session, bay });
  const swings = [of(4, 'b', 'Bay 2'), of(3, 'a', 'Bay 1'), of(2, 'b', 'Bay 2'), of(1, 'a', 'Bay 1')];
  expect(
    visitsIn({ day: new Date(), swings }).map(({ bay, swings: its }) => [bay, its.map(({ id }) => Number(id))]),
  ).toEqual([
    ['Bay 2', [4, 2]],
    ['Bay 1', [3, 1]],
  ]);
});
