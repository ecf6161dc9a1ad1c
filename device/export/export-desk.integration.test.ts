/** The queue of videos on a real store, with the real FFmpeg. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { openStoreIn, stageClip, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { storeConfigSchema } from '../store/store.config.ts';
import { openStore, type Store } from '../store/store.ts';
import { silentLog } from '../telemetry/log.ts';
import { ExportDesk, type ExportStatus } from './export-desk.ts';
import type { FilmOrder } from './film-order.ts';
import { filmedSwing } from './filmed-swing.fixture.ts';

const ORDER: FilmOrder = { language: 'de', shape: 'portrait', cameras: [], slowness: 1, hasSkeleton: true };
const MADE_MS_MAX = 60_000;

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
let desk: ExportDesk;
let isBusy: boolean;

function openDesk(): void {
  desk = new ExportDesk({ store, remote: null, isBusy: () => isBusy, clock: systemClock, log: silentLog });
  desk.open();
}

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
  isBusy = false;
  openDesk();
});
afterEach(async () => {
  await desk.close();
  await store.close();
  directory.remove();
});

const files = (): string[] => readdirSync(join(directory.path, 'exports'));

async function settled(swing: string, id: string): Promise<ExportStatus> {
  await expect
    .poll(() => desk.status(swing, id).state, { timeout: MADE_MS_MAX, interval: 100 })
    .toMatch(/^(done|failed)$/);
  return desk.status(swing, id);
}

const isUnderWay = (swing: string, id: string) =>
  expect.poll(() => desk.status(swing, id).progress, { timeout: MADE_MS_MAX, interval: 20 }).toBeGreaterThan(0);

/** The FFmpeg that this process has started for a film, if it runs. */
function filmProcess(): number | undefined {
  const rows = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)]).toString();
  const row = rows.split('\n').find((line) => line.includes('ffmpeg') && line.includes(directory.path));
  return row === undefined ? undefined : Number.parseInt(row, 10);
}

describe('a video that is asked for', () => {
  it('is made once, whoever asks again, and can be fetched', async () => {
    const swing = await filmedSwing(store);
    const asked = desk.ask(swing, ORDER);
    expect(desk.ask(swing, { ...ORDER })).toMatchObject({ id: asked.id });
    expect(desk.fileOf(swing, asked.id)).toBeNull();
    const done = await settled(swing, asked.id);
    expect(done).toMatchObject({ state: 'done', progress: 1, isHalted: false, failure: null });
    const file = desk.fileOf(swing, asked.id);
    expect(file?.name).toMatch(/^swing-\d{4}-\d\d-\d\d\.mp4$/);
    expect(files()).toEqual([`${asked.id}.mp4`]);
    expect(desk.ask(swing, ORDER)).toMatchObject({ id: asked.id, state: 'done' });
    expect(desk.ask(swing, { ...ORDER, language: 'ja' }).id).not.toBe(asked.id);
  });

  it('waits while somebody swings, and goes on where it was', async () => {
    const swing = await filmedSwing(store);
    isBusy = true;
    const { id } = desk.ask(swing, ORDER);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(desk.status(swing, id)).toMatchObject({ state: 'queued', isHalted: true });
    expect(filmProcess()).toBeUndefined();
    isBusy = false;
    await isUnderWay(swing, id);
    isBusy = true;
    await expect.poll(() => desk.status(swing, id).isHalted, { timeout: 5_000 }).toBe(true);
    const process = filmProcess();
    expect(execFileSync('ps', ['-o', 'stat=', '-p', String(process)]).toString()).toMatch(/^T/);
    isBusy = false;
    expect((await settled(swing, id)).state).toBe('done');
  });

  it('is tried again when its maker is killed, and is said to have failed when that goes on', async () => {
    const swing = await filmedSwing(store);
    const { id } = desk.ask(swing, { ...ORDER, slowness: 8 });
    for (let attempt = 1; attempt <= 3; attempt++) {
      await expect.poll(filmProcess, { timeout: MADE_MS_MAX, interval: 20 }).toBeDefined();
      const pid = filmProcess();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      await expect.poll(() => filmProcess() !== pid, { timeout: 5_000, interval: 10 }).toBe(true);
    }
    const failed = await settled(swing, id);
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'export/failed' } });
    expect(failed.failure?.message).toContain('SIGKILL');
    expect(files()).toEqual([]);
    // Who only looks on does not have it tried again; who asks does.
    expect(desk.ask(swing, { ...ORDER, slowness: 8 }, false).state).toBe('failed');
    expect(desk.ask(swing, { ...ORDER, slowness: 8 }).id).toBe(id);
    expect((await settled(swing, id)).state).toBe('done');
  });

  it('fails at once for a clip that no player would show', async () => {
    const broken = () => {
      const file = join(tmpdir(), `swingbay-broken-${randomUUID()}.mp4`);
      writeFileSync(file, Buffer.alloc(2_000, 1));
      return file;
    };
    const swing = await filmedSwing(store, { cameras: ['face-on'], clip: broken });
    const { id } = desk.ask(swing, ORDER);
    expect(await settled(swing, id)).toMatchObject({ state: 'failed', failure: { code: 'export/failed' } });
  });

  it('goes with its swing, also while it is being made', async () => {
    const swing = await filmedSwing(store);
    const done = desk.ask(swing, { ...ORDER, cameras: ['face-on'] });
    await settled(swing, done.id);
    const { id } = desk.ask(swing, { ...ORDER, slowness: 8 });
    await isUnderWay(swing, id);
    await store.swings.remove(swing);
    expect(() => desk.status(swing, id)).toThrow(expect.objectContaining({ code: 'export/unknown' }));
    await expect.poll(() => [files(), filmProcess()], { timeout: 10_000 }).toEqual([[], undefined]);
    expect(() => desk.ask(swing, ORDER)).toThrow(expect.objectContaining({ code: 'store/swing-deleted' }));
  });

  it('is taken up again after a restart, and what was half is gone', async () => {
    const swing = await filmedSwing(store);
    const { id } = desk.ask(swing, { ...ORDER, slowness: 8 });
    await isUnderWay(swing, id);
    // As after a crash: nobody has put anything in order.
    const left = {
      half: join(directory.path, 'exports', `${randomUUID()}.part.mp4`),
      alien: join(directory.path, 'exports', 'x'),
    };
    await desk.close();
    await store.close();
    for (const file of Object.values(left)) writeFileSync(file, 'half');
    store = await openStoreIn(directory.path);
    expect(files()).toEqual([]);
    expect(store.exports.find(id)?.state).toBe('queued');
    openDesk();
    expect((await settled(swing, id)).state).toBe('done');
  });

  it('is given up when the bay has ended three times while it was made', async () => {
    const swing = await filmedSwing(store);
    await desk.close();
    const wanted = { swing, revision: 1, order: ORDER, key: 'a key' };
    const id = store.exports.enqueue(wanted, 5, () => false)?.id ?? '';
    for (let crash = 1; crash <= 3; crash++) {
      expect(store.exports.begin()?.id).toBe(id);
      store.exports.releaseAbandoned();
    }
    expect(store.exports.find(id)).toMatchObject({ state: 'failed', failure: { code: 'export/failed' } });
  });

  it('is refused where there is no clip, no such camera, or no room in the queue', async () => {
    const swing = await filmedSwing(store, { cameras: ['face-on'] });
    expect(() => desk.ask(swing, { ...ORDER, cameras: ['above'] })).toThrow(/"cameras"/);
    const bare = store.swings.recordSwing({
      ...{ kind: 'shot', bay: 'bay-1', session: 's', player: null, bootId: 'b', monotonicNs: 1 },
    }).id;
    expect(() => desk.ask(bare, ORDER)).toThrow(expect.objectContaining({ code: 'store/report-unknown' }));
    isBusy = true;
    const orders = Array.from({ length: 20 }, (_, order) => ({
      ...ORDER,
      cameras: Array.from({ length: (order % 4) + 1 }, () => 'face-on'),
    }));
    const different = orders.map((order, index) => ({
      ...order,
      language: (['en', 'de', 'ja'] as const)[index % 3] ?? 'en',
      shape: index < 12 ? ('portrait' as const) : ('landscape' as const),
    }));
    for (const order of different) desk.ask(swing, order);
    const waiting = store.exports.waiting();
    expect(waiting).toBe(20);
    expect(() => desk.ask(swing, { ...ORDER, hasSkeleton: false })).toThrow(
      expect.objectContaining({ code: 'export/queue-full', retryable: true }),
    );
  });
});

describe('on a disk that is short of space', () => {
  it('a video is not begun, and its reason is said', async () => {
    await desk.close();
    await store.close();
    let free = 10e9;
    const config = storeConfigSchema.parse({ dataDirectory: directory.path, floorMiB: 100, reserveMiB: 0 });
    store = await openStore(config, { log: silentLog, clock: systemClock, freeBytes: () => Promise.resolve(free) });
    const swing = await filmedSwing(store);
    free = 100 * 2 ** 20;
    openDesk();
    const { id } = desk.ask(swing, ORDER);
    const failed = await settled(swing, id);
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'export/disk-full' } });
    expect(files()).toEqual([]);
    // The clips of the swing are worth more than a video of it.
    expect(store.media.list(swing).every(({ state }) => state === 'present')).toBe(true);
  });

  it('videos make way before any clip does, the longest unused first, and are made again when asked for', async () => {
    const swing = await filmedSwing(store);
    const [one, other] = [desk.ask(swing, ORDER), desk.ask(swing, { ...ORDER, language: 'en' })];
    await settled(swing, one.id);
    await settled(swing, other.id);
    store.exportShelf.noteUse(one.id, new Date(Date.now() + 60_000));
    expect(store.exportShelf.reclaimNow(1)).toBeGreaterThan(1);
    expect(existsSync(store.exportShelf.pathOf(other.id))).toBe(false);
    expect(() => desk.status(swing, other.id)).toThrow(expect.objectContaining({ code: 'export/unknown' }));
    expect(store.media.list(swing).every(({ state }) => state === 'present')).toBe(true);
    expect(desk.ask(swing, { ...ORDER, language: 'en' }).id).toBe(other.id);
    expect((await settled(swing, other.id)).state).toBe('done');
  });
});

describe('the shelf of videos', () => {
  it('takes no more than it may: the longest unused make way for a new one', async () => {
    await desk.close();
    await store.close();
    store = await openStoreIn(directory.path, { exportsMiBMax: 2 });
    const ids = Array.from({ length: 3 }, () => randomUUID());
    for (const [index, id] of ids.entries()) {
      writeFileSync(store.exportShelf.unfinishedPathOf(id), Buffer.alloc(900 * 1024));
      store.exportShelf.keep(id);
      store.exportShelf.noteUse(id, new Date(1_000_000 * (index + 1)));
    }
    expect(ids.map((id) => store.exportShelf.sizeOf(id) !== undefined)).toEqual([false, true, true]);
  });

  it('makes way when clips would have to, for a clip that comes', async () => {
    await desk.close();
    await store.close();
    let free = 10e9;
    const config = storeConfigSchema.parse({ dataDirectory: directory.path, floorMiB: 1, reserveMiB: 0 });
    store = await openStore(config, { log: silentLog, clock: systemClock, freeBytes: () => Promise.resolve(free) });
    const swing = await filmedSwing(store);
    const id = randomUUID();
    writeFileSync(store.exportShelf.unfinishedPathOf(id), Buffer.alloc(3 * 2 ** 20));
    store.exportShelf.keep(id);
    free = 2 ** 20;
    await stageClip(store, 'new');
    expect(store.exportShelf.sizeOf(id)).toBeUndefined();
    expect(store.media.list(swing).every(({ state }) => state === 'present')).toBe(true);
  });

  it('knows no path but that of an id', () => {
    for (const id of ['../x', 'x', '', '/etc/passwd', `${randomUUID()}/..`]) {
      expect(() => store.exportShelf.pathOf(id)).toThrow(RangeError);
    }
  });
});
