import { afterEach, beforeEach, expect, it } from 'vitest';
import { turnsDuring } from '../../device/clock/turns.fixture.ts';
import { openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { Store } from '../../device/store/store.ts';
import { copyText, readCopy } from './appliance-copy.ts';
import { gatherCopy } from './gather-copy.ts';

const PLAYERS = 1_200;
let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
  store.transact('the people of a range', () => {
    for (let n = 0; n < PLAYERS; n++) store.players.add(`Player ${n}`, null);
  });
});
afterEach(async () => {
  await store.close();
  directory.remove();
});

const gathered = () =>
  gatherCopy({
    ...{ store, role: 'facility', bay: 'north', madeBy: '0.1.0', configuration: 'role: facility\n' },
    ...{ guestsMayLeave: false, isInHouse: true },
  });

it('reads all people of a range for a copy while everybody else has their turn', async () => {
  expect(await turnsDuring(gathered)).toBeGreaterThanOrEqual(PLAYERS / 100);
});

it('writes them down while everybody else has their turn, so that they can be read again', async () => {
  const copy = await gathered();
  expect(await turnsDuring(() => copyText(copy))).toBeGreaterThan(2);
  const { document: _, version: _version, ...read } = readCopy(await copyText(copy));
  expect(read).toEqual(copy);
  expect(read.people).toHaveLength(PLAYERS);
});
