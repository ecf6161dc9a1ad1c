import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Clock, systemClock } from '../clock/clock.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';
import { ordinalAt } from './swing-ordinal.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
let wall: Date;
const clock: Clock = { ...systemClock, wall: () => wall };

beforeEach(async () => {
  directory = temporaryDirectory();
  wall = new Date('2026-03-01T10:00:00.000Z');
  store = await openStoreIn(directory.path, {}, clock);
});
afterEach(async () => {
  await store.close();
  directory.remove();
});

function recordAt(time: string): string {
  wall = new Date(time);
  const { id } = store.swings.recordSwing(aSwing({}));
  const faults: SwingReport['faults'] = [
    { id: 'sway', severity: 'major', phase: 'downswing', evidence: ['tempo-ratio'] },
  ];
  store.swings.storeRevision({ report: sampleReport(id, { faults }) });
  return id;
}

/** The first swings as a store counted them that knew no places. */
async function countInsteadOfPlaces(counted: readonly string[]): Promise<void> {
  await store.close();
  const file = new SqliteDatabase(join(directory.path, 'swingbay.sqlite'));
  file.pragma('foreign_keys = OFF');
  for (const [at, id] of counted.entries()) {
    const { ordinal } = file.prepare('select ordinal from swings where id = ?').get(id) as { ordinal: number };
    file.prepare('update swings set ordinal = ? where ordinal = ?').run(at + 1, ordinal);
    file.prepare('update swing_faults set ordinal = ? where ordinal = ?').run(at + 1, ordinal);
  }
  file.close();
}

const listed = () =>
  store.swings.list({}, 100).swings.map(({ id, ordinal, mainFault }) => ({ id, ordinal, mainFault }));

it('gives swings that were counted their places by time, in the order that they had and with their faults', async () => {
  const ids = [
    recordAt('2026-03-01T10:00:00.000Z'),
    // A clock that was ahead, and had been put right before the next one.
    recordAt('2031-01-01T00:00:00.000Z'),
    recordAt('2026-03-02T10:00:00.000Z'),
  ];
  const last = recordAt('2031-02-01T00:00:00.000Z');
  const before = listed();
  expect(before.every(({ mainFault }) => mainFault === 'sway')).toBe(true);
  await countInsteadOfPlaces(ids);
  store = await openStoreIn(directory.path, {}, clock);
  expect(listed()).toEqual(before);
  expect(before.map(({ id }) => id)).toEqual([last, ...ids.toReversed()]);
});

it('has them before every swing that has its place already, whatever their clock said', async () => {
  const [first, second] = [recordAt('2026-03-01T10:00:00.000Z'), recordAt('2031-01-01T00:00:00.000Z')];
  await countInsteadOfPlaces([first, second]);
  const file = new SqliteDatabase(join(directory.path, 'swingbay.sqlite'));
  const placed = '019d0000-0000-7000-8000-000000000001';
  const place = ordinalAt(new Date('2026-03-02T10:00:00.000Z'), placed);
  file.prepare('create temp table one as select * from swings where id = ?').run(first);
  file.prepare('update one set id = ?, ordinal = ?, boot_id = ?').run(placed, place, 'boot-9');
  file.prepare('insert into swings select * from one').run();
  file.close();
  store = await openStoreIn(directory.path, {}, clock);
  expect(listed().map(({ id }) => id)).toEqual([placed, second, first]);
  expect(listed().map(({ ordinal }) => ordinal)[1]).toBe(place - 1);
});
