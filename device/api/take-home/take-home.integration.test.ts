/** Videos and links over the running API: what they give, to whom, and what is refused. */
import { createHmac } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../clock/clock.ts';
import { filmedSwing } from '../../export/filmed-swing.fixture.ts';
import { KeyRing } from '../auth/key-ring.ts';
import { playerExportSchema } from '../contract/accounts.ts';
import type { ExportStatusBody, ShareBody, SharedSwing } from '../contract/take-home.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { type Answer, call, type CallOptions, type Person, personIn } from '../fixtures/people-in-test.ts';
import { ShareTokens } from './share-token.ts';

const PHONE = 'phone.range.example';
const DAY_MS = 24 * 3_600_000;
const MADE_MS_MAX = 90_000;
const NEVER = '00000000-0000-7000-8000-000000000000';

let aheadMs = 0;
let minutes = 0;
/** A minute passes with every look at it, so that the limit of requests stays out of most of this. */
const clock: Clock = {
  monotonicNs: () => systemClock.monotonicNs() + minutes++ * 60e9,
  wall: () => new Date(systemClock.wall().getTime() + aheadMs),
};

let api: ApiInTest;
let player: Person;
let other: Person;
let swing: string;

beforeAll(async () => {
  api = await startApi({ clock });
  // A bay that is somebody's answers under any name.
  await personIn(api, 'operator');
  player = await personIn(api, 'player');
  other = await personIn(api, 'player', 'other');
  for (const { player: id } of [player, other]) {
    api.store.players.change(id, { sharesSince: '2026-01-01T00:00:00.000Z' });
  }
  swing = await filmedSwing(api.store, { player: player.player });
});
afterAll(() => api.close());

const asPlayer = (line: string, options: CallOptions = {}): Promise<Answer> =>
  call(api, line, { token: player.accessToken, host: PHONE, ...options });
const byLink = (token: string, path = '', headers: Record<string, string> = {}): Promise<Answer> =>
  call(api, `GET /api/v1/shared${path}`, { host: PHONE, headers: { 'Share-Token': token, ...headers } });
const tokenOf = ({ path }: Pick<ShareBody, 'path'>): string => path.split('#')[1] ?? '';

async function linkTo(of: string, json: object = {}): Promise<ShareBody> {
  const answer = await asPlayer(`POST /api/v1/swings/${of}/shares`, { json });
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.body as unknown as ShareBody;
}

describe('a video over the API', () => {
  it('is accepted, made and sent, whole and in ranges, under a name to keep it by', async () => {
    const asked = await asPlayer(`POST /api/v1/swings/${swing}/exports`, { json: { language: 'ja', slowness: 1 } });
    expect(asked.status).toBe(202);
    const { id, url } = asked.body as unknown as ExportStatusBody;
    expect(url).toBeNull();
    const path = `/api/v1/swings/${swing}/exports/${id}`;
    expect((await asPlayer(`GET ${path}/video`)).body).toMatchObject({ code: 'export/not-done' });
    await expect
      .poll(async () => (await asPlayer(`GET ${path}`)).body['state'], { timeout: MADE_MS_MAX, interval: 300 })
      .toBe('done');
    const status = (await asPlayer(`GET ${path}`)).body as unknown as ExportStatusBody;
    expect(status).toMatchObject({ progress: 1, url: `${path}/video`, order: { language: 'ja', shape: 'portrait' } });
    const part = await asPlayer(`GET ${path}/video`, { headers: { Range: 'bytes=4-7' } });
    expect([part.status, part.text, part.headers['content-type']]).toEqual([206, 'ftyp', 'video/mp4']);
    expect(part.headers['content-range']).toBe(`bytes 4-7/${status.bytes}`);
    expect(part.headers['content-disposition']).toMatch(/^attachment; filename="swing-\d{4}-\d\d-\d\d\.mp4"$/);
    const beyond = await asPlayer(`GET ${path}/video`, { headers: { Range: `bytes=${status.bytes}-` } });
    expect([beyond.status, beyond.headers['content-disposition']]).toEqual([416, undefined]);
    const again = await asPlayer(`POST /api/v1/swings/${swing}/exports`, { json: { language: 'ja', slowness: 1 } });
    expect(again.body['id']).toBe(id);
  }, 120_000);

  it.each([
    [{ language: 'fr' }, '"language"'],
    [{ shape: 'square' }, '"shape"'],
    [{ slowness: 3 }, '"slowness"'],
    [{ cameras: ['above'] }, '"cameras"'],
    [{ cameras: ['../../etc/passwd'] }, '"cameras"'],
    [{ cameras: Array.from({ length: 5 }, () => 'face-on') }, '"cameras"'],
    [{ state: 'done' }, 'state'],
    [[], ''],
  ])('is refused by the name of the field for %j', async (json, field) => {
    const answer = await asPlayer(`POST /api/v1/swings/${swing}/exports`, { json });
    expect(answer.status).toBe(400);
    expect(answer.body['message']).toContain(field);
  });

  it('of one swing is not to be had by another’s address, nor by any that is no id', async () => {
    const { body } = await asPlayer(`POST /api/v1/swings/${swing}/exports`, { json: { language: 'ja', slowness: 1 } });
    const second = await filmedSwing(api.store, { player: player.player, cameras: ['face-on'] });
    for (const path of [`${second}/exports/${String(body['id'])}`, `${swing}/exports/${NEVER}`]) {
      for (const part of ['', '/video']) {
        expect((await asPlayer(`GET /api/v1/swings/${path}${part}`)).body).toMatchObject({ code: 'export/unknown' });
      }
    }
    for (const id of ['..%2f..%2fswingbay.sqlite', '%2e%2e', 'x'.repeat(300), `${NEVER}%00`]) {
      expect((await asPlayer(`GET /api/v1/swings/${swing}/exports/${id}/video`)).status).toBe(400);
    }
    const strange = { token: other.accessToken, host: PHONE };
    for (const line of [
      `POST /api/v1/swings/${swing}/exports`,
      `GET /api/v1/swings/${swing}/exports/${String(body['id'])}/video`,
    ]) {
      expect((await call(api, line, { ...strange, ...(line.startsWith('POST') ? { json: {} } : {}) })).status).toBe(
        404,
      );
    }
  });

  it('is refused where the clips have gone', async () => {
    const { id } = api.store.swings.recordSwing({
      ...{ kind: 'shot', bay: 'bay-1', session: 's', player: player.player, bootId: 'b', monotonicNs: 1 },
    });
    expect((await asPlayer(`POST /api/v1/swings/${id}/exports`, { json: {} })).body).toMatchObject({
      code: 'store/report-unknown',
    });
  });
});

describe('a link', () => {
  it('shows its swing to whoever has it, without a login, and nothing that says who or where', async () => {
    const link = await linkTo(swing, { days: 3 });
    expect(link.path).toMatch(/^\/shared-swing#[\w-]{94}$/);
    expect(Date.parse(link.expiresAt) - Date.now()).toBeGreaterThan(2.9 * DAY_MS);
    const answer = await byLink(tokenOf(link), '?lang=de');
    expect(answer.status).toBe(200);
    const shown = answer.body as unknown as SharedSwing;
    expect(shown.views.map(({ camera }) => camera)).toEqual(['face-on', 'down-the-line']);
    expect(shown.numbers[0]).toMatchObject({ name: 'Tempo', value: '3,0 : 1', range: '2,8 bis 3,2 : 1' });
    expect(shown.film).toBeNull();
    for (const secret of [player.player, swing, 'bay-1', 'session-1', 'boot-1', link.id]) {
      expect(answer.text).not.toContain(secret);
    }
    expect(answer.headers['x-robots-tag']).toContain('noindex');
    expect(answer.headers['cache-control']).toBe('no-store');
    const clip = await byLink(tokenOf(link), '/clips/face-on', { Range: 'bytes=4-7' });
    expect([clip.status, clip.text]).toEqual([206, 'ftyp']);
    expect((await byLink(tokenOf(link), '/poses/face-on')).body).toMatchObject({ camera: 'face-on' });
    expect((await byLink(tokenOf(link), '/film')).status).toBe(404);
  });

  it('brings its video along, made where it was not there', async () => {
    const link = await linkTo(swing, { film: { language: 'ja', slowness: 1 } });
    expect(link.hasFilm).toBe(true);
    await expect
      .poll(async () => ((await byLink(tokenOf(link))).body as unknown as SharedSwing).film?.state, {
        timeout: MADE_MS_MAX,
        interval: 300,
      })
      .toBe('done');
    const film = await byLink(tokenOf(link), '/film', { Range: 'bytes=4-7' });
    expect([film.status, film.text]).toEqual([206, 'ftyp']);
  }, 120_000);

  it('is listed with its address for its player, and ends at once when it is ended', async () => {
    const [first, second] = [await linkTo(swing), await linkTo(swing)];
    const listed = async () => (await asPlayer(`GET /api/v1/swings/${swing}/shares`)).body['shares'] as ShareBody[];
    expect((await listed()).map(({ path }) => path)).toEqual(expect.arrayContaining([first.path, second.path]));
    expect((await asPlayer(`DELETE /api/v1/swings/${swing}/shares/${first.id}`)).status).toBe(204);
    expect((await asPlayer(`DELETE /api/v1/swings/${swing}/shares/${first.id}`)).status).toBe(204);
    for (const path of ['', '/clips/face-on', '/poses/face-on', '/film']) {
      const answer = await byLink(tokenOf(first), path);
      expect([answer.status, answer.body['code']]).toEqual([410, 'share/over']);
    }
    expect((await byLink(tokenOf(second))).status).toBe(200);
    expect((await listed()).map(({ id }) => id)).not.toContain(first.id);
  });

  it('is refused by the name of the field for more days than a month, fewer than one, or what is none of it', async () => {
    for (const [json, field] of [
      [{ days: 31 }, '"days"'],
      [{ days: 0 }, '"days"'],
      [{ days: 1.5 }, '"days"'],
      [{ film: { shape: 'round' } }, '"film.shape"'],
      [{ expiresAtMs: 9e15 }, 'expiresAtMs'],
    ] as const) {
      const answer = await asPlayer(`POST /api/v1/swings/${swing}/shares`, { json });
      expect([answer.status, answer.body['message']]).toEqual([400, expect.stringContaining(field)]);
    }
  });
});

describe('consent', () => {
  it('is asked before a link is given, and taking it back ends every link at once', async () => {
    const link = await linkTo(swing);
    api.store.players.change(player.player, { sharesSince: null });
    expect((await byLink(tokenOf(link))).body).toMatchObject({ code: 'share/over' });
    const refused = await asPlayer(`POST /api/v1/swings/${swing}/shares`, { json: {} });
    expect([refused.status, refused.body['code']]).toEqual([403, 'share/consent-missing']);
    api.store.players.change(player.player, { sharesSince: '2026-01-01T00:00:00.000Z' });
    expect((await byLink(tokenOf(link))).status).toBe(200);
  });

  it('of a minor is not enough without the guardian’s', async () => {
    api.store.players.change(player.player, { isMinor: true });
    const refused = await asPlayer(`POST /api/v1/swings/${swing}/shares`, { json: {} });
    expect(refused.body).toMatchObject({ code: 'share/consent-missing', hint: expect.stringContaining('guardian') });
    api.store.players.change(player.player, { guardianAgreedAt: '2026-01-01T00:00:00.000Z' });
    const link = await linkTo(swing);
    api.store.players.change(player.player, { guardianAgreedAt: null });
    expect((await byLink(tokenOf(link))).body).toMatchObject({ code: 'share/over' });
    api.store.players.change(player.player, { isMinor: false });
  });

  it('does not make a video for a link that is refused', async () => {
    const second = await filmedSwing(api.store, { player: player.player, cameras: ['face-on'] });
    api.store.players.change(player.player, { sharesSince: null });
    await asPlayer(`POST /api/v1/swings/${second}/shares`, { json: { film: {} } });
    api.store.players.change(player.player, { sharesSince: '2026-01-01T00:00:00.000Z' });
    expect(api.store.exports.waiting()).toBe(0);
    expect((await asPlayer(`GET /api/v1/swings/${second}/shares`)).body).toEqual({ shares: [] });
  });

  it('is in what its player takes along, with its end and without its address', async () => {
    const link = await linkTo(swing);
    const { body } = await asPlayer('GET /api/v1/users/me/export');
    const { shares } = playerExportSchema.parse(body);
    const { path: _address, ...told } = link;
    expect(shares).toContainEqual(told);
    expect(JSON.stringify(body)).not.toContain(tokenOf(link));
    await asPlayer(`DELETE /api/v1/swings/${swing}/shares/${link.id}`);
    const after = playerExportSchema.parse((await asPlayer('GET /api/v1/users/me/export')).body);
    expect(after.shares.map(({ id }) => id)).not.toContain(link.id);
  });

  it('ends with the swing, and with its player', async () => {
    const second = await filmedSwing(api.store, { player: other.player, cameras: ['face-on'] });
    const give = () =>
      call(api, `POST /api/v1/swings/${second}/shares`, { token: other.accessToken, host: PHONE, json: {} });
    const link = (await give()).body as unknown as ShareBody;
    expect((await byLink(tokenOf(link))).status).toBe(200);
    expect((await call(api, 'DELETE /api/v1/users/me', { token: other.accessToken, host: PHONE })).status).toBe(204);
    expect((await byLink(tokenOf(link))).body).toMatchObject({ code: 'share/over' });
    const third = await filmedSwing(api.store, { player: player.player, cameras: ['face-on'] });
    const ended = await linkTo(third);
    await asPlayer(`DELETE /api/v1/swings/${third}`);
    expect((await byLink(tokenOf(ended))).body).toMatchObject({ code: 'share/over' });
    // A swing that was handed to nobody any more is nobody's to show.
    expect(api.store.shares.find(ended.id)).toBeUndefined();
  });
});

describe('the token of a link', () => {
  it('is worth nothing once it has expired, though its row were still there', async () => {
    const link = await linkTo(swing, { days: 1 });
    aheadMs = DAY_MS - 60_000;
    expect((await byLink(tokenOf(link))).status).toBe(200);
    aheadMs = DAY_MS + 60_000;
    expect((await byLink(tokenOf(link))).body).toMatchObject({ code: 'share/over' });
    aheadMs = 0;
  });

  it('is refused with a single letter changed, missing or added, wherever', async () => {
    const token = tokenOf(await linkTo(swing));
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const changed = Array.from({ length: token.length }, (_, at) => {
      const next = letters[(letters.indexOf(token[at] ?? 'A') + 1) % letters.length] ?? 'A';
      return token.slice(0, at) + next + token.slice(at + 1);
    });
    const tokens = new ShareTokens(api.app.get(KeyRing));
    expect(tokens.read(token)).toMatchObject({ swing });
    for (const each of [...changed, token.slice(1), token.slice(0, -1), `${token}A`, ` ${token}`, `${token}=`]) {
      expect(tokens.read(each)).toBeUndefined();
    }
    for (const each of [changed[0], changed[40], changed[93], `${token}.x`, '', 'x'.repeat(5_000)]) {
      expect((await byLink(each ?? '')).body).toMatchObject({ code: 'share/unknown' });
    }
  });

  it('that somebody else sealed, or that claims other things, is none', async () => {
    const secret = Buffer.alloc(32, 7);
    const claims = { share: NEVER, swing, expiresAtMs: Date.now() + DAY_MS, hasFilm: true };
    const alien = new ShareTokens({ lookupSecret: secret }).issue(claims);
    expect((await byLink(alien)).body).toMatchObject({ code: 'share/unknown' });
    const own = new ShareTokens(api.app.get(KeyRing));
    // A good seal over a link that never was, or over another swing or a longer life than the link has.
    expect((await byLink(own.issue(claims))).body).toMatchObject({ code: 'share/over' });
    const link = await linkTo(swing);
    const second = await filmedSwing(api.store, { player: player.player, cameras: ['face-on'] });
    const real = { share: link.id, swing, expiresAtMs: Date.parse(link.expiresAt), hasFilm: false };
    expect((await byLink(own.issue(real))).status).toBe(200);
    for (const lie of [{ swing: second }, { expiresAtMs: real.expiresAtMs + 1_000 }]) {
      expect((await byLink(own.issue({ ...real, ...lie }))).body).toMatchObject({ code: 'share/over' });
    }
  });

  it('is no access token, and an access token, signed or “none”, is no token of a link', async () => {
    const token = tokenOf(await linkTo(swing));
    for (const line of [`GET /api/v1/swings/${swing}`, 'GET /api/v1/users/me', 'GET /api/v1/shared']) {
      const answer = await call(api, line, { token, host: PHONE });
      expect([answer.status, answer.body['code']]).toEqual([401, 'api/unauthorized']);
    }
    const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const none = `${encoded({ alg: 'none' })}.${encoded({ sub: player.player, swing })}.`;
    const body = `${encoded({ alg: 'HS256' })}.${encoded({ swing, exp: 9e9 })}`;
    const confused = `${body}.${createHmac('sha256', 'public').update(body).digest('base64url')}`;
    for (const each of [player.accessToken, player.refreshToken, none, confused]) {
      expect((await byLink(each)).body).toMatchObject({ code: 'share/unknown' });
    }
  });

  it('in an address is looked at by nobody', async () => {
    const token = tokenOf(await linkTo(swing));
    for (const path of [`?token=${token}`, `?lang=en&Share-Token=${token}`]) {
      expect((await call(api, `GET /api/v1/shared${path}`, { host: PHONE })).status).toBe(400);
    }
    expect((await call(api, 'GET /api/v1/shared', { host: PHONE })).body).toMatchObject({ code: 'share/unknown' });
  });

  it('opens no file but the clips of its own swing', async () => {
    const token = tokenOf(await linkTo(swing));
    for (const camera of ['..%2f..%2fkeys%2flookup.key', '%2e%2e', 'above', 'face-on%00', '%2fetc%2fpasswd']) {
      for (const part of ['clips', 'poses']) {
        const answer = await byLink(token, `/${part}/${camera}`);
        expect(answer.status).toBe(404);
        expect(answer.body['code']).toMatch(/^media\//);
      }
    }
    expect((await byLink(token, '/clips/face-on', { Range: 'bytes=99999999-' })).status).toBe(416);
  });
});

it('the page of a link is sent to anybody, with its policy, and without the token reaching the bay', async () => {
  mkdirSync(join(api.directory, 'pages'), { recursive: true });
  writeFileSync(join(api.directory, 'pages', 'shared-swing.html'), '<!doctype html><html lang="en"><title>s</title>');
  const page = await call(api, 'GET /shared-swing', { host: PHONE });
  expect(page.status).toBe(200);
  expect(page.headers['x-robots-tag']).toContain('noindex');
  expect(page.headers['referrer-policy']).toBe('no-referrer');
});

it('strangers with links are counted like everybody else', async () => {
  const slow = await startApi();
  try {
    await personIn(slow, 'operator');
    const ask = () => call(slow, 'GET /api/v1/shared', { host: PHONE, headers: { 'Share-Token': 'x' } });
    const answers = await Promise.all(Array.from({ length: 105 }, ask));
    const codes = answers.map(({ status }) => status);
    expect(codes.filter((status) => status === 404)).toHaveLength(100);
    expect(codes.filter((status) => status === 429)).toHaveLength(5);
  } finally {
    await slow.close();
  }
});
