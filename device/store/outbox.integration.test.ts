import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { silentLog } from '../telemetry/log.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, stageClip, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { RemoteRule } from './media-rows.ts';
import type { OutboxEntry } from './outbox-repository.ts';
import { storeConfigSchema } from './store.config.ts';
import { openStore, type Store } from './store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;

beforeEach(async () => {
  directory = temporaryDirectory();
  await open();
});
afterEach(async () => {
  await store.close();
  directory.remove();
});

async function open(remote: RemoteRule = { guestsMayLeave: false }): Promise<void> {
  store = await openStoreIn(directory.path, {}, systemClock, remote);
}

const SHARES = { sharesSince: '2026-05-01T10:00:00.000Z' };

function aPlayer(change: Parameters<Store['players']['change']>[1] = SHARES): string {
  const { id } = store.players.add('Ada', null);
  store.players.change(id, change);
  return id;
}

async function aSwingWithClip(player: string | null, name = 'clip'): Promise<string> {
  const staged = await stageClip(store, name);
  if (!staged.isStored) throw new Error('no room');
  const { id } = store.swings.recordSwing(aSwing({ player, media: [staged.media] }));
  store.swings.storeRevision({ report: sampleReport(id) });
  return id;
}

const kinds = (entries: readonly OutboxEntry[]): string[] => entries.map(({ kind }) => kind);
const waiting = (): string[] => kinds(store.outbox.waiting(100));

/** As if everything had arrived on the other side. */
function sendAll(): void {
  for (const { id } of store.outbox.waiting(100)) {
    store.outbox.claim(id);
    store.outbox.markDone(id);
  }
}

/** What waits, and what waits behind it: nothing is sent that an owed erasure would take away. */
function waitingInTurn(): string[][] {
  const first = waiting();
  sendAll();
  return [first, waiting()];
}

/** As the disk rule does it. */
function setStateOfMedia(swing: string, state: string): void {
  const database = new Sqlite(join(directory.path, 'swingbay.sqlite'));
  database.prepare('update media set state = ? where swing = ?').run(state, swing);
  database.close();
}

describe('what may leave the bay', () => {
  it('is what belongs to somebody who agreed; a guest agreed to nothing', async () => {
    await aSwingWithClip(null);
    expect(waiting()).toEqual([]);
    expect(store.outbox.standing()).toMatchObject({ pending: 0, withheld: 3 });
    await aSwingWithClip(aPlayer({}), 'silent');
    expect(waiting()).toEqual([]);
    await aSwingWithClip(aPlayer(), 'agreed');
    expect(waiting()).toEqual(['swing-stored', 'revision-stored', 'media-stored']);
  });

  it('is nothing of a minor whose guardian did not agree', async () => {
    const child = aPlayer({ ...SHARES, isMinor: true });
    await aSwingWithClip(child);
    expect(waiting()).toEqual([]);
    store.players.change(child, { guardianAgreedAt: '2026-05-01T10:00:00.000Z' });
    expect(waiting()).toEqual(['swing-stored', 'revision-stored', 'media-stored']);
  });

  it('is for the range to say of guests, from the next start on', async () => {
    await aSwingWithClip(null);
    await store.close();
    await open({ guestsMayLeave: true });
    expect(waiting()).toHaveLength(3);
    await store.close();
    await open();
    expect(waiting()).toEqual([]);
  });

  it('ends when consent is taken back: what was sent is erased, and sent again only after a new consent', async () => {
    const player = aPlayer();
    const swing = await aSwingWithClip(player);
    sendAll();
    store.players.change(player, { sharesSince: null });
    expect(store.outbox.erasures()).toMatchObject([
      { kind: 'consent-withdrawn', payload: { owners: [player], swings: [swing] } },
    ]);
    expect(waiting()).toEqual(['consent-withdrawn']);
    expect(store.media.list(swing)[0]?.syncedAt).toBeNull();
    store.players.change(player, SHARES);
    expect(waitingInTurn()).toEqual([['consent-withdrawn'], ['swing-stored', 'revision-stored', 'media-stored']]);
  });

  it('is not noted as sent by whoever began before consent was taken back', async () => {
    const player = aPlayer();
    const swing = await aSwingWithClip(player);
    const clip = store.outbox.waiting(100).find(({ kind }) => kind === 'media-stored');
    store.outbox.claim(clip?.id ?? 0);
    store.players.change(player, { sharesSince: null });
    expect(store.outbox.markDone(clip?.id ?? 0)).toBe(false);
    expect(store.media.list(swing)[0]?.syncedAt).toBeNull();
  });
});

describe('what is owed to players', () => {
  it('a deleted swing is told of as deleted and as nothing else', async () => {
    const player = aPlayer();
    const swing = await aSwingWithClip(player);
    await store.swings.remove(swing);
    expect(store.outbox.waiting(100)).toMatchObject([{ kind: 'swing-deleted', payload: { owners: [player] } }]);
  });

  it('a forgotten player is erased on the other side', () => {
    const player = aPlayer();
    store.players.remove(player);
    store.players.remove(player);
    expect(waiting()).toEqual(['player-removed']);
  });

  it('a guest’s swing that somebody claims goes out as theirs, and is erased where it lay before', async () => {
    await store.close();
    await open({ guestsMayLeave: true });
    const swing = await aSwingWithClip(null);
    sendAll();
    store.swings.claim('visit-1', aPlayer());
    expect(store.outbox.erasures()).toMatchObject([{ kind: 'swing-moved', swing, payload: { owners: ['visit-1'] } }]);
    expect(waitingInTurn()).toEqual([['swing-moved'], ['swing-stored', 'revision-stored', 'media-stored']]);
  });

  it('it moves as well when guests’ swings stay in the bay since: it may have left before', async () => {
    await store.close();
    await open({ guestsMayLeave: true });
    const swing = await aSwingWithClip(null);
    sendAll();
    await store.close();
    await open();
    store.swings.claim('visit-1', aPlayer());
    expect(store.outbox.erasures()).toMatchObject([{ kind: 'swing-moved', swing, payload: { owners: ['visit-1'] } }]);
    expect(waitingInTurn()).toEqual([['swing-moved'], ['swing-stored', 'revision-stored', 'media-stored']]);
    expect(store.media.list(swing)).toMatchObject([{ syncedAt: null }]);
  });

  it('a claimed swing stays in the bay where its new owner agreed to nothing, and its old copy goes all the same', async () => {
    await store.close();
    await open({ guestsMayLeave: true });
    await aSwingWithClip(null);
    sendAll();
    store.swings.claim('visit-1', aPlayer({}));
    expect(waiting()).toEqual(['swing-moved']);
  });
});

describe('a clip that comes back', () => {
  it('is announced once more where nobody has it, and not where it was seen whole', async () => {
    const player = aPlayer();
    const kept = await aSwingWithClip(player, 'kept');
    const lost = await aSwingWithClip(player, 'lost');
    for (const { id, kind, swing } of store.outbox.waiting(100)) {
      store.outbox.claim(id);
      if (kind === 'media-stored' && swing === lost) store.outbox.forget(id);
      else store.outbox.markDone(id);
    }
    expect(waiting()).toEqual([]);
    for (const [swing, name] of [
      [kept, 'kept'],
      [lost, 'lost'],
    ] as const) {
      setStateOfMedia(swing, 'dropped');
      const staged = await stageClip(store, name);
      if (staged.isStored) store.media.attach(swing, [staged.media]);
      expect(store.media.list(swing)).toMatchObject([{ state: 'present' }]);
    }
    expect(store.outbox.waiting(100)).toMatchObject([{ kind: 'media-stored', swing: lost }]);
  });
});

describe('the order and the claims', () => {
  it('erasures go first, then results of all swings, then their clips', async () => {
    const player = aPlayer();
    await aSwingWithClip(player, 'first');
    await aSwingWithClip(player, 'second');
    await store.swings.remove(await aSwingWithClip(player, 'third'));
    const results = ['swing-stored', 'revision-stored'];
    expect(waiting()).toEqual(['swing-deleted', ...results, ...results, 'media-stored', 'media-stored']);
  });

  it('one at a time is at an entry; a restart makes the claims of the dead void', async () => {
    await aSwingWithClip(aPlayer());
    const [first] = store.outbox.waiting(100);
    expect(store.outbox.claim(first?.id ?? 0)).toBe(true);
    expect(store.outbox.claim(first?.id ?? 0)).toBe(false);
    expect(waiting()).toHaveLength(2);
    await store.close();
    await open();
    expect(waiting()).toHaveLength(3);
  });

  it('a parked entry keeps its reason until staff lets it try again', async () => {
    await aSwingWithClip(aPlayer());
    const [first] = store.outbox.waiting(100);
    store.outbox.claim(first?.id ?? 0);
    store.outbox.markRefused(first?.id ?? 0, { code: 'sync/file-gone', message: 'The file is gone.' }, 'park');
    expect(store.outbox.parked(10)).toMatchObject([{ id: first?.id, lastErrorCode: 'sync/file-gone', attempts: 1 }]);
    expect(waiting()).toHaveLength(2);
    expect(store.outbox.unpark()).toBe(1);
    expect(waiting()).toHaveLength(3);
  });

  it('what was parked while it might leave does not wait again when it may not any more', async () => {
    await store.close();
    await open({ guestsMayLeave: true });
    await aSwingWithClip(null);
    for (const { id } of store.outbox.waiting(100)) {
      store.outbox.claim(id);
      store.outbox.markRefused(id, { code: 'sync/file-gone', message: 'The file is gone.' }, 'park');
    }
    await store.close();
    await open({ guestsMayLeave: false });
    expect(store.outbox.unpark()).toBe(3);
    expect(waiting()).toEqual([]);
    expect(store.outbox.standing()).toMatchObject({ withheld: 3, parked: 0 });
  });
});

describe('a disk without room beside an object store', () => {
  /** Less than the floor is free until something goes. */
  async function withoutRoom(remote: RemoteRule = { guestsMayLeave: false }): Promise<void> {
    await store.close();
    const config = storeConfigSchema.parse({ dataDirectory: directory.path, floorMiB: 1, reserveMiB: 0 });
    const freeBytes = () => Promise.resolve(0);
    store = await openStore(config, {
      log: silentLog,
      clock: systemClock,
      remote,
      freeBytes,
    });
  }

  it('gives up no clip that is not seen whole there', async () => {
    const swing = await aSwingWithClip(aPlayer());
    await withoutRoom();
    expect(store.disk.status().state).toBe('full');
    expect(store.media.list(swing)[0]?.state).toBe('present');
    sendAll();
    await store.disk.check();
    expect(store.media.list(swing)[0]?.state).toBe('dropped');
  });

  it('gives up no content that another swing still has here alone, or is about to have', async () => {
    const [first] = [await aSwingWithClip(aPlayer(), 'same')];
    const player = aPlayer();
    sendAll();
    const second = await aSwingWithClip(player, 'same');
    const path = store.media.pathOf({ sha256: store.media.list(first)[0]?.sha256 ?? '' });
    await withoutRoom();
    expect(existsSync(path)).toBe(true);
    expect(store.disk.makeRoomNow()).toBe(false);
    expect(existsSync(path)).toBe(true);
    expect(store.media.list(second)).toMatchObject([{ state: 'present' }]);
    sendAll();
    await store.disk.check();
    expect([first, second].map((swing) => store.media.list(swing)[0]?.state)).toEqual(['dropped', 'dropped']);
    expect(existsSync(path)).toBe(false);
  });

  it('gives up no content that waits for its swing', async () => {
    const first = await aSwingWithClip(aPlayer(), 'same');
    sendAll();
    const staged = await stageClip(store, 'same');
    if (!staged.isStored) throw new Error('no room');
    expect(store.disk.makeRoomNow()).toBe(false);
    expect(existsSync(store.media.pathOf(staged.media))).toBe(true);
    expect(store.media.list(first)).toMatchObject([{ state: 'present' }]);
    await store.media.discard(staged.media);
    expect(store.disk.makeRoomNow()).toBe(true);
    expect(existsSync(store.media.pathOf(staged.media))).toBe(false);
  });

  it('gives up clips that a line paid by the megabyte never takes there, and no key frame that it does', async () => {
    const swing = await aSwingWithClip(aPlayer());
    const keyFrame = { kind: 'key-frame', camera: 'face-on', mediaType: 'image/jpeg' } as const;
    const staged = await store.media.stage({ ...keyFrame, content: { bytes: Buffer.from('a picture') } });
    if (!staged.isStored) throw new Error('no room');
    store.swings.storeRevision({ report: sampleReport(swing), media: [staged.media] });
    await withoutRoom({ guestsMayLeave: false, isMetered: true });
    const states = store.media.list(swing).map(({ kind, state }) => [kind, state]);
    expect(Object.fromEntries(states)).toEqual({ clip: 'dropped', 'key-frame': 'present' });
  });

  it('gives up a clip that may never go there', async () => {
    const swing = await aSwingWithClip(null);
    await withoutRoom();
    expect(store.media.list(swing)[0]?.state).toBe('dropped');
  });
});
