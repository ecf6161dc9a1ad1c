import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../clock/clock.ts';
import { loginSchema, staffTokenSchema, tokenPairSchema } from '../contract/accounts.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { type Answer, call, personIn } from '../fixtures/people-in-test.ts';

const PHONE = 'bay-7.range.example';
const annika = { email: 'Annika@range.example', password: 'Wiese-Lampe-Dach', name: 'Annika' };

let aheadMs = 0;
const clock: Clock = {
  monotonicNs: () => systemClock.monotonicNs() + aheadMs * 1e6,
  wall: () => new Date(Date.now() + aheadMs),
};
let api: ApiInTest;

beforeEach(async () => {
  aheadMs = 0;
  api = await startApi({ clock });
  await personIn(api, 'admin');
});
afterEach(() => api.close());

const post = (path: string, json: unknown, host = PHONE): Promise<Answer> =>
  call(api, `POST /api/v1/${path}`, { json, host });
const login = (password: string, email = annika.email, host = PHONE): Promise<Answer> =>
  post('auth/login', loginSchema.parse({ email, password }), host);

describe('a player', () => {
  it('registers, logs in under any spelling of the address, refreshes and logs out', async () => {
    const registered = await post('auth/register', annika);
    expect(registered.status).toBe(201);
    expect(api.store.players.find(tokenPairSchema.parse(registered.body).player)?.name).toBe('Annika');
    const pair = tokenPairSchema.parse((await login(annika.password, 'ANNIKA@RANGE.EXAMPLE')).body);
    const token = tokenPairSchema.parse((await post('auth/refresh', { refreshToken: pair.refreshToken })).body);
    const swings = (): Promise<Answer> => call(api, 'GET /api/v1/swings', { token: token.accessToken, host: PHONE });
    expect((await swings()).body).toEqual({ swings: [], nextCursor: null });
    expect((await post('auth/logout', { refreshToken: token.refreshToken })).status).toBe(204);
    expect((await swings()).status).toBe(401);
  });

  it.each([
    ['role', { role: 'admin' }],
    ['isAdmin', { isAdmin: true }],
    ['player', { player: 'x' }],
  ])('cannot give themselves more by saying %s', async (field, more) => {
    const answer = await post('auth/register', { ...annika, ...more });
    expect([answer.status, String(answer.body['message'])]).toEqual([400, expect.stringContaining(field)]);
  });

  it.each([
    ['email', { email: 'annika' }],
    ['password', { password: 'kurz' }],
    ['password', { password: 'Passwort1' }],
    ['password', { password: 'x'.repeat(129) }],
    ['name', { name: ' ' }],
    ['handedness', { handedness: 'both' }],
  ])('hears that "%s" is at fault', async (field, change) => {
    const answer = await post('auth/register', { ...annika, ...change });
    expect([answer.status, String(answer.body['message'])]).toEqual([400, expect.stringContaining(`"${field}"`)]);
  });

  it('does not get an address that another has', async () => {
    await post('auth/register', annika);
    const again = await post('auth/register', { ...annika, email: annika.email.toLowerCase() });
    expect([again.status, again.body['code']]).toEqual([409, 'store/email-taken']);
  });
});

describe('a login', () => {
  it('says the same of an unknown address and of a wrong password', async () => {
    await post('auth/register', annika);
    const [wrong, unknown] = [await login('Wiese-Lampe-Haus'), await login('Wiese-Lampe-Haus', 'nobody@range.example')];
    expect(wrong).toMatchObject({ status: 401, body: { code: 'auth/credentials-wrong' } });
    expect(unknown.text).toBe(wrong.text);
  });

  it('may be guessed five times, counted before the guess is made, and again after a quarter of an hour', async () => {
    await post('auth/register', annika);
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, at) => login(`guess-number-${at}`)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    const limited = guesses.find(({ status }) => status === 429);
    expect(limited?.body).toMatchObject({ code: 'auth/too-many-guesses' });
    expect(Number(limited?.headers['retry-after'])).toBeGreaterThan(14 * 60);
    expect((await login(annika.password)).status).toBe(429);
    aheadMs += 15 * 60_000 + 1_000;
    expect((await login(annika.password)).status).toBe(200);
  });

  it('is counted in the database, which a restart does not empty', async () => {
    await post('auth/register', annika);
    for (let guess = 0; guess < 5; guess++) await login(`guess-number-${guess}`);
    const key = 'anything';
    expect(api.store.guesses.take([{ key, max: 1, windowMs: 1_000 }], Date.now())).toBeNull();
    expect(api.store.guesses.take([{ key, max: 1, windowMs: 1_000 }], Date.now())).not.toBeNull();
    api.store.guesses.forgive(key);
    expect(api.store.guesses.take([{ key, max: 1, windowMs: 1_000 }], Date.now())).toBeNull();
  });

  it('forgives the mistakes of who gets it right', async () => {
    await post('auth/register', annika);
    for (let round = 0; round < 3; round++) {
      for (let guess = 0; guess < 4; guess++) expect((await login('Wiese-Lampe-Haus')).status).toBe(401);
      expect((await login(annika.password)).status).toBe(200);
    }
  });
});

describe('a user', () => {
  it('has a hundred requests a minute, and nobody else pays for them', async () => {
    const [busy, calm] = [await personIn(api, 'player', 'busy'), await personIn(api, 'player', 'calm')];
    const ask = (token: string): Promise<Answer> => call(api, 'GET /api/v1/swings', { token, host: PHONE });
    const answers = await Promise.all(Array.from({ length: 110 }, () => ask(busy.accessToken)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    const limited = answers.find(({ status }) => status === 429);
    expect(limited?.body).toMatchObject({ code: 'api/too-many-requests' });
    expect(Number(limited?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask(calm.accessToken)).status).toBe(200);
    expect((await call(api, 'GET /api/v1/swings')).status).toBe(200);
    aheadMs += 60_000;
    expect((await ask(busy.accessToken)).status).toBe(200);
  });
});

describe('staff', () => {
  const trainee = {
    email: 'desk@range.example',
    password: 'Wiese-Lampe-Dach',
    name: 'Desk',
    role: 'staff',
    pin: '480213',
  };

  it('is let in by PIN at the bay’s own screen, for ten minutes, and nowhere else', async () => {
    const { accessToken: token } = await personIn(api, 'operator');
    expect((await call(api, 'POST /api/v1/accounts', { token, json: trainee })).status).toBe(201);
    expect((await post('auth/pin', { pin: trainee.pin })).status).toBe(401);
    const { accessToken } = staffTokenSchema.parse((await post('auth/pin', { pin: trainee.pin }, 'localhost')).body);
    const see = (): Promise<Answer> => call(api, 'GET /api/v1/devices', { token: accessToken });
    expect((await see()).status).toBe(200);
    expect((await call(api, 'POST /api/v1/calibration', { token: accessToken })).status).toBe(403);
    aheadMs += 10 * 60_000;
    expect((await see()).status).toBe(401);
  });

  it('has a PIN that is not tried out', async () => {
    const tries = [];
    for (let pin = 100_000; pin < 100_040; pin++) tries.push(await post('auth/pin', { pin: String(pin) }, 'localhost'));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(30);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  it('cannot make an admin, nor can an operator', async () => {
    const admin = { ...trainee, role: 'admin' };
    const [staff, operator] = [await personIn(api, 'staff', 'st'), await personIn(api, 'operator')];
    expect((await call(api, 'POST /api/v1/accounts', { token: staff.accessToken, json: trainee })).status).toBe(403);
    expect((await call(api, 'POST /api/v1/accounts', { token: operator.accessToken, json: admin })).status).toBe(403);
  });
});

describe('a bay that nobody owns', () => {
  it('belongs to whoever is at the machine, until they make the first operator', async () => {
    const fresh = await startApi();
    try {
      const here = (line: string, json?: unknown): Promise<Answer> => call(fresh, line, { json });
      expect((await here('POST /api/v1/calibration')).status).toBe(201);
      expect((await call(fresh, 'GET /api/v1/swings', { host: PHONE })).body['code']).toBe('api/host-refused');
      const owner = { email: 'o@range.example', password: 'Wiese-Lampe-Dach', name: 'Owner', role: 'admin' };
      expect((await here('POST /api/v1/accounts', owner)).status).toBe(201);
      expect((await here('DELETE /api/v1/calibration')).status).toBe(403);
      expect((await here('GET /api/v1/swings')).status).toBe(200);
      expect((await call(fresh, 'GET /api/v1/swings', { host: PHONE })).status).toBe(401);
    } finally {
      await fresh.close();
    }
  });
});

describe('a body', () => {
  it.each([
    ['that is not JSON', '{"email":', 400],
    ['that is a list', '[]', 400],
    ['with a prototype in it', '{"__proto__":{"role":"admin"},"email":"a@b.example","password":"x","name":"x"}', 400],
    ['nested deeper than a program recurses', `${'['.repeat(7_000)}${']'.repeat(7_000)}`, 400],
    ['of ten megabytes', Buffer.alloc(10_000_000, 'x'), 413],
    ['in bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
  ])('%s is refused as the caller’s mistake', async (_, raw, status) => {
    const answer = await call(api, 'POST /api/v1/auth/register', { raw, host: PHONE }).catch(() => null);
    // A body that is much too large may find the connection closed before it is all sent.
    if (answer === null) expect(status).toBe(413);
    else expect([answer.status, Object.keys(answer.body)]).toEqual([status, ['code', 'message', 'hint']]);
  });
});
