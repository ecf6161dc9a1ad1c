import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIGURE_JOINT_COUNT, type SpaceFigure } from '../swing/figure/space-figure.ts';
import { emptyPoseTrack } from '../swing/pose/pose-track.ts';
import { encodeFigure } from './figure-blob.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, stageClip, temporaryDirectory } from './fixtures/store-in-directory.ts';
import { encodePoses } from './pose-repository.ts';
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

const withCode = (code: string): unknown => expect.objectContaining({ code });
const announced = (): string[] => store.outbox.announced(100).map((entry) => entry.kind);

describe('recording a swing', () => {
  it('stores it with its clip, its job and its announcements at once', async () => {
    const clip = await stageClip(store, 'a');
    if (!clip.isStored) throw new Error('no room');
    const swing = store.swings.recordSwing(aSwing({ media: [clip.media], analysis: { hand: 'left' } }));
    expect(swing).toMatchObject({ status: 'queued', revision: null, order: { sequence: 0 }, missing: [] });
    expect(announced()).toEqual(['swing-stored', 'media-stored']);
    expect(store.queue.claim()).toMatchObject({ swing: swing.id, order: { hand: 'left' }, attempt: 1 });
    expect(store.swings.find(swing.id).status).toBe('analysing');
  });

  it('counts the swings of a boot from 0, whatever wall time says', () => {
    const sequences = ['boot-1', 'boot-1', 'boot-2', 'boot-1'].map(
      (bootId) => store.swings.recordSwing(aSwing({ bootId })).order.sequence,
    );
    expect(sequences).toEqual([0, 1, 0, 2]);
  });

  it('answers a swing that is stored already as it is, without a second announcement', () => {
    const id = uuidv7();
    const first = store.swings.recordSwing(aSwing({ id }));
    expect(store.swings.recordSwing(aSwing({ id, kind: 'practice' }))).toEqual(first);
    expect(announced()).toEqual(['swing-stored']);
  });

  it('is not lost when its player was deleted meanwhile, and belongs to nobody', () => {
    expect(store.swings.recordSwing(aSwing({ player: 'nobody' })).player).toBeNull();
  });

  it('stores nothing at all when a part of it cannot be stored', () => {
    expect(() =>
      store.swings.recordSwing(
        aSwing({ media: [{ kind: 'clip', camera: 'face-on', bytes: 1, mediaType: 'video/mp4' } as never] }),
      ),
    ).toThrow();
    expect(store.swings.list({}, 10).swings).toEqual([]);
    expect(announced()).toEqual([]);
  });
});

describe('the report of a swing', () => {
  it('is added revision by revision, and every one stays as it was', () => {
    const { id } = store.swings.recordSwing(aSwing());
    expect(() => store.swings.report(id)).toThrow(withCode('store/report-unknown'));
    store.swings.storeRevision({ report: sampleReport(id, { club: 'DR' }) });
    store.swings.storeRevision({ report: sampleReport(id, { club: 'iron-7' }) });
    expect(store.swings.report(id)).toMatchObject({ revision: 2, club: 'iron-7' });
    expect(store.swings.report(id, 1)).toMatchObject({ revision: 1, club: 'DR' });
    expect(() => store.swings.report(id, 3)).toThrow(withCode('store/report-unknown'));
    expect(announced()).toEqual(['swing-stored', 'revision-stored', 'revision-stored']);

    const sqlite = new SqliteDatabase(`${directory.path}/swingbay.sqlite`);
    expect(() => sqlite.prepare(`update reports set document = '{}'`).run()).toThrow('never changes');
    sqlite.close();
  });

  it('finishes its job and brings its poses in the same transaction', () => {
    const { id } = store.swings.recordSwing(aSwing({ analysis: {} }));
    const job = store.queue.claim();
    const track = emptyPoseTrack('face-on', { width: 64, height: 36 }, Float64Array.of(0, 8));
    const poses = encodePoses(track);
    store.swings.storeRevision({ report: sampleReport(id), poses: [poses], job: job?.id ?? 0 });
    expect(store.swings.find(id)).toMatchObject({ status: 'completed', revision: 1 });
    expect(store.queue.openJobs()).toBe(0);
    expect(store.poses.find(id, 'face-on', poses.sha256)).toEqual(track);
    expect(store.poses.find(id, 'down-the-line')).toBeUndefined();
  });

  it('brings its figure in space, and a later revision without one takes it away', async () => {
    const { id } = store.swings.recordSwing(aSwing());
    const figure: SpaceFigure = {
      ...{ method: 'corrected', cameras: ['face-on', 'down-the-line'], timesMs: Float64Array.of(0) },
      joints: new Float32Array(FIGURE_JOINT_COUNT * 3).fill(0.5),
      shaft: new Float32Array(3).fill(Number.NaN),
    };
    store.swings.storeRevision({ report: sampleReport(id), figure: encodeFigure(figure) });
    expect(store.figures.find(id)).toEqual(figure);
    store.swings.storeRevision({ report: sampleReport(id) });
    expect(store.figures.find(id)).toBeUndefined();
    store.swings.storeRevision({ report: sampleReport(id), figure: encodeFigure(figure) });
    await store.swings.remove(id);
    expect(store.figures.find(id)).toBeUndefined();
  });

  it('is not stored twice by two analysts of the same job', () => {
    const { id } = store.swings.recordSwing(aSwing({ analysis: {} }));
    const job = store.queue.claim()?.id ?? 0;
    store.swings.storeRevision({ report: sampleReport(id), job });
    const again = () => store.swings.storeRevision({ report: sampleReport(id), job });
    expect(again).toThrow(withCode('store/job-not-held'));
    expect(store.swings.find(id).revision).toBe(1);
  });
});

describe('the list of swings', () => {
  it('goes newest first through pages that neither repeat nor skip while swings are added', () => {
    const ids = Array.from({ length: 7 }, () => store.swings.recordSwing(aSwing()).id);
    const seen: string[] = [];
    let before: number | undefined;
    do {
      const page = store.swings.list({}, 3, before);
      seen.push(...page.swings.map((swing) => swing.id));
      store.swings.recordSwing(aSwing());
      before = page.nextBefore ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual(ids.toReversed());
  });

  it('can be narrowed to a kind or a player', () => {
    const player = store.players.add('Ada', 'left').id;
    const mine = store.swings.recordSwing(aSwing({ player }));
    const practice = store.swings.recordSwing(aSwing({ kind: 'practice' }));
    expect(store.swings.list({ player }, 10).swings.map((s) => s.id)).toEqual([mine.id]);
    expect(store.swings.list({ kind: 'practice' }, 10).swings.map((s) => s.id)).toEqual([practice.id]);
  });
});

describe('deleting a swing', () => {
  it('removes reports, poses and files, keeps a tombstone and announces it once', async () => {
    const clip = await stageClip(store, 'a');
    if (!clip.isStored) throw new Error('no room');
    const { id } = store.swings.recordSwing(aSwing({ media: [clip.media], analysis: {} }));
    store.swings.storeRevision({ report: sampleReport(id) });
    await store.swings.remove(id);
    await store.swings.remove(id);
    expect(() => store.swings.find(id)).toThrow(withCode('store/swing-deleted'));
    expect(() => store.swings.report(id, 1)).toThrow(withCode('store/swing-deleted'));
    expect(() => store.swings.recordSwing(aSwing({ id }))).toThrow(withCode('store/swing-deleted'));
    expect(existsSync(store.media.pathOf(clip.media))).toBe(false);
    expect(store.queue.openJobs()).toBe(0);
    expect(announced().filter((kind) => kind === 'swing-deleted')).toHaveLength(1);
  });

  it('keeps a file that another swing has too', async () => {
    const [first, second] = [await stageClip(store, 'same'), await stageClip(store, 'same')];
    if (!first.isStored || !second.isStored) throw new Error('no room');
    const one = store.swings.recordSwing(aSwing({ media: [first.media] }));
    const other = store.swings.recordSwing(aSwing({ media: [second.media] }));
    await store.swings.remove(one.id);
    expect(existsSync(store.media.pathOf(second.media))).toBe(true);
    await store.swings.remove(other.id);
    expect(existsSync(store.media.pathOf(second.media))).toBe(false);
  });

  it('says of an id that never was that it is unknown', async () => {
    await expect(store.swings.remove(uuidv7())).rejects.toThrow(withCode('store/swing-unknown'));
  });
});
