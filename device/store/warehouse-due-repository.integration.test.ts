import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseBefore } from './fixtures/database-before.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';

const SHARES = { sharesSince: '2026-05-01T10:00:00.000Z' };

let directory: { path: string; remove: () => void };
let store: Store | undefined;

beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(async () => {
  await store?.close();
  store = undefined;
  directory.remove();
});

function swing(of: Store, player: string | null, session: string): string {
  const { id } = of.swings.recordSwing(aSwing({ player, session }));
  of.swings.storeRevision({ report: sampleReport(id, { player, session }) });
  return id;
}

/** Of whatever is owed, also what waits for an erasure. */
function versionOf(key: string): number | undefined {
  const sqlite = new SqliteDatabase(join(directory.path, 'swingbay.sqlite'), { readonly: true });
  const row = sqlite.prepare('select version from warehouse_dues where key = ?').get(key);
  sqlite.close();
  return (row as { version: number } | undefined)?.version;
}

const keysWaiting = (of: Store): string[] => of.warehouseDues.waiting(500, 0).map(({ key }) => key);

it('is told nothing of what an owed erasure would take away, and everything of others meanwhile', async () => {
  store = await openStoreIn(directory.path);
  const [{ id: player }, { id: other }] = [store.players.add('Ada', null), store.players.add('Bea', null)];
  for (const each of [player, other]) store.players.change(each, SHARES);
  swing(store, player, 'visit-1');
  const [kept, deleted] = [swing(store, other, 'visit-2'), swing(store, other, 'visit-3')];
  store.players.change(player, { sharesSince: null });
  store.players.change(player, SHARES);
  const again = swing(store, player, 'visit-4');
  const waiting = keysWaiting(store);
  expect(waiting.filter((key) => key.includes(player) || key === `swing:${again}`)).toHaveLength(1);
  expect(waiting).toEqual(expect.arrayContaining([`swing:${kept}`, `swing:${deleted}`, `player:${other}`]));

  // A deleted swing holds back what is summed up of its player, not their other swings.
  await store.swings.remove(deleted);
  expect(keysWaiting(store)).toContain(`swing:${kept}`);
  expect(keysWaiting(store)).not.toContain(`player:${other}`);
  for (const due of store.warehouseDues.erasures()) {
    expect(store.warehouseDues.claim(due)).toBe(true);
    store.warehouseDues.markDone(due);
  }
  expect(keysWaiting(store)).toEqual(
    expect.arrayContaining([`swing:${again}`, `player:${player}`, `swing:${kept}`, `player:${other}`]),
  );
});

describe('what the warehouse is owed of a consent that was taken back', () => {
  it('is one thing: the player’s swings of this bay, their visits, and who they are as this bay told it last', async () => {
    store = await openStoreIn(directory.path);
    const { id: player } = store.players.add('Ada', null);
    const { id: other } = store.players.add('Bea', null);
    for (const each of [player, other]) store.players.change(each, SHARES);
    const swings = [swing(store, player, 'visit-1'), swing(store, player, 'visit-2'), swing(store, player, 'visit-2')];
    const deleted = swing(store, player, 'visit-3');
    swing(store, other, 'visit-4');
    await store.swings.remove(deleted);
    const told = versionOf(`player:${player}`) ?? Number.POSITIVE_INFINITY;
    store.players.change(player, { sharesSince: null });
    const [erasure, ...rest] = store.warehouseDues.erasures().filter(({ swing: of }) => of === '');
    if (erasure === undefined) throw new Error('nothing is owed');
    expect(rest).toEqual([]);
    expect(erasure).toMatchObject({ kind: 'erasure', owner: player, state: 'pending' });
    expect(store.warehouseDues.swingsTakenBack(erasure)).toEqual(swings);
    expect(store.warehouseDues.visitsOf(swings).toSorted()).toEqual(['visit-1', 'visit-2']);
    expect(erasure.version).toBeGreaterThanOrEqual(told);

    store.players.change(player, SHARES);
    expect(versionOf(`player:${player}`)).toBeGreaterThan(erasure.version);
  });

  it('is everything only of a player who was removed', async () => {
    store = await openStoreIn(directory.path);
    const { id } = store.players.add('Ada', null);
    store.players.remove(id);
    const [erasure] = store.warehouseDues.erasures();
    expect(erasure === undefined ? undefined : store.warehouseDues.swingsTakenBack(erasure)).toBeNull();
  });

  it('is narrowed to this bay’s swings where an earlier version still owed everything of the player', async () => {
    const sqlite = databaseBefore('withdrawn-swings', directory.path);
    const announce = sqlite.prepare(
      "insert into outbox (kind, swing, key, payload, state, urgency, created_at) values (?, '', ?, ?, 'pending', -1, '2026-01-01')",
    );
    announce.run(
      'consent-withdrawn',
      'consent-withdrawn:ada:1',
      JSON.stringify({ owners: ['ada'], swings: ['s1', 's2'] }),
    );
    announce.run('consent-withdrawn', 'consent-withdrawn:old:1', JSON.stringify({ owners: ['old'] }));
    announce.run('player-removed', 'player-removed:bea:1', JSON.stringify({ owners: ['bea'] }));
    sqlite.close();
    const opened = await openStoreIn(directory.path);
    store = opened;
    const owed = opened.warehouseDues.erasures().map((due) => [due.owner, opened.warehouseDues.swingsTakenBack(due)]);
    expect(owed).toEqual([
      ['ada', ['s1', 's2']],
      ['old', null],
      ['bea', null],
    ]);
  });
});
