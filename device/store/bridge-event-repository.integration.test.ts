import { afterEach, beforeEach, expect, it } from 'vitest';
import { BRIDGE_EVENTS_KEPT } from './bridge-event-repository.ts';
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

it('takes a message of one sender once, and the same name of another sender as another message', () => {
  const first = store.bridgeEvents.accept(command('a'));
  expect(first.isNew).toBe(true);
  expect(store.bridgeEvents.accept(command('a'))).toEqual({ isNew: false, kept: first.kept });
  expect(store.bridgeEvents.accept(command('a', 'lee')).isNew).toBe(true);
  expect(store.bridgeEvents.count('command')).toBe(2);
  expect(store.bridgeEvents.count('device-event')).toBe(0);
});

it('remembers what a sender was told over a restart, and which commands nobody answered', async () => {
  const { kept } = store.bridgeEvents.accept(command('answered'));
  store.bridgeEvents.answer(kept.id, { status: 'done' });
  store.bridgeEvents.accept(command('open'));
  store.bridgeEvents.accept({ kind: 'device-event', client: 'tee-1', key: 'boot-1', payload: '{}' });
  await store.close();
  store = await openStoreIn(directory.path);
  expect(store.bridgeEvents.unanswered().map(({ key }) => key)).toEqual(['open']);
  expect(store.bridgeEvents.accept(command('answered')).kept.answer).toEqual({ status: 'done' });
});

it('keeps so many messages and no more, the oldest going first', () => {
  const oldest = store.bridgeEvents.accept(command('oldest'));
  store.transact('many messages', () => {
    for (let at = 0; at < BRIDGE_EVENTS_KEPT + 1_000; at++) store.bridgeEvents.accept(command(`m${at}`));
  });
  expect(store.bridgeEvents.count('command')).toBeLessThanOrEqual(BRIDGE_EVENTS_KEPT + 1_000);
  expect(store.bridgeEvents.accept(command('oldest')).kept.id).not.toBe(oldest.kept.id);
});
