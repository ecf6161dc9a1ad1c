import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ObjectContent,
  type ObjectStore,
  ObjectStoreError,
  type Receipt,
} from '../../device/ports/object-store.port.ts';
import { sampleReport } from '../../device/store/fixtures/sample-report.ts';
import { aSwing } from '../../device/store/fixtures/store-in-directory.ts';
import { contentSha256 } from '../../device/store/content-hash.ts';
import { storeBusy } from '../object-store/errors.ts';
import { FolderObjectStore } from '../object-store/folder-object-store.ts';
import { ownerPrefix, placeOf, swingPrefix } from '../object-store/object-key.ts';
import { openFolder } from '../object-store/open-object-store.ts';
import { bytesOf, keysBelow } from '../object-store/object-store.suite.ts';
import type { OutboxSync } from './outbox-sync.ts';
import { openSyncingBay, type SyncingBay } from './syncing-bay.fixture.ts';

let bay: SyncingBay;
let folder: string;
let objects: FolderObjectStore;

beforeEach(async () => {
  bay = await openSyncingBay();
  folder = mkdtempSync(join(tmpdir(), 'swingbay-sync-'));
  objects = new FolderObjectStore({ path: folder, mustBeMounted: false });
});
afterEach(async () => {
  await bay.close();
  rmSync(folder, { recursive: true, force: true });
});

const drained = (sync: OutboxSync) =>
  expect.poll(() => sync.state(), { timeout: 30_000 }).toMatchObject({ pending: 0, activity: 'idle' });

async function began(target: ObjectStore, config = {}): Promise<OutboxSync> {
  const sync = bay.sync(target, config);
  sync.start();
  await drained(sync);
  return sync;
}

/** A folder whose calls a test may watch or spoil. */
function spoiled(changes: Partial<ObjectStore>): ObjectStore {
  return new Proxy<ObjectStore>(objects, {
    get: (whole, name: keyof ObjectStore) => changes[name] ?? whole[name].bind(whole),
  });
}

describe('what the bay sends', () => {
  it('is every part of a swing once and whole, under keys that say what is in them', async () => {
    const player = bay.player();
    const swing = await bay.swing(player);
    await began(objects);
    const keys = await keysBelow(objects, ownerPrefix(player));
    const extensions = keys.map((key) => placeOf(key)?.extension ?? '').toSorted();
    expect(extensions).toEqual(['jpg', 'json', 'json', 'mp4', 'poses']);
    for (const key of keys) {
      const bytes = await bytesOf(objects, key);
      expect(contentSha256(bytes ?? Buffer.alloc(0))).toBe(placeOf(key)?.sha256);
    }
    const documents = await Promise.all(
      keys.filter((key) => key.endsWith('.json')).map(async (key) => JSON.parse(String(await bytesOf(objects, key)))),
    );
    expect(documents).toContainEqual(bay.store.swings.report(swing));
    expect(documents).toContainEqual(expect.objectContaining({ document: 'swing', id: swing, session: 'visit-1' }));
    expect(bay.store.media.list(swing).every(({ syncedAt }) => syncedAt !== null)).toBe(true);
  });

  it('is the documents of a swing, one after the other, and then read back beside each other', async () => {
    await bay.swing(bay.player());
    const put: string[] = [];
    const asked: string[] = [];
    let answer = (): void => undefined;
    const areAllAsked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const sync = bay.sync(
      spoiled({
        put: async (key, content, pace) => {
          if (asked.length === 0) put.push(placeOf(key)?.extension ?? '');
          return objects.put(key, content, pace);
        },
        // Each answer is kept back until all are asked for.
        holds: async (key, content) => {
          if (asked.push(key) === 3) answer();
          await areAllAsked;
          return objects.holds(key, content);
        },
      }),
      { connections: 1 },
    );
    sync.start();
    await drained(sync);
    expect(put).toEqual(['json', 'poses', 'json']);
    expect(asked).toHaveLength(3);
  });

  it('is nothing of guests, and nothing of players who did not agree', async () => {
    await bay.swing(null);
    await bay.swing(bay.store.players.add('Bea', null).id);
    const sync = await began(objects);
    expect(await keysBelow(objects, '')).toEqual([]);
    expect(sync.state()).toMatchObject({ withheld: 8, sent: 0 });
  });

  it('is a guest’s clip under its new owner, though the bay itself has given it up', async () => {
    const own = bay;
    bay = await openSyncingBay(true);
    await own.close();
    const swing = await bay.swing(null);
    const sync = await began(objects);
    const clipOf = async (owner: string): Promise<Buffer | null> => {
      const key = (await keysBelow(objects, swingPrefix(owner, swing))).find((each) => each.endsWith('.mp4'));
      return key === undefined ? null : bytesOf(objects, key);
    };
    const clip = await clipOf('visit-1');
    expect(clip).not.toBeNull();
    bay.giveUpClips(swing);

    const player = bay.player();
    bay.store.swings.claim('visit-1', player);
    await drained(sync);
    expect(await clipOf(player)).toEqual(clip);
    expect(await keysBelow(objects, ownerPrefix('visit-1'))).toEqual([]);
    expect(bay.store.media.list(swing).map(({ state }) => state)).toEqual(['present', 'present']);
  });

  it('is a guest’s clip that comes back slowly, though other parts of the swing could go at once', async () => {
    const own = bay;
    bay = await openSyncingBay(true);
    await own.close();
    const swing = await bay.swing(null);
    const first = await began(objects);
    await first.stop();
    bay.giveUpClips(swing);
    const player = bay.player();
    bay.store.swings.claim('visit-1', player);

    objects = new FolderObjectStore({ path: folder, mustBeMounted: false });
    const read: ObjectStore['read'] = async (key, range) => {
      if (key.endsWith('.mp4')) await sleep(200);
      return objects.read(key, range);
    };
    await began(spoiled({ read }), { connections: 4 });
    expect((await keysBelow(objects, ownerPrefix(player))).filter((key) => key.endsWith('.mp4'))).toHaveLength(1);
    expect(await keysBelow(objects, ownerPrefix('visit-1'))).toEqual([]);
  });

  it('is erased nowhere while what moves was read back as other bytes', async () => {
    const own = bay;
    bay = await openSyncingBay(true);
    await own.close();
    const swing = await bay.swing(null);
    let isDamaged = true;
    const read: ObjectStore['read'] = async (key, range) =>
      isDamaged && key.endsWith('.mp4') ? Readable.from([Buffer.from('other bytes')]) : objects.read(key, range);
    const sync = await began(spoiled({ read }));
    bay.giveUpClips(swing);
    const before = await keysBelow(objects, ownerPrefix('visit-1'));
    const player = bay.player();
    bay.store.swings.claim('visit-1', player);
    await expect.poll(() => bay.store.outbox.erasures()[0]?.lastErrorCode).toBe('sync/not-held');
    expect(await keysBelow(objects, ownerPrefix('visit-1'))).toEqual(before);

    isDamaged = false;
    sync.retryParked();
    await drained(sync);
    expect((await keysBelow(objects, ownerPrefix(player))).filter((key) => key.endsWith('.mp4'))).toHaveLength(1);
    expect(await keysBelow(objects, ownerPrefix('visit-1'))).toEqual([]);
  });

  it('is erased nowhere while what moves finds no room in the bay', async () => {
    const own = bay;
    bay = await openSyncingBay(true);
    await own.close();
    const swing = await bay.swing(null);
    const sync = await began(objects);
    bay.giveUpClips(swing);
    const before = await keysBelow(objects, ownerPrefix('visit-1'));
    const stage = vi.spyOn(bay.store.media, 'stage').mockImplementation(async ({ content }) => {
      if ('file' in content) rmSync(content.file);
      return { isStored: false, reason: 'disk-full' };
    });
    bay.store.swings.claim('visit-1', bay.player());
    await expect.poll(() => bay.store.outbox.erasures()[0]?.lastErrorCode).toBe('sync/no-room');
    expect(await keysBelow(objects, ownerPrefix('visit-1'))).toEqual(before);

    stage.mockRestore();
    sync.retryParked();
    await drained(sync);
    expect(await keysBelow(objects, ownerPrefix('visit-1'))).toEqual([]);
  });

  it('has the results of all swings there before the first key frame, and key frames before clips', async () => {
    const told: string[] = [];
    const kindOf = (key: string): string => placeOf(key)?.extension ?? '';
    // Results take their time, and several things go beside each other.
    const put = async (key: string, content: ObjectContent): Promise<Receipt> => {
      told.push(`begins ${kindOf(key)}`);
      if (kindOf(key) === 'json') await sleep(20);
      const receipt = await objects.put(key, content);
      told.push(`there ${kindOf(key)}`);
      return receipt;
    };
    const player = bay.player();
    for (let n = 0; n < 6; n++) await bay.swing(player);
    await began(spoiled({ put }), { connections: 4 });
    for (const document of ['json', 'poses']) {
      expect(told.lastIndexOf(`there ${document}`)).toBeLessThan(told.indexOf('begins jpg'));
    }
    expect(told.lastIndexOf('there jpg')).toBeLessThan(told.indexOf('begins mp4'));
    expect(told.filter((what) => what === 'there mp4')).toHaveLength(6);
  });

  it('lets a result go at once while clips are on their way', async () => {
    const player = bay.player();
    await bay.swing(player);
    let [clips, sent, release] = [0, 0, (): void => undefined];
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const put = async (key: string, content: ObjectContent): Promise<Receipt> => {
      if (placeOf(key)?.extension !== 'mp4') return objects.put(key, content);
      clips++;
      await held;
      sent++;
      return objects.put(key, content);
    };
    const sync = bay.sync(spoiled({ put }), { connections: 1 });
    sync.start();
    await expect.poll(() => clips).toBeGreaterThan(0);
    const later = await bay.swing(player);
    await expect
      .poll(async () => (await keysBelow(objects, swingPrefix(player, later))).map((key) => placeOf(key)?.extension))
      .toEqual(expect.arrayContaining(['json', 'poses']));
    expect(sent).toBe(0);
    release();
    await drained(sync);
  });

  it('sends no clips on a line that is paid by the megabyte', async () => {
    const player = bay.player();
    await bay.swing(player);
    const sync = bay.sync(objects, { isMetered: true });
    sync.start();
    await expect.poll(() => sync.state()).toMatchObject({ pending: 1, activity: 'paused' });
    const keys = await keysBelow(objects, '');
    expect(keys.filter((key) => key.endsWith('.mp4'))).toEqual([]);
    expect(keys).toHaveLength(4);
  });

  it('waits while somebody swings', async () => {
    await bay.swing(bay.player());
    bay.busy = true;
    const sync = bay.sync(objects);
    sync.start();
    expect(sync.state()).toMatchObject({ activity: 'paused', pending: 4 });
    bay.busy = false;
    await drained(sync);
  });
});

describe('what the bay takes back', () => {
  it('is a deleted swing, and everything of whoever takes their consent back', async () => {
    const player = bay.player();
    const [kept, deleted] = [await bay.swing(player), await bay.swing(player)];
    const sync = await began(objects);
    await bay.store.swings.remove(deleted);
    await drained(sync);
    expect(await keysBelow(objects, swingPrefix(player, deleted))).toEqual([]);
    expect(await keysBelow(objects, swingPrefix(player, kept))).toHaveLength(5);
    bay.store.players.change(player, { sharesSince: null });
    await drained(sync);
    expect(await keysBelow(objects, ownerPrefix(player))).toEqual([]);
    bay.store.players.change(player, { sharesSince: '2026-06-01T10:00:00.000Z' });
    await drained(sync);
    expect(await keysBelow(objects, swingPrefix(player, kept))).toHaveLength(5);
  });

  it('is not what another bay has sent of a player who agreed again meanwhile', async () => {
    const player = bay.player();
    await bay.swing(player);
    const first = await began(objects);
    await first.stop();
    objects = new FolderObjectStore({ path: folder, mustBeMounted: false });
    const bytes = Buffer.from('{}');
    const theirs = {
      from: { bytes },
      sha256: contentSha256(bytes),
      bytes: bytes.length,
      mediaType: 'application/json',
    };
    const key = `${swingPrefix(player, 'swing-of-another-bay')}${theirs.sha256}.json`;
    await objects.put(key, theirs);

    bay.store.players.change(player, { sharesSince: null });
    await began(objects);
    expect(await keysBelow(objects, ownerPrefix(player))).toEqual([key]);
  });

  it('is everything of a player who was forgotten', async () => {
    const player = bay.player();
    await bay.swing(player);
    const sync = await began(objects);
    bay.store.players.remove(player);
    await drained(sync);
    expect(await keysBelow(objects, ownerPrefix(player))).toEqual([]);
  });

  it('is what a player agreed to and took back while it was on its way', async () => {
    const player = bay.player();
    await bay.swing(player);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const put = async (key: string, content: ObjectContent): Promise<Receipt> => {
      await held;
      return objects.put(key, content);
    };
    const sync = bay.sync(spoiled({ put }));
    sync.start();
    await expect.poll(() => sync.state().activity).toBe('sending');
    bay.store.players.change(player, { sharesSince: null });
    release();
    await drained(sync);
    expect(await keysBelow(objects, ownerPrefix(player))).toEqual([]);
  });
});

describe('what goes wrong with one thing', () => {
  it('a file that somebody damaged is parked with its reason and holds up nothing else', async () => {
    const player = bay.player();
    const bad = await bay.swing(player);
    const clip = bay.store.media.list(bad).find(({ kind }) => kind === 'clip');
    writeFileSync(bay.store.media.pathOf({ sha256: clip?.sha256 ?? '' }), 'not a clip');
    await bay.swing(player);
    const sync = await began(objects);
    expect(sync.state()).toMatchObject({ parked: 1, sent: 7, trouble: null });
    expect(sync.state().parkedReasons).toMatchObject([{ swing: bad, code: 'object-store/content-changed' }]);
    expect(bay.store.media.list(bad).find(({ kind }) => kind === 'clip')?.syncedAt).toBeNull();
    expect(sync.retryParked()).toBe(1);
  });

  it('a store that takes clips and keeps other bytes never has them counted as sent', async () => {
    const swing = await bay.swing(bay.player());
    const put = (key: string, content: ObjectContent): Promise<Receipt> => {
      if (!key.endsWith('.mp4')) return objects.put(key, content);
      const bytes = Buffer.alloc(content.bytes);
      const isOther = { from: { bytes }, sha256: contentSha256(bytes), bytes: bytes.length, mediaType: 'video/mp4' };
      return objects.put(key, isOther);
    };
    const sync = bay.sync(spoiled({ put }));
    sync.start();
    await expect.poll(() => bay.counters.value('sync_failed', { code: 'sync/not-held' })).toBeGreaterThan(1);
    expect(bay.store.media.list(swing).find(({ kind }) => kind === 'clip')?.syncedAt).toBeNull();
    expect(sync.state()).toMatchObject({ pending: 1, sent: 3, trouble: null });
  });
});

describe('what reads as an outage and is about one thing', () => {
  it('an erasure for which the store gives no right holds up no results but those of its owner', async () => {
    const [player, other] = [bay.player(), bay.player()];
    const deleted = await bay.swing(player);
    let mayDelete = false;
    const removeAll = (prefix: string): Promise<number> => {
      if (mayDelete) return objects.removeAll(prefix);
      return Promise.reject(new ObjectStoreError('object-store/not-allowed', 'It may not delete.'));
    };
    const sync = await began(spoiled({ removeAll }));
    for (const swing of [deleted, await bay.swing(player)]) await bay.store.swings.remove(swing);
    const sent = await bay.swing(other);
    await expect.poll(() => keysBelow(objects, swingPrefix(other, sent)), { timeout: 20_000 }).toHaveLength(5);
    expect(bay.store.outbox.erasures()).toHaveLength(2);
    expect(sync.state().trouble?.code).toBe('object-store/not-allowed');
    expect(sync.obstacle?.code).toBe('object-store/not-allowed');

    mayDelete = true;
    sync.retryParked();
    await drained(sync);
    expect(sync.state().trouble).toBeNull();
    expect(await keysBelow(objects, ownerPrefix(player))).toEqual([]);
  });
});

describe('erasures for which the store gives no right', () => {
  it('hold up no results either where they are more than anybody lists, and none is sent that they would take', async () => {
    const [player, other] = [bay.player(), bay.player()];
    for (let n = 0; n < 1_300; n++) {
      const swing = `gone-${n}`;
      bay.store.outbox.append({ kind: 'swing-deleted', swing, key: swing, payload: { owners: ['visit-0'] } });
    }
    const mine = await bay.swing(player);
    bay.store.players.change(player, { sharesSince: null });
    bay.store.players.change(player, { sharesSince: '2026-06-01T10:00:00.000Z' });
    const sent = await bay.swing(other);
    const tried: string[] = [];
    const removeAll = (prefix: string): Promise<number> => {
      tried.push(prefix);
      return Promise.reject(new ObjectStoreError('object-store/not-allowed', 'It may not delete.'));
    };
    const sync = bay.sync(spoiled({ removeAll }));
    sync.start();
    await expect.poll(() => keysBelow(objects, swingPrefix(other, sent)), { timeout: 20_000 }).toHaveLength(5);
    expect(tried.length).toBeLessThan(20);
    expect(await keysBelow(objects, swingPrefix(player, mine))).toEqual([]);
    expect(sync.state().trouble?.code).toBe('object-store/not-allowed');
  });

  it('are an obstacle to be seen to also where the store says that it is busy, while it takes everything else', async () => {
    const player = bay.player();
    await bay.swing(player);
    bay.store.players.change(player, { sharesSince: null });
    await bay.swing(bay.player());
    const sync = bay.sync(spoiled({ removeAll: () => Promise.reject(storeBusy('it never erases')) }));
    sync.start();
    await expect.poll(() => sync.obstacle?.code, { timeout: 20_000 }).toBe('object-store/busy');
  });

  it('hold nobody up behind the swings that wait for them, however many those are', async () => {
    const [player, other] = [bay.player(), bay.player()];
    const mine = await bay.swing(player);
    // More than the sync looks at in one plan.
    for (let n = 0; n < 40; n++) {
      const { id } = bay.store.swings.recordSwing(aSwing({ player }));
      bay.store.swings.storeRevision({ report: sampleReport(id) });
    }
    bay.store.players.change(player, { sharesSince: null });
    bay.store.players.change(player, { sharesSince: '2026-06-01T10:00:00.000Z' });
    const sent = await bay.swing(other);
    let mayDelete = false;
    const removeAll = (prefix: string): Promise<number> =>
      mayDelete
        ? objects.removeAll(prefix)
        : Promise.reject(new ObjectStoreError('object-store/not-allowed', 'It may not delete.'));
    const sync = bay.sync(spoiled({ removeAll }));
    sync.start();
    await expect.poll(() => keysBelow(objects, swingPrefix(other, sent)), { timeout: 20_000 }).toHaveLength(5);
    expect(await keysBelow(objects, ownerPrefix(player))).toEqual([]);
    mayDelete = true;
    sync.retryParked();
    await drained(sync);
    expect(await keysBelow(objects, swingPrefix(player, mine))).toHaveLength(5);
  });
});

describe('a drive that is not there', () => {
  it('is said, waited for, and gone on with by itself', async () => {
    await bay.swing(bay.player());
    const unmounted = new FolderObjectStore({ path: join(folder, 'nothing-mounted'), mustBeMounted: true });
    let isMounted = false;
    const target = spoiled({
      put: (key, content) => (isMounted ? objects : unmounted).put(key, content),
      holds: (key, content) => (isMounted ? objects : unmounted).holds(key, content),
    });
    const sync = bay.sync(target);
    sync.start();
    await expect.poll(() => sync.obstacle?.code, { timeout: 20_000 }).toBe('object-store/folder-missing');
    expect(sync.state()).toMatchObject({ sent: 0, parked: 0, pending: 4 });
    isMounted = true;
    await drained(sync);
    expect(sync.state()).toMatchObject({ sent: 4, trouble: null });
  });

  it('is no store in which there is nothing left to erase, and none to which everything was sent', async () => {
    const path = join(folder, 'drive');
    const opened = () =>
      openFolder({ kind: 'folder', path, mustBeMounted: false }, { dataDirectory: bay.store.dataDirectory });
    const player = bay.player();
    await bay.swing(player);
    await (await began(opened())).stop();
    renameSync(path, join(folder, 'away'));
    mkdirSync(path);
    bay.store.players.change(player, { sharesSince: null });
    const other = bay.player();
    const swing = await bay.swing(other);
    const sync = bay.sync(opened());
    sync.start();
    await expect.poll(() => sync.obstacle?.code, { timeout: 20_000 }).toBe('object-store/folder-missing');
    expect(bay.store.outbox.erasures()).toHaveLength(1);
    expect(bay.store.media.list(swing).map(({ syncedAt }) => syncedAt)).toEqual([null, null]);
    rmSync(path, { recursive: true });
    renameSync(join(folder, 'away'), path);
    await drained(sync);
    expect(await keysBelow(opened(), ownerPrefix(player))).toEqual([]);
    expect(await keysBelow(opened(), swingPrefix(other, swing))).toHaveLength(5);
  });

  it('is sent everything that is still here once another one is accepted in its place', async () => {
    const path = join(folder, 'drive');
    const opened = () =>
      openFolder({ kind: 'folder', path, mustBeMounted: false }, { dataDirectory: bay.store.dataDirectory });
    const player = bay.player();
    const [whole, withoutClips] = [await bay.swing(player), await bay.swing(player)];
    await (await began(opened())).stop();
    bay.giveUpClips(withoutClips);
    rmSync(path, { recursive: true });
    mkdirSync(path);
    expect(await opened().accept(() => bay.store.outbox.sendEverythingAgain())).toBe(true);
    expect(bay.store.media.list(whole).map(({ syncedAt }) => syncedAt)).toEqual([null, null]);
    await began(opened());
    expect(await keysBelow(opened(), swingPrefix(player, whole))).toHaveLength(5);
    expect(await keysBelow(opened(), swingPrefix(player, withoutClips))).toHaveLength(4);
    expect(bay.store.outbox.standing()).toMatchObject({ pending: 0, parked: 0 });
  });
});
