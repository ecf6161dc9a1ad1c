import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FleetMessageKind } from './fleet-repository.ts';
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

const keep = (id: string, kind: FleetMessageKind = 'alert'): number =>
  store.fleet.keep({ id, kind, topic: kind, isRetained: false, payload: `{"id":"${id}"}` });
const command = (id: string, change: object = {}) =>
  store.fleet.record({
    ...{ key: id, id, issuer: 'desk', command: 'ping', isForced: false, arguments: {}, state: 'waiting' },
    ...{ issuedAt: '2026-06-01T12:00:00.000Z', expiresAt: '2026-06-01T12:10:00.000Z', ...change },
  });

describe('what a bay owes its fleet', () => {
  it('waits in its order, once, over restarts, until it is forgotten', async () => {
    const ordinals = ['a', 'b', 'b', 'c'].map((id) => keep(id));
    keep('m', 'metrics');
    expect(ordinals[1]).toBe(ordinals[2]);
    await store.close();
    store = await openStoreIn(directory.path);
    expect(store.fleet.waiting(['alert'], 10).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(store.fleet.waiting(['alert'], 10, [ordinals[0] ?? 0]).map(({ id }) => id)).toEqual(['b', 'c']);
    store.fleet.forget([ordinals[1] ?? 0]);
    expect(store.fleet.counts()).toMatchObject({ alert: 2, metrics: 1, state: 0 });
    expect(store.fleet.lost()).toMatchObject({ alert: 0 });
  });

  it('that makes way is counted for ever, however much goes at once', () => {
    const ordinals = store.transact('many', () => Array.from({ length: 1_200 }, (_, n) => keep(`${n}`)));
    store.fleet.makeWay('alert', ordinals.slice(0, 1_100));
    store.fleet.makeWay('alert', ordinals.slice(0, 1_101));
    expect([store.fleet.lost().alert, store.fleet.counts().alert]).toEqual([1_101, 99]);
  });
});

describe('what the fleet asked for', () => {
  it('is answered once, and is found by its id', () => {
    const { ordinal } = command('c-1');
    store.fleet.begin(ordinal);
    expect(store.fleet.unanswered().map(({ state }) => state)).toEqual(['running']);
    expect(store.fleet.answer(ordinal, { status: 'done' })).toBe(true);
    expect(store.fleet.answer(ordinal, { status: 'failed' })).toBe(false);
    store.fleet.noteRepeat('c-1');
    expect(store.fleet.find('c-1')).toMatchObject({ answer: { status: 'done' }, repeats: 1 });
  });

  it('is found only where its signature was right, and of the rest little is kept', () => {
    store.transact('many', () => {
      for (let n = 0; n < 1_050; n++) command('c-1', { key: null, state: 'refused' });
    });
    expect(store.fleet.find('c-1')).toBeUndefined();
    command('c-1');
    expect(store.fleet.find('c-1')?.state).toBe('waiting');
    const kept = [];
    for (let before: number | null = null; ; ) {
      const page = store.fleet.audit(500, before);
      kept.push(...page);
      if (page.length < 500) break;
      before = page.at(-1)?.ordinal ?? null;
    }
    expect(kept).toHaveLength(1_001);
  });

  it('is not forgotten while it could be replayed', () => {
    for (let n = 0; n < 6; n++) {
      const { ordinal } = command(`c-${n}`, { expiresAt: `2026-06-0${n + 1}T00:00:00.000Z` });
      if (n > 0) store.fleet.answer(ordinal, { status: 'done' });
    }
    expect(store.fleet.pruneVerified(2, '2026-06-04T00:00:00.000Z')).toBe(2);
    expect(['c-0', 'c-1', 'c-2', 'c-3'].map((id) => store.fleet.find(id) !== undefined)).toEqual([
      ...[true, false, false, true],
    ]);
  });
});
