import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../device/clock/clock.ts';
import { openStoreIn, temporaryDirectory } from '../../../device/store/fixtures/store-in-directory.ts';
import type { Store } from '../../../device/store/store.ts';
import { Counters } from '../../../device/telemetry/counters.ts';
import { silentLog } from '../../../device/telemetry/log.ts';
import type { Fact } from '../broker/bay-broker.ts';
import { FakeBay } from '../fake-bay.ts';
import type { AckMessage } from '../messages.ts';
import { CommandDesk } from './command-desk.ts';

let directory: { path: string; remove: () => void };
let store: Store;
let bay: FakeBay;
let desk: CommandDesk;
const acks: AckMessage[] = [];

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
  bay = new FakeBay('bay-7');
  acks.length = 0;
  desk = new CommandDesk({
    ...{ bay: 'bay-7', commands: bay, events: store.bridgeEvents, clock: systemClock, log: silentLog },
    ...{ counters: new Counters(), publishAck: (ack) => acks.push(ack) },
  });
});

afterEach(async () => {
  desk.close();
  await store.close();
  directory.remove();
});

const dispense = (id: string): Fact => ({
  ...{ user: 'kim', party: 'staff', topic: `swingbay/bay-7/command/${id}` },
  payload: Buffer.from(JSON.stringify({ command: { type: 'dispense', device: 'dispenser', balls: 1 } })),
});

it('does not take what the disk does not keep, and asks nothing of the bay', async () => {
  await store.close();
  await expect(desk.take(dispense('a'))).rejects.toThrow();
  expect(bay.carriedOut).toEqual([]);
  expect(acks).toEqual([]);
});

it('keeps a flood in a few commits, asks once for each and answers each', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, at) => desk.take(dispense(`c${at % 6}`))));
  await expect.poll(() => acks.length).toBeGreaterThanOrEqual(6);
  expect(bay.carriedOut).toHaveLength(6);
  expect(new Set(acks.map(({ id }) => id)).size).toBe(6);
  expect(acks.every(({ status }) => status === 'done')).toBe(true);
});

it('refuses more commands at once than a bay can have under way', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, at) => desk.take(dispense(`m${at}`))));
  await expect.poll(() => acks.length).toBe(40);
  expect(acks.filter(({ reason }) => reason === 'device-busy')).toHaveLength(24);
});

it('tells an answer only after it is kept', async () => {
  await desk.take(dispense('kept'));
  await expect.poll(() => acks.length).toBe(1);
  expect(store.bridgeEvents.unanswered()).toEqual([]);
});
