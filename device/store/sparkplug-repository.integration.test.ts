import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
});

afterEach(async () => {
  await store.close();
  directory.remove();
});

const next = (last: number | null): number => (last === null ? 0 : last + 1);

describe('what a Sparkplug node knows over restarts', () => {
  it('counts its connections on, each node for itself', async () => {
    expect(store.sparkplug.advanceBirthDeathSequence('a/1', next)).toBe(0);
    expect(store.sparkplug.advanceBirthDeathSequence('a/1', next)).toBe(1);
    expect(store.sparkplug.advanceBirthDeathSequence('a/2', next)).toBe(0);
    await store.close();
    store = await openStoreIn(directory.path);
    expect(store.sparkplug.advanceBirthDeathSequence('a/1', next)).toBe(2);
  });

  it('keeps what happened in its order, once, and forgets what was told', () => {
    for (const id of ['x', 'y', 'y', 'z']) store.sparkplug.keep('a/1', { id, document: { id } }, 10);
    const kept = store.sparkplug.kept(10);
    expect(kept.map(({ id }) => id)).toEqual(['x', 'y', 'z']);
    store.sparkplug.forgetThrough(kept[1]?.ordinal ?? 0);
    expect(store.sparkplug.kept(10).map(({ document }) => document)).toEqual([{ id: 'z' }]);
    expect(store.sparkplug.counts('a/1')).toMatchObject({ kept: 1, dropped: 0, newestOrdinal: kept[2]?.ordinal });
  });

  it('lets the oldest make way and counts them', () => {
    for (let id = 0; id < 7; id++) store.sparkplug.keep('a/1', { id: `${id}`, document: id }, 4);
    expect(store.sparkplug.kept(10).map(({ document }) => document)).toEqual([3, 4, 5, 6]);
    expect(store.sparkplug.counts('a/1')).toMatchObject({ kept: 4, dropped: 3 });
  });
});
