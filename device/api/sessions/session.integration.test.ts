import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import { aSwing } from '../../store/fixtures/store-in-directory.ts';
import { bayBodySchema } from '../contract/bay.ts';
import { sessionDetailSchema, sessionListSchema } from '../contract/sessions.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { call, type Person, personIn } from '../fixtures/people-in-test.ts';

const PHONE = 'bay-7.range.example';
let api: ApiInTest;
let staff: Person;
let anna: Person;
let ben: Person;

beforeEach(async () => {
  api = await startApi();
  await personIn(api, 'operator');
  staff = await personIn(api, 'staff');
  anna = await personIn(api, 'player', 'anna');
  ben = await personIn(api, 'player', 'ben');
});
afterEach(() => api.close());

const as = (of: Person, line: string, json?: unknown) => call(api, line, { host: PHONE, token: of.accessToken, json });

function scored(session: string, player: string | null, overall: number, faults: readonly string[] = []): string {
  const { id } = api.store.swings.recordSwing(aSwing({ session, player }));
  const found = faults.map((fault) => ({
    ...{ id: fault, severity: 'major' as const, phase: 'downswing' as const, evidence: ['tempo-ratio'] },
  }));
  api.store.swings.storeRevision({ report: sampleReport(id, { score: { overall, parts: {} }, faults: found }) });
  return id;
}

describe('the visits of a bay', () => {
  it('are listed with what their swings come to, the newest first, page by page', async () => {
    for (const session of ['one', 'two', 'three']) api.store.players.beginSession(session, 'bay-1');
    scored('one', anna.player, 6);
    scored('one', anna.player, 8);
    scored('one', null, 10);
    scored('two', ben.player, 5);
    const first = sessionListSchema.parse((await as(staff, 'GET /api/v1/sessions?limit=2')).body);
    expect(first.sessions.map(({ id }) => id)).toEqual(['three', 'two']);
    const { body } = await as(staff, `GET /api/v1/sessions?limit=2&cursor=${first.nextCursor}`);
    const rest = sessionListSchema.parse(body);
    expect(rest).toMatchObject({
      sessions: [{ id: 'one', swings: 3, scoreMean: 8, scoreBest: 10, players: [{ name: 'anna' }], goesOn: false }],
      nextCursor: null,
    });
  });

  it('are a player’s own where they swung, and count those swings alone', async () => {
    for (const session of ['one', 'two']) api.store.players.beginSession(session, 'bay-1');
    const mine = scored('one', anna.player, 6, ['sway']);
    scored('one', ben.player, 9, ['early-extension']);
    scored('two', ben.player, 9);
    const { sessions } = sessionListSchema.parse((await as(anna, 'GET /api/v1/sessions')).body);
    expect(sessions).toMatchObject([{ id: 'one', swings: 1, scoreBest: 6, players: [{ id: anna.player }] }]);
    const detail = sessionDetailSchema.parse((await as(anna, 'GET /api/v1/sessions/one')).body);
    expect(detail.faults).toEqual([{ fault: 'sway', swings: 1 }]);
    expect(detail.newestSwings.map(({ id }) => id)).toEqual([mine]);
    expect((await as(anna, 'GET /api/v1/sessions/two')).body['code']).toBe('store/session-unknown');
    expect((await as(anna, 'GET /api/v1/sessions/never')).body['code']).toBe('store/session-unknown');
    expect((await as(anna, `GET /api/v1/sessions?player=${ben.player}`)).status).toBe(403);
    const whole = sessionDetailSchema.parse((await as(staff, 'GET /api/v1/sessions/one')).body);
    expect(whole.faults.map(({ fault }) => fault).toSorted()).toEqual(['early-extension', 'sway']);
  });

  it('shows to a coach what a pupil swung in one', async () => {
    const coach = await personIn(api, 'coach');
    api.store.accounts.assignCoach(coach.player, anna.player);
    api.store.players.beginSession('one', 'bay-1');
    scored('one', anna.player, 6);
    scored('one', ben.player, 9);
    const { body } = await as(coach, 'GET /api/v1/sessions/one');
    expect(body).toMatchObject({ swings: 1, players: [{ name: 'anna' }] });
    expect((await as(coach, `GET /api/v1/sessions?player=${anna.player}`)).body['sessions']).toHaveLength(1);
  });

  it('are narrowed by when they began, whatever the offset of the question', async () => {
    api.store.players.beginSession('one', 'bay-1');
    const { startedAt } = api.store.sessions.find('one') ?? { startedAt: '' };
    const east = new Date(Date.parse(startedAt) + 2 * 3_600_000).toISOString().replace('Z', '%2B02:00');
    expect((await as(staff, `GET /api/v1/sessions?from=${east}&to=${east}`)).body['sessions']).toHaveLength(1);
    expect((await as(staff, 'GET /api/v1/sessions?to=2020-01-01T00:00:00Z')).body['sessions']).toEqual([]);
    const wrong = await as(staff, 'GET /api/v1/sessions?from=yesterday');
    expect([wrong.status, wrong.body['message']]).toEqual([400, expect.stringContaining('"from"')]);
  });

  it('are ended while they go on, and not afterwards', async () => {
    api.visits.join(anna.player);
    const { session } = api.visits;
    const ended = await as(staff, `POST /api/v1/sessions/${session}/end`);
    expect([ended.status, ended.body['goesOn'], ended.body['endedAt']]).toEqual([200, false, expect.any(String)]);
    expect(api.visits.visit.over).toBe('ended');
    expect((await as(staff, `POST /api/v1/sessions/${session}/end`)).status).toBe(200);
    api.visits.join(ben.player);
    const late = await as(staff, `POST /api/v1/sessions/${session}/end`);
    expect([late.status, late.body['code']]).toEqual([409, 'bay/visit-is-over']);
    expect(api.visits.visit.over).toBeNull();
  });
});

describe('the players of a bay', () => {
  it('are found by a part of their name or their whole address, page by page', async () => {
    for (const name of ['Cleo 100%', 'cleo', 'Dora_', 'Zoë']) api.store.players.add(name, null);
    const names = async (query: string) => {
      const { body } = await as(staff, `GET /api/v1/players?${query}`);
      return (body['players'] as { name: string }[]).map(({ name }) => name);
    };
    expect(await names('search=cleo')).toEqual(['cleo', 'Cleo 100%']);
    expect(await names('search=%25')).toEqual(['Cleo 100%']);
    expect(await names('search=_')).toEqual(['Dora_']);
    expect(await names('search=anna@range.example')).toEqual(['anna']);
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await as(staff, `GET /api/v1/players?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
      all.push(...(body['players'] as { id: string }[]).map(({ id }) => id));
      cursor = body['nextCursor'] as string | null;
    } while (cursor !== null);
    expect(new Set(all).size).toBe(8);
    expect(all).toHaveLength(8);
    expect((await as(staff, 'GET /api/v1/players?cursor=bm9uc2Vuc2U')).status).toBe(400);
  });

  it('show a coach their own alone', async () => {
    const coach = await personIn(api, 'coach');
    expect((await as(coach, 'GET /api/v1/players')).body['players']).toEqual([]);
    api.store.accounts.assignCoach(coach.player, ben.player);
    expect((await as(coach, 'GET /api/v1/players')).body['players']).toMatchObject([{ name: 'ben' }]);
  });

  it('are added at the counter, and bring along what they swung as a guest', async () => {
    api.store.players.beginSession('one', 'bay-1');
    const guests = scored('one', null, 7);
    const created = await as(staff, 'POST /api/v1/players', { name: 'Emil', isMinor: true, session: 'one' });
    expect([created.status, created.body]).toMatchObject([
      201,
      { claimedSwings: 1, player: { name: 'Emil', role: null, isMinor: true, shares: false } },
    ]);
    const { id } = created.body['player'] as { id: string };
    expect(api.store.swings.find(guests).player).toBe(id);
    expect((await as(staff, `GET /api/v1/players/${id}`)).body['name']).toBe('Emil');
    const nowhere = await as(staff, 'POST /api/v1/players', { name: 'Finn', session: 'never' });
    expect([nowhere.status, nowhere.body['code']]).toEqual([404, 'store/session-unknown']);
    expect((await as(staff, 'GET /api/v1/players?search=Finn')).body['players']).toEqual([]);
    const grab = await as(staff, 'POST /api/v1/players', { name: 'Gus', role: 'admin' });
    expect([grab.status, grab.body['code']]).toEqual([400, 'api/request-invalid']);
  });
});

describe('the bay', () => {
  it('says in one answer what it does, what it lacks and how busy it is', async () => {
    api.bay.currentState = 'address';
    api.bay.currentWarnings = [{ code: 'camera/stalled', message: 'No pictures.', hint: null, camera: 'face-on' }];
    api.visits.join(anna.player);
    const body = bayBodySchema.parse((await call(api, 'GET /api/v1/bay')).body);
    expect(body).toMatchObject({
      ...{ name: 'bay-1', state: 'address', session: api.visits.session, isVisitOver: false, playersInVisit: 1 },
      warnings: [{ code: 'camera/stalled' }],
      load: { analysesOpen: 0, disk: 'ok' },
    });
    expect(body.load.memoryMiB).toBeGreaterThan(10);
  });
});
