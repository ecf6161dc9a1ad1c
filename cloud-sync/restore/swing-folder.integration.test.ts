import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectStoreError } from '../../device/ports/object-store.port.ts';
import { openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { Store } from '../../device/store/store.ts';
import { FolderObjectStore } from '../object-store/folder-object-store.ts';
import { objectKey, swingPrefix } from '../object-store/object-key.ts';
import { contentOf } from '../object-store/object-store.suite.ts';
import { embedHere, pointOfSwing } from './point-of-swing.ts';
import { openSentBay, type SentBay } from './sent-bay.fixture.ts';
import { type ReadFolder, readSwingFolder } from './swing-folder.ts';
import { listSwing, listSwings } from './swing-listing.ts';
import { swingToTakeIn } from './swing-to-take-in.ts';

let bay: SentBay;
let folder: string;
let objects: FolderObjectStore;
let elsewhere: { path: string; remove: () => void };
let empty: Store;

beforeEach(async () => {
  bay = await openSentBay();
  folder = mkdtempSync(join(tmpdir(), 'swingbay-restore-'));
  objects = new FolderObjectStore({ path: folder, mustBeMounted: false });
  elsewhere = temporaryDirectory();
  empty = await openStoreIn(elsewhere.path);
});
afterEach(async () => {
  await bay.close();
  await empty.close();
  elsewhere.remove();
  rmSync(folder, { recursive: true, force: true });
});

const read = async (owner: string, swing: string): Promise<ReadFolder> =>
  readSwingFolder(objects, await listSwing(objects, owner, swing));

async function found(owner: string, swing: string) {
  const { folder: there } = await read(owner, swing);
  if (there === null) throw new Error('nothing was found');
  return there;
}

const put = (owner: string, swing: string, text: string, extension = 'json'): Promise<unknown> => {
  const content = contentOf(Buffer.from(text), 'application/json');
  return objects.put(objectKey({ owner, swing, sha256: content.sha256, extension }), content);
};

async function keyOf(owner: string, swing: string, isIt: (text: string, key: string) => boolean): Promise<string> {
  for await (const { key } of objects.list(swingPrefix(owner, swing))) {
    const body = await objects.read(key);
    const text = body === null ? '' : Buffer.concat(await body.toArray()).toString('latin1');
    if (isIt(text, key)) return key;
  }
  throw new Error('no such object');
}

const damage = async (key: string, text: string): Promise<void> => {
  const content = contentOf(Buffer.from(text), 'application/json');
  await objects.put(key, content);
};

describe('a swing in the object store', () => {
  it('is read as it was stored, with every revision, its poses and where its films lie', async () => {
    const player = bay.player();
    const id = await bay.swing(player, { revisions: 2 });
    await bay.send(objects);
    const { folder: there, findings } = await read(player, id);
    expect(findings).toEqual([]);
    expect(there).toMatchObject({ id, owner: player, player, bay: 'bay-1', session: 'visit-1', mediaAbsent: 0 });
    expect(there?.revisions.map(({ report }) => report)).toEqual([1, 2].map((n) => bay.store.swings.report(id, n)));
    expect(there?.poses.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(there?.media.map(({ kind, camera }) => [kind, camera]).toSorted()).toEqual([
      ['clip', 'face-on'],
      ['key-frame', 'face-on'],
    ]);
  });

  it('of a guest belongs to nobody, and of whoever claimed it to them, whatever its reports say', async () => {
    const id = await bay.swing(null);
    await bay.send(objects);
    expect((await found('visit-1', id)).player).toBeNull();
    const player = bay.player();
    bay.store.swings.claim('visit-1', player);
    await bay.send(objects);
    expect(await found(player, id)).toMatchObject({ player, revisions: [{ report: { player: null } }] });
  });

  it('is found by a listing that can be taken up behind any swing', async () => {
    const players = [bay.player('Ada'), bay.player('Bea')];
    for (const player of players) for (let n = 0; n < 3; n++) await bay.swing(player);
    await bay.send(objects);
    const all: { owner: string; swing: string }[] = [];
    for await (const { owner, swing } of listSwings(objects)) all.push({ owner, swing });
    expect(all).toHaveLength(6);
    const after = all[2];
    const rest: { owner: string; swing: string }[] = [];
    if (after !== undefined)
      for await (const { owner, swing } of listSwings(objects, { after })) rest.push({ owner, swing });
    expect(rest).toEqual(all.slice(3));
  });
});

describe('rubbish in the object store', () => {
  const codes = ({ findings }: ReadFolder): string[] => findings.map(({ code }) => code).toSorted();

  it('is said and costs the swing nothing that is whole', async () => {
    const player = bay.player();
    const id = await bay.swing(player);
    await bay.send(objects);
    await put(player, id, '{"cut":');
    await put(player, id, '{"schemaVersion":"99.0"}');
    await put(
      player,
      id,
      JSON.stringify({ ...bay.store.swings.report(id), id: '01890000-0000-7000-8000-000000000000' }),
    );
    await objects.put(`${swingPrefix(player, id)}holiday.jpg`, contentOf(Buffer.from('sea')));
    const there = await read(player, id);
    expect(codes(there)).toEqual([
      'restore/document-unreadable',
      'restore/document-unreadable',
      'restore/document-unreadable',
      'restore/foreign-object',
    ]);
    expect(there.folder?.revisions).toHaveLength(1);
    expect(there.folder?.poses).toHaveLength(1);
  });

  it('such as a report whose bytes are others costs that revision alone', async () => {
    const player = bay.player();
    const id = await bay.swing(player, { revisions: 2 });
    await bay.send(objects);
    await damage(await keyOf(player, id, (text) => text.includes('"revision":2')), '{"schemaVersion":"1.2"}');
    const there = await read(player, id);
    expect(codes(there)).toEqual(['restore/content-differs']);
    expect(there.folder?.revisions.map(({ report }) => report.revision)).toEqual([1]);
  });

  it('such as poses that are not there costs no report', async () => {
    const player = bay.player();
    const id = await bay.swing(player);
    await bay.send(objects);
    rmSync(join(folder, await keyOf(player, id, (_, key) => key.endsWith('.poses'))));
    const there = await read(player, id);
    expect(codes(there)).toEqual(['restore/poses-missing']);
    expect(there.folder).toMatchObject({ poses: [], revisions: [{ report: { revision: 1 } }] });
  });

  it('such as a missing document of the swing leaves its report to speak for it', async () => {
    const player = bay.player();
    const id = await bay.swing(player);
    await bay.send(objects);
    rmSync(join(folder, await keyOf(player, id, (text) => text.includes('"document":"swing"'))));
    const there = await read(player, id);
    expect(codes(there)).toEqual(['restore/swing-document-missing']);
    expect(there.folder).toMatchObject({ bay: 'bay-1', session: 'visit-1', player });
  });

  it('such as two documents of one revision is said, and the same one is taken every time', async () => {
    const player = bay.player();
    const id = await bay.swing(player);
    await bay.send(objects);
    await put(player, id, JSON.stringify({ ...bay.store.swings.report(id), club: 'driver' }));
    const [first, second] = [await read(player, id), await read(player, id)];
    expect(codes(first)).toEqual(['restore/revision-twice']);
    expect(first.folder?.revisions).toEqual(second.folder?.revisions);
    expect(first.folder?.revisions).toHaveLength(1);
  });

  it('such as a folder without a word about the swing is no swing', async () => {
    const id = '01890000-0000-7000-8000-000000000000';
    await put('ada', id, 'a film', 'mp4');
    const there = await read('ada', id);
    expect(there.folder).toBeNull();
    expect(codes(there)).toEqual(['restore/nothing-of-a-swing']);
  });

  it('such as a film cut short counts as absent, and a damaged one when it is read', async () => {
    const player = bay.player();
    const id = await bay.swing(player, { clipBytes: 4_000 });
    await bay.send(objects);
    const clip = await keyOf(player, id, (_, key) => key.endsWith('.mp4'));
    await damage(clip, 'x'.repeat(4_000));
    expect(codes(await read(player, id))).toEqual([]);
    const whole = await readSwingFolder(objects, await listSwing(objects, player, id), { media: 'read' });
    expect(codes(whole)).toEqual(['restore/content-differs']);
    await damage(clip, 'x');
    const cut = await read(player, id);
    expect(codes(cut)).toEqual(['restore/content-differs']);
    expect(cut.folder).toMatchObject({ mediaAbsent: 1 });
  });

  it('is not what a line that is down looks like: that is an error', async () => {
    const player = bay.player();
    const id = await bay.swing(player);
    await bay.send(objects);
    const listing = await listSwing(objects, player, id);
    await objects.close();
    await expect(readSwingFolder(objects, listing)).rejects.toBeInstanceOf(ObjectStoreError);
  });
});

describe('taking a swing in', () => {
  async function toTakeIn(owner: string, id: string) {
    const there = await found(owner, id);
    const newest = there.revisions.at(-1);
    const point = newest === undefined ? {} : await pointOfSwing(newest.report, there.poses, embedHere);
    return swingToTakeIn(there, point);
  }
  async function takenIn(owner: string, id: string) {
    return empty.intake.takeIn(await toTakeIn(owner, id));
  }
  const row = (store: Store, id: string) => ({ ...store.swings.find(id), ordinal: 0 });

  it('notes it as sent in the bay that sends it, so that it goes out again after an erasure', async () => {
    const id = await bay.swing(null, { revisions: 2 });
    await bay.send(objects);
    const swing = await toTakeIn('visit-1', id);
    for (let times = 0; times < 2; times++) empty.intake.takeIn(swing, true);
    expect(empty.outbox.standing()).toMatchObject({ done: 5, pending: 0, withheld: 0 });
    const keys = (of: Store) =>
      new Set(of.outbox.announced(100).map(({ key, payload }) => JSON.stringify([key, payload])));
    expect(keys(empty)).toEqual(keys(bay.store));

    const player = empty.players.add('Ada', null).id;
    empty.players.change(player, { sharesSince: '2026-05-01T10:00:00.000Z' });
    empty.swings.claim('visit-1', player);
    const [erasure, ...others] = empty.outbox.waiting(100);
    expect([erasure?.kind, others]).toEqual(['swing-moved', []]);
    expect(empty.outbox.claim(erasure?.id ?? 0)).toBe(true);
    empty.outbox.markDone(erasure?.id ?? 0);
    const waiting = empty.outbox.waiting(100).map(({ kind }) => kind);
    expect(waiting).toHaveLength(5);
    expect(new Set(waiting)).toEqual(new Set(['swing-stored', 'revision-stored', 'media-stored']));
  });

  it('makes it what it was where it was stored, and announces nothing', async () => {
    const id = await bay.swing(null, { revisions: 3 });
    await bay.send(objects);
    expect(await takenIn('visit-1', id)).toEqual({ result: 'taken', revisions: 3, poses: 3, media: 2 });
    expect(row(empty, id)).toEqual(row(bay.store, id));
    for (const n of [1, 2, 3]) expect(empty.swings.reportText(id, n)).toBe(bay.store.swings.reportText(id, n));
    expect(empty.poses.list(id)).toEqual(bay.store.poses.list(id));
    expect(empty.media.list(id).map(({ state }) => state)).toEqual(['remote', 'remote']);
    expect(empty.outbox.announced(10)).toEqual([]);
    const listed = (store: Store) => store.swings.list({}, 10).swings.map((swing) => ({ ...swing, ordinal: 0 }));
    expect(listed(empty)).toEqual(listed(bay.store));
    expect(await takenIn('visit-1', id)).toEqual({ result: 'known', revisions: 0, poses: 0, media: 0 });
  });

  it('waits for whoever claimed it meanwhile, and changes nothing until they are known', async () => {
    const id = await bay.swing(null);
    await bay.send(objects);
    await takenIn('visit-1', id);
    const player = bay.player();
    bay.store.swings.claim('visit-1', player);
    bay.measure(id, { club: 'driver' });
    await bay.send(objects);
    await expect(takenIn(player, id)).rejects.toMatchObject({ code: 'store/player-unknown' });
    expect(empty.swings.find(id).revision).toBe(1);
  });

  it('knows a swing before it is measured, and its report when that comes', async () => {
    const id = await bay.swing(null, { revisions: 0 });
    await bay.send(objects);
    await takenIn('visit-1', id);
    expect(empty.swings.find(id)).toMatchObject({ status: 'failed', failure: { code: 'store/not-measured-yet' } });
    bay.measure(id);
    await bay.send(objects);
    expect(await takenIn('visit-1', id)).toMatchObject({ result: 'added', revisions: 1 });
    expect(empty.swings.find(id)).toMatchObject({ status: 'completed', failure: null, revision: 1 });
  });

  it('never brings back what was deleted, and never changes a revision', async () => {
    const [deleted, kept] = [await bay.swing(null), await bay.swing(null)];
    await bay.send(objects);
    await takenIn('visit-1', deleted);
    await empty.swings.remove(deleted);
    expect(await takenIn('visit-1', deleted)).toMatchObject({ result: 'deleted' });
    expect(() => empty.swings.find(deleted)).toThrow(/deleted/);

    await takenIn('visit-1', kept);
    const there = await toTakeIn('visit-1', kept);
    const document = JSON.stringify({ ...bay.store.swings.report(kept), club: 'driver' });
    const other = { ...there, revisions: [{ revision: 1, document, createdAt: there.recordedAt }] };
    expect(() => empty.intake.takeIn(other)).toThrow(expect.objectContaining({ code: 'store/revision-differs' }));
    expect(() => empty.intake.takeIn({ ...there, bay: 'bay-2' })).toThrow(
      expect.objectContaining({ code: 'store/swing-differs' }),
    );
    expect(empty.swings.report(kept)).toEqual(bay.store.swings.report(kept));
  });

  it('puts swings in the order in which they were made, whichever comes first, and new ones behind them', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) ids.push(await bay.swing(null, { clipBytes: 10 }));
    await bay.send(objects);
    for (const id of [3, 5, 0, 4, 1, 2].map((n) => ids[n] ?? '')) await takenIn('visit-1', id);
    const fresh = empty.swings.recordSwing({
      ...{ kind: 'shot', bay: 'bay-1', session: 'visit-2', player: null, bootId: 'boot-1', monotonicNs: 1 },
    }).id;
    expect(empty.swings.list({}, 10).swings.map(({ id }) => id)).toEqual([fresh, ...ids.toReversed()]);
  });
});
