import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSwing } from '../../store/fixtures/store-in-directory.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { type Person, personIn } from '../fixtures/people-in-test.ts';

let api: ApiInTest;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'swingbay-upload-'));
  api = await startApi();
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true });
});

/** A small video that ffmpeg makes, by name of its container. */
function video(name: string, seconds: number, source = `testsrc=size=64x36:rate=10:duration=${seconds}`): Buffer {
  const file = join(directory, name);
  const codec = name.endsWith('.mkv') ? ['-c:v', 'mpeg4'] : ['-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', source, ...codec, file]);
  return readFileSync(file);
}

function sound(): Buffer {
  const file = join(directory, 'sound.mp4');
  const source = ['-f', 'lavfi', '-i', 'sine=duration=4'];
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...source, '-c:a', 'aac', file]);
  return readFileSync(file);
}

async function upload(
  bytes: Buffer | string,
  fields: Record<string, string> = {},
  to: ApiInTest = api,
): Promise<[number, Record<string, unknown>]> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('video', new Blob([bytes]), '../../swing.mp4');
  const answer = await to.fetch('/api/v1/swings/upload', { method: 'POST', body: form });
  return [answer.status, (await answer.json()) as Record<string, unknown>];
}

const incoming = (of: ApiInTest = api): string[] => readdirSync(of.store.media.incomingDirectory);

describe('an uploaded video', () => {
  it('of a swing is taken, as MP4 and as MOV, and waits for its analysis', async () => {
    for (const [name, mediaType] of [
      ['swing.mp4', 'video/mp4'],
      ['swing.mov', 'video/quicktime'],
    ] as const) {
      const [status, body] = await upload(video(name, 4), { hand: 'left' });
      expect([status, body]).toMatchObject([202, { status: 'queued' }]);
      expect(api.bay.uploads.at(-1)).toMatchObject({ mediaType, hand: 'left', facts: { width: 64, durationMs: 4000 } });
      const answer = await api.fetch(`/api/v1/swings/${String(body['id'])}/video`);
      expect(answer.headers.get('content-type')).toBe(mediaType);
    }
    // The file goes after the answer has been sent.
    await expect.poll(() => incoming()).toEqual([]);
  });

  it.each([
    ['a text', 415, 'upload/not-mp4-or-mov', () => 'These are words and no video.'],
    ['an empty file', 415, 'upload/not-mp4-or-mov', () => ''],
    ['a Matroska video', 415, 'upload/not-mp4-or-mov', () => video('swing.mkv', 4)],
    ['a head without a body', 422, 'video/not-a-video', () => Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2')],
    ['a sound', 422, 'video/no-picture', () => sound()],
    ['two seconds', 422, 'upload/too-short', () => video('short.mp4', 2)],
    ['half a minute and more', 422, 'upload/too-long', () => video('long.mp4', 31)],
  ])('that is %s is refused with %i %s', async (_what, status, code, bytes) => {
    const before = api.bay.uploads.length;
    const [actual, body] = await upload(bytes());
    expect([actual, body['code']]).toEqual([status, code]);
    expect(body['message']).toMatch(/\.$/);
    expect(api.bay.uploads).toHaveLength(before);
    // The file goes after the answer has been sent.
    await expect.poll(() => incoming()).toEqual([]);
  });

  it('with a field that is not known, or no file at all, is refused', async () => {
    expect((await upload(video('swing.mp4', 4), { hand: 'both' }))[0]).toBe(400);
    expect((await upload(video('swing.mp4', 4), { player: '; drop table' }))[0]).toBe(400);
    const empty = await api.fetch('/api/v1/swings/upload', { method: 'POST', body: new FormData() });
    expect([empty.status, await empty.json()]).toMatchObject([400, { code: 'upload/no-file' }]);
    const json = await api.fetch('/api/v1/swings/upload', { method: 'POST', body: '{}' });
    expect([json.status, await json.json()]).toMatchObject([415, { code: 'upload/not-multipart' }]);
    // The file goes after the answer has been sent.
    await expect.poll(() => incoming()).toEqual([]);
  });

  it('that is too large is refused before it is sent', async () => {
    expect(await announced({ 'Content-Length': String(200 * 1024 * 1024) })).toMatchObject([
      413,
      { code: 'upload/too-large' },
    ]);
  });

  it('that does not say how long it is, or is a little too large, is refused', async () => {
    const chunked = { 'Transfer-Encoding': 'chunked' };
    expect(await announced(chunked)).toMatchObject([411, { code: 'upload/length-unknown' }]);
    const [status, body] = await upload(Buffer.alloc(100 * 1024 * 1024 + 1));
    expect([status, body['code']]).toEqual([413, 'upload/too-large']);
    // The file goes after the answer has been sent.
    await expect.poll(() => incoming()).toEqual([]);
  });

  it('of a sender who goes away leaves nothing behind', async () => {
    const { port } = new URL(api.origin);
    const headers = { ...FORM, 'Content-Length': '1000000' };
    const call = request({ host: '127.0.0.1', port, path: '/api/v1/swings/upload', method: 'POST', headers });
    call.on('error', () => undefined);
    call.write(`--b\r\nContent-Disposition: form-data; name="v"; filename="v.mp4"\r\n\r\n${'x'.repeat(200_000)}`);
    await settled(() => incoming().length === 1);
    call.destroy();
    await settled(() => incoming().length === 0);
    expect((await upload(video('swing.mp4', 4)))[0]).toBe(202);
  });

  it('finds a full disk said as such', async () => {
    const full = await startApi({ store: { floorMiB: 1e9 } });
    try {
      const [status, body] = await upload(video('swing.mp4', 4), {}, full);
      expect([status, body['code']]).toEqual([507, 'upload/disk-full']);
    } finally {
      await full.close();
    }
  });
});

const FORM = { 'Content-Type': 'multipart/form-data; boundary=b' };

/** Sends the headers of an upload and no body. */
function announced(headers: Record<string, string>): Promise<[number, unknown]> {
  const { port } = new URL(api.origin);
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/api/v1/swings/upload', method: 'POST' };
    const call = request({ ...options, headers: { ...FORM, ...headers } }, (answer) => {
      answer.once('data', (body: Buffer) => {
        resolve([answer.statusCode ?? 0, JSON.parse(body.toString())]);
        call.destroy();
      });
    });
    call.on('error', reject);
    call.flushHeaders();
  });
}

async function settled(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 250 && !condition(); tries++) await delay(20);
  expect(condition()).toBe(true);
}

describe('whose an upload is', () => {
  const as = async (of: Person, fields: Record<string, string> = {}, to: ApiInTest = api) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('video', new Blob([clip]), 'swing.mp4');
    const headers = { Authorization: `Bearer ${of.accessToken}` };
    const answer = await to.fetch('/api/v1/swings/upload', { method: 'POST', body: form, headers });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  let clip: Buffer;
  beforeAll(() => {
    clip = video('whose.mp4', 4);
  });

  it('is the player’s who sends it, a pupil’s where their coach does, and nobody else’s to give', async () => {
    const [ada, ben, coach] = await Promise.all([
      personIn(api, 'player', 'ada'),
      personIn(api, 'player', 'ben'),
      personIn(api, 'coach', 'coach'),
    ]);
    api.store.accounts.assignCoach(coach.player, ben.player);
    const ownerOf = ({ body }: Awaited<ReturnType<typeof as>>) => api.store.swings.find(body['id'] ?? '').player;
    expect(ownerOf(await as(ada))).toBe(ada.player);
    expect(ownerOf(await as(coach, { player: ben.player }))).toBe(ben.player);
    for (const refused of [await as(ada, { player: ben.player }), await as(coach, { player: ada.player })]) {
      expect([refused.status, refused.body['code']]).toEqual([403, 'api/forbidden']);
    }
    expect(incoming()).toEqual([]);
  });

  it('counts: ten that wait for their analysis are enough, also where the coach sends them', async () => {
    const [cleo, coach] = await Promise.all([personIn(api, 'player', 'cleo'), personIn(api, 'coach', 'other-coach')]);
    api.store.accounts.assignCoach(coach.player, cleo.player);
    for (let i = 0; i < 10; i++) api.store.swings.recordSwing(aSwing({ kind: 'upload', player: cleo.player }));
    for (const refused of [await as(cleo), await as(coach, { player: cleo.player })]) {
      expect([refused.status, refused.body['code']]).toEqual([429, 'upload/too-many-waiting']);
    }
    expect((await as(coach)).status).toBe(202);
    expect(incoming()).toEqual([]);
  });

  it('leaves nothing where another field of its form is wrong', async () => {
    const dora = await personIn(api, 'player', 'dora');
    for (const fields of [{ hand: 'third' }, { player: 'me' }, { role: 'admin' }]) {
      const { status, body } = await as(dora, fields);
      expect([status, body['code']]).toEqual([400, 'api/request-invalid']);
    }
    expect(incoming()).toEqual([]);
  });
});
