import { afterEach, beforeEach, expect, it } from 'vitest';
import { workOf } from './due-work.ts';
import { openTellingBay, type TellingBay } from './telling-bay.fixture.ts';

let bay: TellingBay;
beforeEach(async () => {
  bay = await openTellingBay();
});
afterEach(() => bay.close());

it('what is told of many swings is read one by one, and whatever else waits has its turn in between', async () => {
  const player = bay.player();
  for (let n = 0; n < 5; n++) await bay.swing(player);
  const dues = bay.store.warehouseDues.waiting(100, 0);
  let turns = 0;
  let next = setImmediate(function turn() {
    turns++;
    next = setImmediate(turn);
  });
  for (const due of dues.filter(({ kind }) => kind === 'swing')) await workOf(due, bay.store, 'north');
  const ofSwings = turns;
  for (const due of dues.filter(({ kind }) => kind === 'visit')) await workOf(due, bay.store, 'north');
  clearImmediate(next);
  expect(ofSwings).toBeGreaterThanOrEqual(5);
  expect(turns - ofSwings).toBeGreaterThanOrEqual(5);
});
