import { afterEach, beforeEach, expect, it } from 'vitest';
import { BRIDGE_EVENTS_KEPT, type BridgeEvent } from './bridge-event-repository.ts';
import { openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';

const directory = temporaryDirectory();
let store: Store;

beforeEach(async () => {
  store = await openStoreIn(directory.path);
});

afterEach(async () => {
  await store.close();
  directory.remove();
});

const command = (key: string, client = 'kim') => ({ kind: 'command', client, key, payload: '{}' }) as const;
const accept = (event: BridgeEvent) => store.bridgeEvents.commit([event])[0]!;

it('takes a message of one sender once, and the same name of another sender as another message', () => {
  const first = accept(command('a'));
  expect(first.isNew).toBe(true);
  expect(accept(command('a'))).toEqual({ isNew: false, kept: first.kept });
  expect(accept(command('a', 'lee')).isNew).toBe(true);
  expect(store.bridgeEvents.count('command')).toBe(2);
  expect(store.bridgeEvents.count('device-event')).toBe(0);
});

it('keeps the same message twice in one transaction as one', () => {
  const [first, second] = store.bridgeEvents.commit([command('twice'), command('twice')]);
  expect([first?.isNew, second?.isNew]).toEqual([true, false]);
  expect(second?.kept.id).toBe(first?.kept.id);
});

it('remembers what a sender was told over a restart, and which commands nobody answered', async () => {
  const { kept } = accept(command('answered'));
  store.bridgeEvents.commit([], [{ id: kept.id, answer: { status: 'done' } }]);
  accept(command('open'));
  accept({ kind: 'device-event', client: 'tee-1', key: 'boot-1', payload: '{}' });
  await store.close();
  store = await openStoreIn(directory.path);
  expect(store.bridgeEvents.unanswered().map(({ key }) => key)).toEqual(['open']);
  expect(accept(command('answered')).kept.answer).toEqual({ status: 'done' });
});

it('keeps so many messages and no more, the oldest going first', () => {
  const oldest = accept(command('oldest'));
  store.bridgeEvents.commit(Array.from({ length: BRIDGE_EVENTS_KEPT + 1_000 }, (_, at) => command(`m${at}`)));
  expect(store.bridgeEvents.count('command')).toBeLessThanOrEqual(BRIDGE_EVENTS_KEPT + 1_000);
  expect(accept(command('oldest')).kept.id).not.toBe(oldest.kept.id);
});
