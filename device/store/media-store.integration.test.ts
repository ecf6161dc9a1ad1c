import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aSwing, openStoreIn, stageClip, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { StagedMedia } from './media-rows.ts';
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

async function clipOf(name: string): Promise<StagedMedia> {
  const outcome = await stageClip(store, name);
  if (!outcome.isStored) throw new Error('no room');
  return outcome.media;
}

async function reopen(): Promise<void> {
  await store.close();
  store = await openStoreIn(directory.path);
}

describe('media files', () => {
  it('take a handed-over file from its path and keep it under the name of its content', async () => {
    const file = store.media.incomingPath('mp4');
    writeFileSync(file, 'a clip');
    const part = { kind: 'clip', camera: 'face-on', mediaType: 'video/mp4', content: { file } } as const;
    const outcome = await store.media.stage(part);
    if (!outcome.isStored) throw new Error('no room');
    expect(outcome.media.bytes).toBe(6);
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(store.media.pathOf(outcome.media), 'utf8')).toBe('a clip');
  });

  it('never lead out of the data directory', () => {
    expect(() => store.media.pathOf({ sha256: '../../etc/passwd' })).toThrow(RangeError);
  });

  it('of a swing that was never recorded are removed when given up', async () => {
    const staged = await clipOf('a');
    await store.media.discard(staged);
    expect(existsSync(store.media.pathOf(staged))).toBe(false);
  });
});

describe('after a crash', () => {
  it('files that nobody names and unfinished ones are gone, the others are there', async () => {
    const [kept, orphan] = [await clipOf('kept'), await clipOf('orphan')];
    const { id } = store.swings.recordSwing(aSwing({ media: [kept] }));
    writeFileSync(store.media.incomingPath('mp4'), 'half');
    await reopen();
    expect(store.reconciliation).toMatchObject({ orphansRemoved: 1, unfinishedRemoved: 1, lost: [], found: [] });
    expect(existsSync(store.media.pathOf(orphan))).toBe(false);
    expect(store.media.list(id)).toMatchObject([{ state: 'present', sha256: kept.sha256 }]);
  });

  it('a missing or shortened file is marked lost, and its swing says so', async () => {
    const [missing, short] = [await clipOf('missing'), await clipOf('short')];
    const first = store.swings.recordSwing(aSwing({ media: [missing] }));
    const second = store.swings.recordSwing(aSwing({ media: [short] }));
    rmSync(store.media.pathOf(missing));
    truncateSync(store.media.pathOf(short), 3);
    await reopen();
    expect(store.reconciliation.lost).toHaveLength(2);
    for (const { id } of [first, second]) {
      expect(store.media.list(id)[0]?.state).toBe('lost');
      expect(store.swings.find(id).missing).toEqual([{ what: 'clip', camera: 'face-on', reason: 'file-lost' }]);
    }
  });

  it('a lost file that was brought back whole is taken back', async () => {
    const clip = await clipOf('a');
    const { id } = store.swings.recordSwing(aSwing({ media: [clip] }));
    const path = store.media.pathOf(clip);
    const content = readFileSync(path);
    rmSync(path);
    await reopen();
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    await reopen();
    expect(store.reconciliation.found).toHaveLength(1);
    expect(store.media.list(id)[0]?.state).toBe('present');
  });
});
