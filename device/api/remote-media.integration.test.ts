/** Clips that the bay gave up once the object store had them, over the running API: as before, or why not. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderObjectStore } from '../../cloud-sync/object-store/folder-object-store.ts';
import { unreachable } from '../../cloud-sync/object-store/errors.ts';
import { copyMsMax } from '../../cloud-sync/object-store/remote-media-patience.ts';
import { RemoteSwingMedia, type RemoteSwingMediaParts } from '../../cloud-sync/object-store/remote-swing-media.ts';
import { OutboxSync } from '../../cloud-sync/outbox/outbox-sync.ts';
import { syncConfigSchema } from '../../cloud-sync/outbox/sync.config.ts';
import { type Clock, systemClock } from '../clock/clock.ts';
import { filmedSwing } from '../export/filmed-swing.fixture.ts';
import type { ByteRange, ObjectStore } from '../ports/object-store.port.ts';
import { REMOTE_MEDIA, type RemoteFile, type RemoteMedia } from '../ports/remote-media.port.ts';
import { Counters } from '../telemetry/counters.ts';
import { silentLog } from '../telemetry/log.ts';
import type { SwingDetail } from './contract/rest.ts';
import type { ExportStatusBody, ShareBody, SharedSwing } from './contract/take-home.ts';
import { type ApiInTest, type ApiInTestOptions, startApi } from './fixtures/api-in-test.ts';
import { type Answer, call, type CallOptions, type Person, personIn } from './fixtures/people-in-test.ts';

const PHONE = 'phone.range.example';
/** The kernel's own buffers of a connection, both ends together, take up to 36 MiB where nobody reads. */
const MORE_THAN_A_LINE_HOLDS = 48_000_000;

let folder: string;
let objects: FolderObjectStore;
let api: ApiInTest;
let player: Person;
let aheadNs = 0;
/** Every read of the object store, as it was asked. */
let reads: (ByteRange | 'whole')[] = [];
let isLineDown = false;
let wrong: ((body: Readable) => Readable) | null = null;
let slow: ((body: Readable) => Promise<void>) | null = null;

const clock: Clock = { ...systemClock, monotonicNs: () => systemClock.monotonicNs() + aheadNs };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swingbay-remote-'));
  objects = new FolderObjectStore({ path: folder, mustBeMounted: false });
  reads = [];
  isLineDown = false;
  wrong = null;
  slow = null;
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openBay(
  store: ApiInTestOptions['store'] = {},
  patience: RemoteSwingMediaParts['patience'] = {},
): Promise<void> {
  const seen: Pick<ObjectStore, 'read'> = {
    read: async (key, range) => {
      if (isLineDown) throw unreachable('ECONNREFUSED');
      reads.push(range ?? 'whole');
      const body = await objects.read(key, range);
      if (body !== null) await slow?.(body);
      return body === null || wrong === null ? body : wrong(body);
    },
  };
  api = await startApi({
    clock,
    // No clip stays that may go.
    store: { clipsMiBMax: 0.000_001, ...store },
    remote: {
      rule: { guestsMayLeave: false },
      media: (of) =>
        new RemoteSwingMedia({
          ...{ store: of, clock, log: silentLog, counters: new Counters(), patience },
          objects: seen as ObjectStore,
        }),
    },
  });
  await personIn(api, 'operator');
  player = await personIn(api, 'player');
  api.store.players.change(player.player, { sharesSince: '2026-01-01T00:00:00.000Z' });
}

/** Sends everything there, sees it there, and lets the bay give its clips up. */
async function givenUp(swing: string): Promise<Buffer> {
  const before = await video(swing);
  const config = syncConfigSchema.parse({ to: { kind: 'folder', path: folder } });
  const { store, counters } = api;
  const sync = new OutboxSync({ config, objects, store, isBusy: () => false, clock, log: silentLog, counters });
  sync.start();
  await expect.poll(() => sync.state(), { timeout: 30_000 }).toMatchObject({ pending: 0, activity: 'idle' });
  await sync.stop();
  objects = new FolderObjectStore({ path: folder, mustBeMounted: false });
  await store.disk.check();
  expect(store.media.list(swing).filter(({ kind, state }) => kind === 'clip' && state === 'present')).toEqual([]);
  return before;
}

const asPlayer = (line: string, options: CallOptions = {}): Promise<Answer> =>
  call(api, line, { token: player.accessToken, host: PHONE, ...options });

async function video(swing: string, headers: Record<string, string> = {}): Promise<Buffer> {
  const answer = await ask(swing, headers);
  expect(answer.ok).toBe(true);
  return Buffer.from(await answer.arrayBuffer());
}

const ask = (swing: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  api.fetch(`/api/v1/swings/${swing}/video?camera=face-on`, {
    method,
    headers: { Authorization: `Bearer ${player.accessToken}`, ...headers },
  });

const connections = (): Promise<number> =>
  promisify(api.app.getHttpServer().getConnections.bind(api.app.getHttpServer()))();

const borrowed = (): string[] => readdirSync(join(api.store.dataDirectory, 'borrowed'));

/** A file that needs no video inside. */
const bytesAt = (bytes: number) => (): string => {
  const file = join(tmpdir(), `swingbay-bytes-${randomBytes(8).toString('hex')}.mp4`);
  writeFileSync(file, randomBytes(bytes));
  return file;
};

const someSwing = (bytes = 200_000): Promise<string> =>
  filmedSwing(api.store, { player: player.player, cameras: ['face-on'], clip: bytesAt(bytes) });

/** Small enough that no copy is kept: what is asked for comes range by range. */
const NO_SHELF = { borrowedMiBMax: 0.001 };

describe.each([
  ['through a copy on the disk', {}],
  ['range by range', NO_SHELF],
])('a clip that lies in the object store alone, %s', (_way, store) => {
  it('is sent as before: whole, in ranges, by its tag, and only its head', async () => {
    await openBay(store);
    const swing = await someSwing();
    const clip = await givenUp(swing);
    expect((await video(swing)).equals(clip)).toBe(true);
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 1],
      ['bytes=1000-1999', 1_000, 2_000],
      ['bytes=199990-', 199_990, 200_000],
      ['bytes=-7', 199_993, 200_000],
      ['bytes=199000-999999', 199_000, 200_000],
    ] as const) {
      const answer = await ask(swing, { Range: range });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([
        206,
        `bytes ${from}-${to - 1}/${clip.length}`,
      ]);
      expect(Buffer.from(await answer.arrayBuffer()).equals(clip.subarray(from, to))).toBe(true);
    }
    const whole = await ask(swing);
    const tag = whole.headers.get('etag') ?? '';
    expect(tag).toBe(`"${createHash('sha256').update(clip).digest('hex')}"`);
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    expect(whole.headers.get('cache-control')).toBe('private, no-cache');
    await whole.arrayBuffer();
    // `fetch` asks past every cache as soon as a test names a tag.
    const known = await asPlayer(`GET /api/v1/swings/${swing}/video`, { headers: { 'If-None-Match': tag } });
    expect([known.status, known.text]).toEqual([304, '']);
    expect((await ask(swing, { Range: 'bytes=200000-' })).status).toBe(416);
    expect((await ask(swing, { Range: 'bytes=5-9', 'If-Range': '"another"' })).status).toBe(200);
    const head = await ask(swing, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
      ...[200, '200000', 'bytes'],
    ]);
  });

  it('says that it cannot be reached, without the store’s own words, and comes when the line is back', async () => {
    await openBay(store);
    const swing = await someSwing();
    const clip = await givenUp(swing);
    isLineDown = true;
    for (const headers of [{}, { Range: 'bytes=0-9' }]) {
      const answer = await ask(swing, headers);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      expect(answer.headers.get('content-range')).toBeNull();
      const body = await answer.text();
      expect(JSON.parse(body)).toMatchObject({ code: 'media/not-reachable' });
      expect(body).not.toContain('ECONNREFUSED');
    }
    isLineDown = false;
    // A store that was just not there is not asked by everybody at once.
    expect((await ask(swing)).status).toBe(503);
    expect(reads).toEqual([]);
    aheadNs += 6e9;
    expect((await video(swing)).equals(clip)).toBe(true);
  });

  it('is nobody’s but its player’s, goes with the swing, and is not sent once it may not be there', async () => {
    await openBay(store);
    const [swing, deleted] = [await someSwing(), await someSwing()];
    await givenUp(swing);
    await givenUp(deleted).catch(() => undefined);
    const other = await personIn(api, 'player', 'other');
    const path = `GET /api/v1/swings/${swing}/video`;
    expect((await call(api, path, { token: other.accessToken, host: PHONE })).status).toBe(404);
    expect((await call(api, path, { host: PHONE })).status).toBe(401);
    await ask(deleted).then((answer) => answer.arrayBuffer());
    const copies = borrowed().length;
    expect((await asPlayer(`DELETE /api/v1/swings/${deleted}`)).status).toBe(204);
    expect((await ask(deleted)).status).toBe(410);
    await expect.poll(() => borrowed().length).toBe(Math.max(0, copies - 1));
    api.store.players.change(player.player, { sharesSince: null });
    const refused = await asPlayer(path);
    expect([refused.status, refused.body['code']]).toEqual([404, 'media/dropped']);
  });
});

describe('the copies', () => {
  it('are made once for all who ask at once, serve the next ones, and are bounded, the longest unused going first', async () => {
    await openBay({ borrowedMiBMax: 0.5 });
    const swings = [await someSwing(), await someSwing(), await someSwing()] as const;
    await givenUp(swings[0]);
    await Promise.all(Array.from({ length: 20 }, () => video(swings[0])));
    expect(reads).toEqual(['whole']);
    isLineDown = true;
    await video(swings[0]);
    isLineDown = false;
    for (const swing of swings) await video(swing);
    expect(borrowed()).toHaveLength(2);
    const bytes = borrowed().reduce((sum, name) => {
      return sum + statSync(join(api.store.dataDirectory, 'borrowed', name)).size;
    }, 0);
    expect(bytes).toBeLessThanOrEqual(0.5 * 1024 * 1024);
    await video(swings[0]);
    expect(reads).toHaveLength(4);
  });

  it('make way before any clip does', async () => {
    await openBay();
    const swing = await someSwing();
    await givenUp(swing);
    await video(swing);
    expect(borrowed()).toHaveLength(1);
    api.store.borrowed.reclaimNow(1);
    expect(borrowed()).toEqual([]);
  });

  it('of other bytes than were put there are not kept and not sent', async () => {
    await openBay();
    const swing = await someSwing();
    await givenUp(swing);
    wrong = (body) => {
      body.destroy();
      return Readable.from([randomBytes(200_000)]);
    };
    const answer = await ask(swing);
    expect([answer.status, await answer.json()]).toMatchObject([502, { code: 'media/damaged' }]);
    expect(borrowed()).toEqual([]);
    wrong = null;
    await video(swing);
  });

  it('of a swing that is deleted while they are on the way are not kept', async () => {
    await openBay();
    const swing = await someSwing();
    await givenUp(swing);
    wrong = (body) => {
      async function* deletedMeanwhile(): AsyncGenerator<Buffer> {
        await api.store.swings.remove(swing);
        for await (const chunk of body as AsyncIterable<Buffer>) yield chunk;
      }
      return Readable.from(deletedMeanwhile());
    };
    expect((await ask(swing)).status).toBe(410);
    expect(borrowed()).toEqual([]);
  });

  it('that break off on the way are not kept', async () => {
    await openBay();
    const swing = await someSwing();
    await givenUp(swing);
    wrong = (body) => {
      async function* cut(): AsyncGenerator<Buffer> {
        for await (const chunk of body as AsyncIterable<Buffer>) {
          yield chunk.subarray(0, 1_000);
          throw new Error('the line broke');
        }
      }
      return Readable.from(cut());
    };
    expect((await ask(swing)).status).toBe(503);
    expect(borrowed()).toEqual([]);
    aheadNs += 6e9;
    wrong = null;
    await video(swing);
  });

  it('are not there for a file that the object store lost', async () => {
    await openBay();
    const swing = await someSwing();
    await givenUp(swing);
    rmSync(join(folder, 'users'), { recursive: true });
    const answer = await ask(swing);
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'media/lost' }]);
  });
});

it('a range whose line breaks in the middle ends short, and is not taken for whole', async () => {
  await openBay(NO_SHELF);
  const swing = await someSwing();
  await givenUp(swing);
  wrong = (body) => {
    async function* cut(): AsyncGenerator<Buffer> {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        yield chunk.subarray(0, 1_000);
        throw new Error('the line broke');
      }
    }
    return Readable.from(cut());
  };
  const answer = await ask(swing);
  await expect(answer.arrayBuffer()).rejects.toThrow();
});

it('a reader who leaves gives the line to the next one', async () => {
  await openBay(NO_SHELF);
  const swing = await someSwing(4_000_000);
  const clip = await givenUp(swing);
  for (let reader = 0; reader < 20; reader++) {
    const leave = new AbortController();
    const answer = await api.fetch(`/api/v1/swings/${swing}/video`, {
      headers: { Authorization: `Bearer ${player.accessToken}` },
      signal: leave.signal,
    });
    await answer.body?.getReader().read();
    leave.abort();
  }
  expect((await video(swing)).equals(clip)).toBe(true);
});

it('readers who leave before their answer begins keep nobody’s turn', async () => {
  await openBay(NO_SHELF);
  const swing = await someSwing(4_000_000);
  const clip = await givenUp(swing);
  const opened: Readable[] = [];
  let letOpen = (): void => undefined;
  const isLetOpen = new Promise<void>((resolve) => {
    letOpen = resolve;
  });
  slow = async (body) => {
    opened.push(body);
    await isLetOpen;
  };
  const leave = new AbortController();
  const headers = { Authorization: `Bearer ${player.accessToken}` };
  const before = await connections();
  const left = Array.from({ length: 20 }, () =>
    api.fetch(`/api/v1/swings/${swing}/video`, { headers, signal: leave.signal }),
  );
  await expect.poll(connections).toBeGreaterThanOrEqual(20);
  await expect.poll(() => opened.length).toBe(6);
  leave.abort();
  await Promise.allSettled(left);
  await expect.poll(connections).toBeLessThanOrEqual(before);
  // Those who waited for a turn are gone from the queue as well: nothing is opened for them.
  slow = null;
  letOpen();
  expect((await video(swing)).equals(clip)).toBe(true);
  await expect.poll(() => opened.filter((body) => !body.destroyed).length).toBe(0);
  expect(reads).toHaveLength(7);
});

it('readers who take nothing any more make way for those who would', async () => {
  await openBay(NO_SHELF, { readerMs: 1_000 });
  const swing = await someSwing(MORE_THAN_A_LINE_HOLDS);
  const clip = await givenUp(swing);
  const bodies: Readable[] = [];
  wrong = (body) => {
    bodies.push(body);
    return body;
  };
  const headers = { Authorization: `Bearer ${player.accessToken}` };
  // Paused: what the line holds is taken, and nothing after it.
  const paused = await Promise.all(
    Array.from({ length: 6 }, () => api.fetch(`/api/v1/swings/${swing}/video`, { headers })),
  );
  expect((await video(swing)).equals(clip)).toBe(true);
  // Whoever takes more before the time is up is no reader who takes nothing.
  await expect.poll(() => bodies.map((body) => body.destroyed), { timeout: 5_000 }).not.toContain(false);
  for (const answer of paused) {
    expect(
      await answer.arrayBuffer().then(
        ({ byteLength }) => byteLength,
        () => 'cut off',
      ),
    ).toBe('cut off');
  }
});

it('there is less patience with a reader who is slow while somebody waits for a turn', async () => {
  await openBay(NO_SHELF, { readerMs: 30_000, hurriedReaderMs: 10_000 });
  const swing = await someSwing();
  await givenUp(swing);
  const file = api.store.media.list(swing).find(({ kind }) => kind === 'clip');
  const content = await api.app.get<RemoteMedia>(REMOTE_MEDIA).open(file as RemoteFile);
  if ('path' in content) throw new Error('it is a copy');
  const here = new AbortController();
  const bodies = await Promise.all(Array.from({ length: 6 }, () => content.read({ signal: here.signal })));
  expect(content.readerMs()).toBe(30_000);
  const leaving = new AbortController();
  const waiting = content.read({ signal: leaving.signal });
  expect(content.readerMs()).toBe(10_000);
  leaving.abort();
  await expect(waiting).rejects.toThrow();
  expect(content.readerMs()).toBe(30_000);
  for (const body of bodies) body.destroy();
});

describe('on a slow line', () => {
  it('a film is shown as it comes when its copy takes too long, and copies are made again later', async () => {
    await openBay({}, { viewerMs: 100 });
    const swing = await someSwing();
    const clip = await givenUp(swing);
    let isFirst = true;
    wrong = (body) => {
      if (!isFirst) return body;
      isFirst = false;
      body.destroy();
      return new Readable({ read: () => undefined });
    };
    expect((await video(swing)).equals(clip)).toBe(true);
    expect(reads).toEqual(['whole', 'whole']);
    await expect.poll(borrowed).toEqual([]);
    // Who asks for the next piece of it does not wait again.
    expect((await video(swing, { Range: 'bytes=100-199' })).equals(clip.subarray(100, 200))).toBe(true);
    expect(reads.slice(2)).toEqual([{ first: 100, last: 199 }]);
    aheadNs += 301e9;
    expect((await video(swing)).equals(clip)).toBe(true);
    expect(borrowed()).toHaveLength(1);
  });

  it('a copy that a program needs is not given up for those who look', async () => {
    await openBay({}, { viewerMs: 100 });
    const swing = await someSwing();
    const clip = await givenUp(swing);
    let go = (): void => undefined;
    const isGone = new Promise<void>((resolve) => {
      go = resolve;
    });
    let isFirst = true;
    slow = async () => {
      if (!isFirst) return;
      isFirst = false;
      await isGone;
    };
    const [file] = api.store.media.list(swing).filter(({ kind }) => kind === 'clip');
    const brought = api.app.get<RemoteMedia>(REMOTE_MEDIA).bring(file as RemoteFile);
    expect((await video(swing)).equals(clip)).toBe(true);
    go();
    expect(readFileSync(await brought).equals(clip)).toBe(true);
    expect(reads).toEqual(['whole', 'whole']);
  });

  it('a copy may take as long as a shared line of 1 Mbit/s needs', () => {
    for (const mebibytes of [1, 8, 32, 1_000]) {
      const bytes = mebibytes * 1024 * 1024;
      expect(copyMsMax(bytes)).toBeGreaterThan((3 * 8 * bytes) / 1_000);
    }
  });
});

describe('what a player takes home of it', () => {
  it('is shown by a link, made into a video, and listed as lying elsewhere', async () => {
    await openBay();
    const swing = await filmedSwing(api.store, { player: player.player, cameras: ['face-on'] });
    const clip = await givenUp(swing);
    const detail = (await asPlayer(`GET /api/v1/swings/${swing}`)).body as unknown as SwingDetail;
    expect(detail.clips).toMatchObject([{ camera: 'face-on', state: 'remote' }]);
    const given = await asPlayer(`POST /api/v1/swings/${swing}/shares`, { json: {} });
    const token = (given.body as unknown as ShareBody).path.split('#')[1] ?? '';
    const byLink = (path: string) =>
      call(api, `GET /api/v1/shared${path}`, { host: PHONE, headers: { 'Share-Token': token } });
    expect(((await byLink('')).body as unknown as SharedSwing).views).toMatchObject([{ camera: 'face-on' }]);
    expect((await byLink('/clips/face-on')).headers['content-length']).toBe(String(clip.length));
    const asked = await asPlayer(`POST /api/v1/swings/${swing}/exports`, { json: { language: 'en' } });
    const { id } = asked.body as unknown as ExportStatusBody;
    await expect
      .poll(async () => (await asPlayer(`GET /api/v1/swings/${swing}/exports/${id}`)).body['state'], {
        timeout: 90_000,
        interval: 300,
      })
      .toBe('done');
  }, 120_000);

  it('is no video while the object store cannot be reached, and says so', async () => {
    await openBay();
    const swing = await someSwing();
    await givenUp(swing);
    isLineDown = true;
    const asked = await asPlayer(`POST /api/v1/swings/${swing}/exports`, { json: { language: 'en' } });
    const { id } = asked.body as unknown as ExportStatusBody;
    await expect
      .poll(async () => (await asPlayer(`GET /api/v1/swings/${swing}/exports/${id}`)).body, { timeout: 30_000 })
      .toMatchObject({ state: 'failed', failure: { code: 'media/not-reachable' } });
  });
});

it('files that nobody knows of any more are gone after the next start', async () => {
  await openBay();
  const left = join(api.store.dataDirectory, 'borrowed', 'a'.repeat(64));
  writeFileSync(left, 'x');
  api.store.borrowed.sweep(() => false);
  expect(existsSync(left)).toBe(false);
});
