/** What nobody sends by mistake: each is refused by a code, changes nothing, and the next call is answered as ever. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { aSwing } from '../store/fixtures/store-in-directory.ts';
import { LINES_OF_ADDRESS_MAX, WORDS_MS_MAX } from './door.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';
import { call, type Person, personIn } from './fixtures/people-in-test.ts';
import { answerOn, openLine, type RawAnswer, requestOf, sendRaw } from './fixtures/raw-request.ts';

const PHONE = 'bay-7.range.example';
let api: ApiInTest;
let anna: Person;
let swing: string;

beforeAll(async () => {
  api = await startApi();
  await personIn(api, 'operator');
  anna = await personIn(api, 'player', 'anna');
  swing = api.store.swings.recordSwing(aSwing({ player: anna.player })).id;
});
afterAll(() => api.close());
afterEach(async () => {
  expect((await api.fetch('/api/v1/health/live')).status).toBe(200);
  vi.useRealTimers();
});

const told = ({ status, body }: RawAnswer | Awaited<ReturnType<typeof call>>) => [status, body['code']];
const patch = (raw: string, headers: Record<string, string> = {}) =>
  call(api, 'PATCH /api/v1/users/me', { token: anna.accessToken, raw, headers });

/** As many calls, forty at a time: an address has not many more lines to itself. */
async function inTurns<T>(calls: number, ask: (i: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let from = 0; from < calls; from += 40) {
    const turn = Array.from({ length: Math.min(40, calls - from) }, (_, i) => ask(from + i));
    answers.push(...(await Promise.all(turn)));
  }
  return answers;
}

describe('a body', () => {
  it('of more than some words is refused, whatever it says of its length', async () => {
    expect(told(await patch(JSON.stringify({ name: 'x'.repeat(20_000) })))).toEqual([413, 'api/body-too-large']);
    const chunks = `4e20\r\n${'x'.repeat(20_000)}\r\n0\r\n\r\n`;
    const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
    expect(told(await sendRaw(api, requestOf('POST /api/v1/auth/login', headers) + chunks))).toEqual([
      413,
      'api/body-too-large',
    ]);
  });

  it('that is no JSON, too deep, or not text is refused', async () => {
    const deep = '{"name":'.repeat(1_500) + '1' + '}'.repeat(1_500);
    for (const raw of ['{', 'null', '"words"', '[', `[${'['.repeat(7_000)}`, deep, '{"name": "\u0000', '{"a":1}}']) {
      expect([raw.slice(0, 10), ...told(await patch(raw))]).toEqual([raw.slice(0, 10), 400, 'api/request-invalid']);
    }
    for (const headers of [{ 'Content-Encoding': 'x-none' }, { 'Content-Type': 'application/json; charset=koi8-r' }]) {
      expect(told(await patch('{}', headers))).toEqual([415, 'api/media-type-refused']);
    }
  });

  it('compressed a thousandfold is not unpacked beyond the limit', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.from(JSON.stringify({ name: ' '.repeat(40_000_000) })));
    const headers = { 'Content-Encoding': 'gzip' };
    const answer = await call(api, 'PATCH /api/v1/users/me', { token: anna.accessToken, raw: bomb, headers });
    expect(told(answer)).toEqual([413, 'api/body-too-large']);
  });

  it('that names what is not the caller’s to change is refused by the field, and nothing of it is done', async () => {
    const before = api.store.players.profile(anna.player);
    const wanted = [
      '{"name":"Anna","role":"admin"}',
      '{"name":"Anna","id":"00000000-0000-7000-8000-000000000000"}',
      '{"name":"Anna","guardianAgreed":true}',
      '{"name":"Anna","createdAt":"2020-01-01"}',
      '{"name":"Anna","player":{"role":"admin"}}',
    ];
    for (const raw of wanted) {
      const answer = await patch(raw);
      const field = /"(role|id|guardianAgreed|createdAt|player)"/.exec(raw)?.[1];
      expect(told(answer)).toEqual([400, 'api/request-invalid']);
      expect(answer.body['message']).toContain(field);
    }
    expect(api.store.players.profile(anna.player)).toEqual(before);
    const grab = { email: 'eve@range.example', password: 'four words that differ', name: 'Eve', role: 'admin' };
    expect(told(await call(api, 'POST /api/v1/auth/register', { json: grab }))).toEqual([400, 'api/request-invalid']);
    expect(api.store.accounts.findByEmail('eve@range.example')).toBeUndefined();
  });

  it('that reaches for the prototype changes no object', async () => {
    for (const raw of [
      '{"__proto__":{"isAdmin":true}}',
      '{"constructor":{"prototype":{"isAdmin":true}}}',
      '{"name":"Anna","__proto__":{"role":"admin"}}',
    ]) {
      const answer = await patch(raw);
      expect([raw, ...told(answer)]).toEqual([raw, 400, 'api/request-invalid']);
    }
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    expect((await patch('{"name":"Ann","name":"Anna"}')).body).toMatchObject({ name: 'Anna', role: 'player' });
  });

  it('that trickles in is cut off', async () => {
    const socket = await openLine(api);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const answer = answerOn(socket);
    const arrived = new Promise((resolve) => api.app.getHttpServer().once('request', resolve));
    const headers = { 'Content-Type': 'application/json', 'Content-Length': '1000' };
    socket.write(`${requestOf('POST /api/v1/auth/login', headers)}{"email":`);
    await arrived;
    vi.advanceTimersByTime(WORDS_MS_MAX + 1);
    vi.useRealTimers();
    expect(told(await answer)).toEqual([408, 'api/body-too-slow']);
  });

  it('that is shorter or longer than it said leaves the next caller alone', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': '9' };
    const smuggled = requestOf('DELETE /api/v1/swings/x');
    const answer = await sendRaw(api, `${requestOf('POST /api/v1/auth/login', headers)}{"a": 1}\n${smuggled}`);
    expect(told(answer)).toEqual([400, 'api/request-invalid']);
    const both = { ...headers, 'Transfer-Encoding': 'chunked' };
    expect(told(await sendRaw(api, requestOf('POST /api/v1/auth/login', both)))).toEqual([400, 'api/not-http']);
  });
});

describe('headers', () => {
  it('of more than 16 kB, or none that can be read, are refused in the words of this interface', async () => {
    const large = await sendRaw(api, requestOf('GET /api/v1/health/live', { 'X-Large': 'x'.repeat(20_000) }));
    expect(told(large)).toEqual([431, 'api/headers-too-large']);
    const many = Object.fromEntries(Array.from({ length: 2_500 }, (_, i) => [`X-${i}`, 'yy']));
    expect(told(await sendRaw(api, requestOf('GET /api/v1/health/live', many)))).toEqual([
      431,
      'api/headers-too-large',
    ]);
    for (const bytes of ['\x16\x03\x01\x02\x00\x01\x00\x01', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n']) {
      expect((await sendRaw(api, bytes)).body['code']).toBe('api/not-http');
    }
  });

  it('that claim another method, host or address are not believed', async () => {
    const claims = {
      'X-HTTP-Method-Override': 'DELETE',
      'X-Method-Override': 'DELETE',
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Host': 'localhost',
      Forwarded: 'for=127.0.0.1;host=localhost',
    };
    const line = `GET /api/v1/swings/${swing}`;
    expect((await call(api, line, { headers: claims, token: anna.accessToken })).status).toBe(200);
    expect(api.store.swings.find(swing).id).toBe(swing);
    expect(told(await call(api, line, { headers: claims, host: PHONE }))).toEqual([401, 'api/unauthorized']);
    const posted = await call(api, `POST /api/v1/swings/${swing}?_method=DELETE`, {
      token: anna.accessToken,
      json: {},
    });
    expect(told(posted)).toEqual([404, 'api/no-such-address']);
  });

  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'PURGE', 'OPTIONS', 'LINK'])('with %s do nothing', async (method) => {
    const { status, head } = await sendRaw(api, requestOf(`${method} /api/v1/swings/${swing}`, { Cookie: 'a=b' }));
    expect(method === 'OPTIONS' ? [200, 204, 404] : [0, 400, 404, 405]).toContain(status);
    expect(head).not.toMatch(/access-control-allow|a=b/i);
    expect(api.store.swings.find(swing).id).toBe(swing);
  });
});

describe('a page of another site', () => {
  it('changes and reads nothing, whoever’s browser it runs in', async () => {
    const foreign = [
      { Origin: 'http://evil.example' },
      { Origin: 'null' },
      { Origin: 'http://localhost.evil.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'http://localhost:3000' },
    ];
    for (const headers of foreign) {
      for (const line of [`DELETE /api/v1/swings/${swing}`, `GET /api/v1/swings/${swing}`, 'POST /api/v1/visit/end']) {
        const answer = await call(api, line, { headers, ...(line.startsWith('GET') ? {} : { json: {} }) });
        expect([line, ...told(answer)]).toEqual([line, 403, 'api/origin-refused']);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    }
    const simple = { 'Content-Type': 'text/plain', Origin: 'http://evil.example' };
    expect(told(await call(api, 'POST /api/v1/auth/login', { raw: '{}', headers: simple }))[0]).toBe(403);
  });

  it('does not reach a bay without an owner by a name that leads to it', async () => {
    const unowned = await startApi();
    try {
      for (const host of [
        'evil.example',
        '127.0.0.1.evil.example',
        '[::1].evil.example',
        'localhost:80@evil.example',
        '',
      ]) {
        const { status, body } = await sendRaw(unowned, requestOf('GET /api/v1/swings', { Host: host }));
        expect([host, status, body['code']]).toEqual([host, 403, 'api/host-refused']);
      }
      expect((await sendRaw(unowned, 'GET /api/v1/swings HTTP/1.1\r\n\r\n')).status).toBe(400);
    } finally {
      await unowned.close();
    }
  });
});

describe('a path', () => {
  it('leads nowhere but to what it names', async () => {
    const paths = [
      '/api/v1/swings/..%2f..%2f..%2fetc%2fpasswd',
      '/api/v1/swings/%2e%2e%2fkeys%2flookup.key',
      `/api/v1/swings/${swing}%00.mp4`,
      `/api/v1/swings/${'a'.repeat(8_000)}`,
      `/api/v1/swings/${swing}/frames/..%2f..%2fswingbay.sqlite`,
      `/api/v1/swings/${swing}/frames/%2e%2e`,
      '/api/v1/swings/%E0%A4%A',
      '/api/v1/swings/%',
      '/api/v1/voice/sounds/..%2f..%2fkeys',
      '/api/v1/../../../etc/passwd',
      '/api/v1//swings//..//health',
      '/..%2f..%2fetc%2fpasswd',
      '/assets/..%5c..%5cswingbay.sqlite',
      '/%2e%2e/%2e%2e/keys/machine-token',
      '/.swingbay/data/swingbay.sqlite',
      '/assets/%00',
    ];
    for (const path of paths) {
      const { status, head, body } = await sendRaw(
        api,
        requestOf(`GET ${path}`, { Authorization: `Bearer ${anna.accessToken}` }),
      );
      expect([path, status]).toEqual([path, expect.toSatisfy((is: number) => is >= 400 && is < 500)]);
      expect([path, typeof body['code'], head]).toEqual([path, 'string', expect.not.stringContaining('root:')]);
    }
  });

  it('with the same question twice, or one in brackets, is refused by its field', async () => {
    for (const query of [
      'kind=shot&kind=practice',
      'player[$ne]=x',
      'limit=1e9',
      'limit=-1',
      'cursor=__proto__',
      'scoreMin=NaN',
    ]) {
      const answer = await call(api, `GET /api/v1/swings?${query}`, { token: anna.accessToken });
      expect([query, ...told(answer)]).toEqual([query, 400, 'api/request-invalid']);
      expect(answer.body['message']).toContain(query.split(/[=[]/, 1)[0]);
    }
  });
});

describe('a flood', () => {
  it('of one player is stopped at a hundred a minute, and costs nobody else their turn', async () => {
    const [flooder, other] = [await personIn(api, 'player', 'flooder'), await personIn(api, 'player', 'other')];
    const ask = (of: Person) => call(api, 'GET /api/v1/users/me', { host: PHONE, token: of.accessToken });
    const answers = await inTurns(140, () => ask(flooder));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(40);
    for (const { headers, body } of refused) {
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(body['code']).toBe('api/too-many-requests');
    }
    expect((await ask(other)).status).toBe(200);
    expect((await call(api, 'GET /api/v1/health')).status).toBe(200);
  });

  it('of nobody in particular is stopped by its address, with good and with bad tokens', async () => {
    const fresh = await startApi();
    try {
      await personIn(fresh, 'operator');
      const ask = (token?: string) => call(fresh, 'GET /api/v1/swings', { host: PHONE, token });
      const codes = new Map<unknown, number>();
      for (const { body } of await inTurns(130, (i) => ask(i % 2 === 0 ? undefined : `forged-${i}`))) {
        codes.set(body['code'], (codes.get(body['code']) ?? 0) + 1);
      }
      expect(Object.fromEntries(codes as Map<string, number>)).toEqual({
        'api/unauthorized': 100,
        'api/too-many-requests': 30,
      });
      expect((await call(fresh, 'GET /api/v1/bay')).status).toBe(200);
    } finally {
      await fresh.close();
    }
  });

  it('of lines that say nothing is cut off where an address holds too many, and none of them is missed', async () => {
    let closed = 0;
    const lines = await Promise.all(
      Array.from({ length: LINES_OF_ADDRESS_MAX + 20 }, async () => {
        const line = await openLine(api);
        line.removeAllListeners('error').on('error', () => undefined);
        return line.on('close', () => closed++);
      }),
    );
    await expect.poll(() => closed, { timeout: 10_000 }).toBeGreaterThanOrEqual(20);
    for (const line of lines) line.destroy();
    await expect.poll(async () => (await api.fetch('/api/v1/health/live')).status, { timeout: 10_000 }).toBe(200);
  });
});
