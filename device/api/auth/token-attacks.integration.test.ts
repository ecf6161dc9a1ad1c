/** What somebody would try who wants in with a token that is not theirs. Every attempt gets the same answer. */
import { createHmac, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../clock/clock.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { call, type Person, personIn } from '../fixtures/people-in-test.ts';
import { KeyRing } from './key-ring.ts';

let aheadMs = 0;
const clock: Clock = {
  monotonicNs: () => systemClock.monotonicNs() + aheadMs * 1e6,
  wall: () => new Date(Date.now() + aheadMs),
};

let api: ApiInTest;
let player: Person;
let keys: KeyRing;

beforeAll(async () => {
  api = await startApi({ clock });
  await personIn(api, 'admin');
  player = await personIn(api, 'player');
  keys = api.app.get(KeyRing);
});
afterAll(() => api.close());

const nowS = (): number => Math.floor(clock.wall().getTime() / 1_000);
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (token: string, part: 0 | 1): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** A token as ours, signed by our own key, but for what is changed. */
function forged(
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key: KeyObject = keys.signing.privateKey,
): Promise<string> {
  const payload = { ...decoded(player.accessToken, 1), jti: randomUUID(), ...claims };
  return new SignJWT(payload).setProtectedHeader({ ...decoded(player.accessToken, 0), ...header } as never).sign(key);
}

async function answerTo(token: string): Promise<[number, unknown]> {
  // Every attempt in a minute of its own: the limit of requests is another test's.
  aheadMs += 1;
  const { status, body } = await call(api, 'GET /api/v1/swings', { token, host: 'phone.range.example' });
  return [status, body];
}

const REFUSED = [
  401,
  {
    code: 'api/unauthorized',
    message: 'The call carries no valid token.',
    hint: 'Log in, and send the access token as `Authorization: Bearer …`.',
  },
];

describe('an access token', () => {
  it('opens the API while it is good', async () => {
    expect((await answerTo(player.accessToken))[0]).toBe(200);
    expect((await answerTo(await forged()))[0]).toBe(200);
  });

  it('is refused without a signature, whatever its algorithm is called', async () => {
    const [, payload] = player.accessToken.split('.');
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '', 'null']) {
      const head = encoded({ ...decoded(player.accessToken, 0), alg });
      expect(await answerTo(`${head}.${payload}.`)).toEqual(REFUSED);
      expect(await answerTo(`${head}.${payload}.${player.accessToken.split('.')[2]}`)).toEqual(REFUSED);
    }
  });

  it('is refused when the public key is taken for a shared secret', async () => {
    const { publicKey } = keys.signing;
    const secrets = [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
      JSON.stringify(publicKey.export({ format: 'jwk' })),
      '',
    ];
    for (const secret of secrets) {
      for (const alg of ['HS256', 'HS384', 'HS512']) {
        const text = `${encoded({ ...decoded(player.accessToken, 0), alg })}.${player.accessToken.split('.')[1]}`;
        const signature = createHmac(`sha${alg.slice(2)}`, secret)
          .update(text)
          .digest('base64url');
        expect(await answerTo(`${text}.${signature}`)).toEqual(REFUSED);
      }
    }
  });

  it('is refused under another algorithm of our own key', async () => {
    for (const alg of ['RS384', 'RS512', 'PS256', 'PS512']) {
      expect(await answerTo(await forged({}, { alg }))).toEqual(REFUSED);
    }
  });

  it('is refused when its key is named by a path, by SQL or not at all', async () => {
    const kids = ['../../../dev/null', '/dev/null', "x' UNION SELECT '", '', 'undefined', '__proto__', 'constructor'];
    for (const kid of [...kids, 7, null, [keys.signing.id], undefined]) {
      expect(await answerTo(await forged({}, { kid }))).toEqual(REFUSED);
    }
  });

  it('is refused when it brings its own key, or says where to fetch one', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const jwk = publicKey.export({ format: 'jwk' });
    const headers = [
      { jwk },
      { jwk, kid: undefined },
      { jku: 'http://127.0.0.1:1/keys.json' },
      { x5u: 'http://127.0.0.1:1/cert.pem' },
      { x5c: ['AAAA'] },
      { x5t: 'AAAA' },
      {},
    ];
    for (const header of headers) expect(await answerTo(await forged({}, header, privateKey))).toEqual(REFUSED);
    // Even with our own signature: a header that points elsewhere has no business in a token of ours.
    for (const header of headers.slice(0, 6)) expect(await answerTo(await forged({}, header))).toEqual(REFUSED);
  });

  it.each([
    ['another audience', { aud: 'urn:swingbay:cloud' }],
    ['no audience', { aud: undefined }],
    ['another bay', { iss: 'urn:swingbay:bay:bay-2' }],
    ['no issuer', { iss: undefined }],
    ['no subject', { sub: undefined }],
    ['a subject that is nobody', { sub: randomUUID() }],
    ['a subject that is not a name', { sub: "' or 1=1 --" }],
    ['no login', { sid: undefined }],
    ['a login that never was', { sid: randomUUID() }],
    ['no end', { exp: undefined }],
    ['no beginning', { iat: undefined }],
    ['an end in words', { exp: 'never' }],
    ['no name of its own', { jti: undefined }],
  ])('is refused for %s', async (_, claims) => {
    expect(await answerTo(await forged(claims))).toEqual(REFUSED);
  });

  it('is refused under the name of another player', async () => {
    const other = await personIn(api, 'operator', 'boss');
    expect(await answerTo(await forged({ sub: other.player }))).toEqual(REFUSED);
  });

  it('is refused as another type of token', async () => {
    for (const typ of ['JWT', 'rt+jwt', 'application/at', undefined, 7]) {
      expect(await answerTo(await forged({}, { typ }))).toEqual(REFUSED);
    }
  });

  it('gives nobody a role that they claim for themselves', async () => {
    const token = await forged({ role: 'admin', roles: ['admin'], scope: 'admin' });
    expect((await call(api, 'POST /api/v1/accounts', { token, json: {} })).status).toBe(403);
  });

  it('is good to its last second and not a second longer, nor before its time', async () => {
    const now = nowS();
    expect((await answerTo(await forged({ exp: now + 5 })))[0]).toBe(200);
    expect(await answerTo(await forged({ exp: now }))).toEqual(REFUSED);
    expect(await answerTo(await forged({ nbf: now + 30 }))).toEqual(REFUSED);
    expect(await answerTo(await forged({ iat: now + 30 }))).toEqual(REFUSED);
    // One that was made to live longer than ours do.
    expect(await answerTo(await forged({ iat: now - 16 * 60, exp: now + 3_600 }))).toEqual(REFUSED);
  });

  it('is refused when it is mangled or huge, without being parsed', async () => {
    const [head, payload, signature] = player.accessToken.split('.');
    const mangled = [
      `${head}.${payload}`,
      `${head}.${payload}.${signature}.${signature}`,
      `${head}..${signature}`,
      `${payload}.${head}.${signature}`,
      `${head}.${payload}.${signature?.slice(0, -2)}AA`,
      'x'.repeat(8_000),
      await forged({ padding: 'x'.repeat(4_000) }),
      '....',
    ];
    for (const token of mangled) expect(await answerTo(token)).toEqual(REFUSED);
  });

  it('is not taken from the address, nor a bad one for none on the bay’s own screen', async () => {
    const host = 'phone.range.example';
    const inUrl = await call(api, `GET /api/v1/swings?access_token=${player.accessToken}`, { host });
    expect(inUrl.status).toBe(401);
    expect((await call(api, 'GET /api/v1/swings', {})).status).toBe(200);
    expect((await call(api, 'GET /api/v1/swings', { token: 'x' })).status).toBe(401);
    const basic = await call(api, 'GET /api/v1/swings', { headers: { Authorization: 'Basic YTpi' } });
    expect(basic.status).toBe(401);
  });

  it('does not survive its login', async () => {
    const person = await personIn(api, 'player', 'leaver');
    expect((await answerTo(person.accessToken))[0]).toBe(200);
    const { refreshToken } = person;
    expect((await call(api, 'POST /api/v1/auth/logout', { json: { refreshToken } })).status).toBe(204);
    expect(await answerTo(person.accessToken)).toEqual(REFUSED);
    expect((await call(api, 'POST /api/v1/auth/refresh', { json: { refreshToken } })).status).toBe(401);
  });

  it('outlives one rotation of the keys and not two', async () => {
    const person = await personIn(api, 'player', 'rotated');
    keys.rotate();
    expect((await answerTo(person.accessToken))[0]).toBe(200);
    keys.rotate();
    expect(await answerTo(person.accessToken)).toEqual(REFUSED);
    player = await personIn(api, 'player', 'after');
    expect((await answerTo(player.accessToken))[0]).toBe(200);
  });
});

describe('a refresh token', () => {
  const refresh = (refreshToken: string): ReturnType<typeof call> =>
    call(api, 'POST /api/v1/auth/refresh', { json: { refreshToken } });

  it('is no access token, nor the other way round', async () => {
    expect(await answerTo(player.refreshToken)).toEqual(REFUSED);
    expect((await refresh(player.accessToken)).body).toMatchObject({ code: 'auth/refresh-refused' });
  });

  it('has exactly one winner of fifty at once, and the login ends', async () => {
    const person = await personIn(api, 'player', 'raced');
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(person.refreshToken)));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 401]));
    expect((await refresh(String(winners[0]?.body['refreshToken']))).status).toBe(401);
    expect(await answerTo(String(winners[0]?.body['accessToken']))).toEqual(REFUSED);
  });

  it('is good once; who shows it again ends the login for both', async () => {
    aheadMs += 60_000;
    const person = await personIn(api, 'player', 'copied');
    const next = await refresh(person.refreshToken);
    expect(next.status).toBe(200);
    expect((await refresh(person.refreshToken)).body).toMatchObject({ code: 'auth/refresh-refused' });
    expect((await refresh(String(next.body['refreshToken']))).status).toBe(401);
  });

  it('ends seven days after the login, however often it was refreshed', async () => {
    aheadMs += 60_000;
    let { refreshToken } = await personIn(api, 'player', 'weekly');
    for (let day = 1; day <= 6; day++) {
      aheadMs += 24 * 3_600_000;
      const next = await refresh(refreshToken);
      expect(next.status).toBe(200);
      refreshToken = String(next.body['refreshToken']);
    }
    aheadMs += 24 * 3_600_000;
    expect((await refresh(refreshToken)).status).toBe(401);
  });
});

describe('the keys', () => {
  it('are for their owner alone to read, and nothing of a token is stored', () => {
    const directory = join(api.store.dataDirectory, 'keys');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(readdirSync(directory).map((file) => statSync(join(directory, file)).mode & 0o777)).toEqual([
      0o600, 0o600, 0o600, 0o600,
    ]);
    const database = readdirSync(api.store.dataDirectory)
      .filter((file) => file.startsWith('swingbay.sqlite'))
      .map((file) => readFileSync(join(api.store.dataDirectory, file)));
    for (const file of database) expect(file.includes(player.refreshToken)).toBe(false);
  });

  it('are the same after a restart, and a broken one is not replaced in silence', () => {
    const directory = join(api.store.dataDirectory, 'keys');
    expect(new KeyRing(directory, Date.now()).signing.id).toBe(keys.signing.id);
  });
});
