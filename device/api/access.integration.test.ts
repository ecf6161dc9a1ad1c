import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSwing } from '../store/fixtures/store-in-directory.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';

const TOKEN = 'a-token-of-more-than-thirty-two-characters';
let api: ApiInTest;
let guarded: ApiInTest;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'swingbay-token-'));
  const tokenFile = join(directory, 'token');
  writeFileSync(tokenFile, `${TOKEN}\n`);
  api = await startApi();
  guarded = await startApi({ config: { host: '0.0.0.0', tokenFile } });
});
afterAll(async () => {
  await api.close();
  await guarded.close();
  rmSync(directory, { recursive: true });
});

/** `fetch` does not let a test choose its Host header. */
function ask(to: ApiInTest, path: string, headers: Record<string, string>, method = 'GET'): Promise<[number, string]> {
  const { port } = new URL(to.origin);
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => resolve([answer.statusCode ?? 0, body]));
    });
    call.on('error', reject);
    call.end();
  });
}

describe('a bay without a token', () => {
  it.each([['evil.example'], ['127.0.0.1.evil.example:8080'], ['localhost.evil.example'], ['10.0.0.7']])(
    'does not answer to the name %s',
    async (host) => {
      const [status, body] = await ask(api, '/api/v1/swings', { Host: host });
      expect([status, JSON.parse(body)]).toMatchObject([403, { code: 'api/host-refused' }]);
      expect((await ask(api, '/', { Host: host }))[0]).toBe(403);
    },
  );

  it.each([['localhost:1234'], ['127.0.0.1'], ['[::1]:8080'], ['LOCALHOST']])('answers to %s', async (host) => {
    expect((await ask(api, '/api/v1/swings', { Host: host }))[0]).toBe(200);
  });

  it('does nothing for a page of another site', async () => {
    const { id } = api.store.swings.recordSwing(aSwing());
    const path = `/api/v1/swings/${id}`;
    expect((await ask(api, path, { Origin: 'http://evil.example' }, 'DELETE'))[0]).toBe(403);
    expect((await ask(api, path, { Origin: 'null' }, 'DELETE'))[0]).toBe(403);
    expect((await ask(api, path, { 'Sec-Fetch-Site': 'cross-site' }))[0]).toBe(403);
    expect((await ask(api, path, { Origin: api.origin }))[0]).toBe(200);
  });
});

describe('a bay with a token', () => {
  it('needs it for every call, whatever the name it is called by', async () => {
    const wrong: Record<string, string>[] = [
      {},
      { Authorization: TOKEN },
      { Authorization: 'Bearer ' },
      { Authorization: `Bearer ${TOKEN}x` },
    ];
    for (const headers of wrong) {
      const [status, body] = await ask(guarded, '/api/v1/swings', headers);
      expect([status, JSON.parse(body)]).toMatchObject([401, { code: 'api/unauthorized' }]);
    }
    expect((await ask(guarded, '/api/v1/health', {}))[0]).toBe(401);
    const right = { Authorization: `Bearer ${TOKEN}`, Host: 'bay-7.range.example' };
    expect((await ask(guarded, '/api/v1/swings', right))[0]).toBe(200);
  });

  it.each([
    ['/API/v1/swings'],
    ['/api/V1/swings/'],
    ['//api/v1/swings'],
    ['http://bay/api/v1/swings'],
    ['/x/../api/v1/swings'],
    ['/%61pi/v1/swings'],
  ])('is not deceived by another way to write the address: %s', async (path) => {
    const [status] = await ask(guarded, path, {});
    expect([401, 404]).toContain(status);
    expect(
      (await ask(guarded, path, { 'Sec-Fetch-Site': 'cross-site', Authorization: `Bearer ${TOKEN}` }))[0],
    ).not.toBe(200);
  });

  it('does not start on an open address without one, nor with one that can be guessed', async () => {
    const code = (expected: string): unknown => expect.objectContaining({ code: expected });
    await expect(startApi({ config: { host: '0.0.0.0' } })).rejects.toThrow(code('api/token-needed'));
    await expect(startApi({ config: { host: '192.168.1.4' } })).rejects.toThrow(code('api/token-needed'));
    const short = join(directory, 'short');
    writeFileSync(short, 'secret\n');
    await expect(startApi({ config: { tokenFile: short } })).rejects.toThrow(code('api/token-too-short'));
    await expect(startApi({ config: { tokenFile: '/nowhere' } })).rejects.toThrow(code('api/token-unreadable'));
  });
});

describe('a malformed call', () => {
  it.each([
    ['GET /api/v1/swings/%ff'],
    ['GET /%ff'],
    ['GET /api/v1/swings?__proto__[x]=1'],
    ['GET /api/v1/swings?limit=5&limit=6'],
    ['GET //['],
    ['PUT /api/v1/swings'],
    ['POST /api/v1/swings/upload', 'multipart/form-data'],
    ['POST /api/v1/swings/upload', 'multipart/form-data; boundary=b'],
    ['POST /api/v1/realtime/ticket', 'application/json'],
  ])('such as %s is refused as the caller’s mistake, or does no harm', async (call, contentType = '') => {
    const [method, path = ''] = call.split(' ');
    const headers = { Host: 'localhost', 'Content-Type': contentType, 'Content-Length': '0' };
    const [status, body] = await ask(api, path, headers, method);
    expect(status).toBeLessThan(500);
    expect(status >= 400 ? Object.keys(JSON.parse(body) as object) : ['code', 'message', 'hint']).toEqual([
      'code',
      'message',
      'hint',
    ]);
  });
});

describe('the pages', () => {
  it('are served with a policy, and kept only where the name changes with the content', async () => {
    const index = await api.fetch('/');
    expect(await index.text()).toContain('<title>bay</title>');
    expect(index.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(index.headers.get('cache-control')).toBe('no-cache');
    expect(index.headers.get('x-content-type-options')).toBe('nosniff');
    const asset = await api.fetch('/assets/main-abc123.js');
    expect(asset.headers.get('content-type')).toContain('javascript');
    expect(asset.headers.get('cache-control')).toContain('immutable');
  });

  it('are in the language of the bay before any script has run', async () => {
    const german = await startApi({ language: 'de' });
    expect(await (await german.fetch('/')).text()).toContain('<html lang="de" data-units="auto" data-role="bay">');
    await german.close();
  });

  it.each([['/../.swingbay/data/swingbay.sqlite'], ['/%2e%2e/%2e%2e/etc/passwd'], ['/..%2f..%2fetc/passwd'], ['/%00']])(
    'do not lead to %s',
    async (path) => {
      const [status, body] = await ask(api, path, { Host: 'localhost' });
      expect([status, JSON.parse(body)]).toMatchObject([404, { code: 'api/no-such-address' }]);
    },
  );
});
