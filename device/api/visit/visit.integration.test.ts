import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../clock/clock.ts';
import { aSwing, stageClip } from '../../store/fixtures/store-in-directory.ts';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import { playerExportSchema, playerStatsSchema, profileSchema } from '../contract/accounts.ts';
import { joinCodeSchema, visitSchema } from '../contract/visit.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { type Answer, call, type CallOptions, type Person, personIn } from '../fixtures/people-in-test.ts';
import { CardDesk } from './card-desk.ts';

const PHONE = 'bay-7.range.example';
let aheadMs = 0;
const clock: Clock = {
  monotonicNs: () => systemClock.monotonicNs() + aheadMs * 1e6,
  wall: () => new Date(Date.now() + aheadMs),
};
let api: ApiInTest;
let admin: Person;
let anna: Person;
let ben: Person;

beforeEach(async () => {
  aheadMs = 0;
  api = await startApi({ clock });
  admin = await personIn(api, 'admin');
  anna = await personIn(api, 'player', 'anna');
  ben = await personIn(api, 'player', 'ben');
});
afterEach(() => api.close());

const screen = (line: string, json?: unknown): Promise<Answer> => call(api, line, { json });
const phone = (of: Person, line: string, options: CallOptions = {}): Promise<Answer> =>
  call(api, line, { host: PHONE, token: of.accessToken, ...options });

async function codeOf(session: string): Promise<string> {
  return joinCodeSchema.parse((await screen(`POST /api/v1/sessions/${session}/join-code`)).body).code;
}

function swingIn(session: string, player: string | null = null): string {
  return api.store.swings.recordSwing(aSwing({ session, player })).id;
}

describe('a player with a phone', () => {
  it('joins by the code on the screen and is in turn at once', async () => {
    api.visits.stepUp();
    const code = await codeOf(api.visits.session);
    const joined = await phone(anna, 'POST /api/v1/sessions/join', { json: { code } });
    expect([joined.status, joined.body]).toEqual([200, { session: api.visits.session, claimedSwings: 0 }]);
    const visit = visitSchema.parse((await screen('GET /api/v1/visit')).body);
    expect(visit).toMatchObject({ players: [{ id: anna.player, name: 'anna' }], inTurn: anna.player, over: null });
  });

  it('cannot use a code twice, late, or guessed', async () => {
    const code = await codeOf(api.visits.session);
    expect((await phone(anna, 'POST /api/v1/sessions/join', { json: { code } })).status).toBe(200);
    expect((await phone(ben, 'POST /api/v1/sessions/join', { json: { code } })).status).toBe(410);
    const late = await codeOf(api.visits.session);
    aheadMs += 121_000;
    expect((await phone(ben, 'POST /api/v1/sessions/join', { json: { code: late } })).status).toBe(410);
    expect((await phone(ben, 'POST /api/v1/sessions/join', { json: { code: 'guessed' } })).status).toBe(410);
  });

  it('claims what they swung as a guest, also after the visit, and nobody else’s', async () => {
    api.visits.stepUp();
    const { session } = api.visits;
    const [mine, bens] = [swingIn(session), swingIn(session, ben.player)];
    api.visits.stepAway();
    api.visits.stepUp();
    expect(api.visits.session).not.toBe(session);
    const json = { code: await codeOf(session), claimSwings: true };
    const claimed = await phone(anna, 'POST /api/v1/sessions/join', { json });
    expect(claimed.body).toEqual({ session, claimedSwings: 1 });
    expect((await phone(anna, `GET /api/v1/swings/${mine}`)).body).toMatchObject({ player: anna.player });
    expect((await phone(anna, `GET /api/v1/swings/${bens}`)).status).toBe(404);
    expect(api.visits.visit.players).toEqual([]);
  });
});

describe('several players', () => {
  it('take turns, and each passes on to the next', async () => {
    for (const person of [anna, ben]) api.visits.join(person.player);
    const next = await screen('POST /api/v1/visit/turn', {});
    expect(next.body['inTurn']).toBe(ben.player);
    expect(api.visits.playerInTurn).toBe(ben.player);
    await screen('POST /api/v1/visit/turn', { player: anna.player });
    expect(api.visits.playerInTurn).toBe(anna.player);
    await screen('POST /api/v1/visit/turn', { player: null });
    expect(api.visits.playerInTurn).toBeNull();
  });

  it('join by PIN at the screen, without a phone', async () => {
    expect((await phone(anna, 'PATCH /api/v1/users/me', { json: { pin: '480213' } })).status).toBe(200);
    expect((await phone(ben, 'PATCH /api/v1/users/me', { json: { pin: '480213' } })).status).toBe(409);
    expect((await screen('POST /api/v1/visit/pin', { pin: '480213' })).body['inTurn']).toBe(anna.player);
    expect((await screen('POST /api/v1/visit/pin', { pin: '111111' })).status).toBe(401);
    // A player's PIN opens nothing of the staff's.
    expect((await screen('POST /api/v1/auth/pin', { pin: '480213' })).status).toBe(401);
  });

  it('join by a card, once it is bound', async () => {
    const cards = api.app.get(CardDesk);
    const told: string[] = [];
    api.visits.changes.subscribe(({ session }) => told.push(session));
    cards.show('04:a2:2b:9c');
    expect(told).toHaveLength(1);
    const said = async () => visitSchema.parse((await call(api, 'GET /api/v1/visit')).body).card;
    expect(await said()).toMatchObject({ refused: 'unknown', shown: 1 });
    expect(api.visits.visit.players).toEqual([]);
    expect((await phone(anna, 'POST /api/v1/users/me/card')).body['code']).toBe('api/not-in-visit');
    api.visits.join(anna.player);
    expect((await phone(anna, 'POST /api/v1/users/me/card')).status).toBe(204);
    expect(await said()).toBeNull();
    expect((await phone(anna, 'POST /api/v1/users/me/card')).status).toBe(409);
    api.visits.end();
    cards.show('04:a2:2b:9c');
    expect(api.visits.playerInTurn).toBe(anna.player);
    expect(await said()).toBeNull();
  });

  it('are told of a card that nobody has bound for as long as it can be, and of a visit that is full', async () => {
    const cards = api.app.get(CardDesk);
    const said = async () => visitSchema.parse((await call(api, 'GET /api/v1/visit')).body).card;
    cards.show('04:a2:2b:9c');
    aheadMs += 61_000;
    expect(await said()).toBeNull();
    cards.show('04:a2:2b:9c');
    api.visits.join(anna.player);
    await phone(anna, 'POST /api/v1/users/me/card');
    api.visits.end();
    for (let at = 0; api.visits.visit.players.length < api.visits.playersMax; at++) {
      api.visits.join((await personIn(api, 'player', `friend-${at}`)).player);
    }
    cards.show('04:a2:2b:9c');
    expect(await said()).toMatchObject({ refused: 'visit-full', shown: 3 });
  });

  it('are gone after ten minutes in which nobody did anything', () => {
    api.visits.join(anna.player);
    const { session } = api.visits;
    api.visits.stepAway();
    api.visits.stepUp();
    expect(api.visits.session).toBe(session);
    aheadMs += 241 * 60_000;
    api.visits.stepUp();
    expect(api.visits.session).not.toBe(session);
    expect(api.visits.playerInTurn).toBeNull();
  });
});

describe('what guests leave behind', () => {
  it('goes three days after their visit, unless it was claimed or uploaded', async () => {
    api.visits.stepUp();
    const { session } = api.visits;
    const [guests, annas] = [swingIn(session), swingIn(session, anna.player)];
    const upload = api.store.swings.recordSwing(aSwing({ session, kind: 'upload' })).id;
    api.visits.stepAway();
    await api.visits.clearGuests();
    expect(api.store.swings.find(guests).id).toBe(guests);
    aheadMs += 73 * 3_600_000;
    await api.visits.clearGuests();
    expect(() => api.store.swings.find(guests)).toThrow(expect.objectContaining({ code: 'store/swing-deleted' }));
    expect([annas, upload].map((id) => api.store.swings.find(id).id)).toEqual([annas, upload]);
  });
});

describe('the leaderboard', () => {
  it('shows who asked to be on it, best score first, and tells nobody’s id', async () => {
    api.store.players.beginSession('visit-1', 'bay-1');
    const scored = (of: Person, overall: number): void => {
      const id = swingIn('visit-1', of.player);
      api.store.swings.storeRevision({ report: sampleReport(id, { score: { overall, parts: {} } }) });
    };
    for (const [of, score] of [
      [anna, 6.5],
      [anna, 8],
      [ben, 9],
    ] as const)
      scored(of, score);
    const board = async (): Promise<unknown> => (await phone(ben, 'GET /api/v1/leaderboards')).body['rows'];
    expect(await board()).toEqual([]);
    await phone(anna, 'PATCH /api/v1/users/me', { json: { isOnLeaderboard: true } });
    const row = { rank: 1, name: 'anna', bay: 'bay-1', scoreBest: 8, scoreMean: 7.25, shots: 2 };
    expect(await board()).toEqual([row]);
    await phone(ben, 'PATCH /api/v1/users/me', { json: { isOnLeaderboard: true } });
    expect(await board()).toMatchObject([
      { rank: 1, name: 'ben' },
      { ...row, rank: 2 },
    ]);
    aheadMs += 31 * 24 * 3_600_000;
    expect(((await screen('GET /api/v1/leaderboards')).body['rows'] as []).length).toBe(0);
  });
});

describe('a player’s own data', () => {
  it('are theirs to change, field by field', async () => {
    const change = { heightCm: 172, handicap: -1.4, goals: ['break 80'], usualMiss: 'slice', club: 'I7' };
    const changed = profileSchema.parse((await phone(anna, 'PATCH /api/v1/users/me', { json: change })).body);
    expect(changed).toMatchObject({ ...change, name: 'anna', email: 'anna@range.example', shares: false });
    expect(profileSchema.parse((await phone(anna, 'GET /api/v1/users/me')).body)).toEqual(changed);
  });

  it.each([
    ['heightCm', { heightCm: 1_000 }],
    ['handicap', { handicap: 99 }],
    ['role', { role: 'admin' }],
    ['guardianAgreed', { guardianAgreed: true }],
    ['sharesSince', { sharesSince: '2026-01-01' }],
    ['goals', { goals: Array.from({ length: 21 }, () => 'x') }],
  ])('are not changed by a wrong or foreign "%s"', async (field, json) => {
    const answer = await phone(anna, 'PATCH /api/v1/users/me', { json });
    expect([answer.status, String(answer.body['message'])]).toEqual([400, expect.stringContaining(field)]);
  });

  it('come with the coaches of the bay, so that the player can choose', async () => {
    const coach = await personIn(api, 'coach', 'carla');
    const coaches = async (of: Person): Promise<unknown> => (await phone(of, 'GET /api/v1/users/me/coaches')).body;
    const carla = { id: coach.player, name: 'carla', isMine: false };
    expect(await coaches(anna)).toEqual({ coaches: [carla] });
    await phone(anna, `PUT /api/v1/users/${anna.player}/coaches/${coach.player}`);
    expect(await coaches(anna)).toEqual({ coaches: [{ ...carla, isMine: true }] });
    expect(await coaches(ben)).toEqual({ coaches: [carla] });
  });

  it('are seen by a coach from when the player says so until they say otherwise', async () => {
    const [coach, id] = [await personIn(api, 'coach'), swingIn('visit-1', anna.player)];
    const sees = async (): Promise<number> => (await phone(coach, `GET /api/v1/swings/${id}`)).status;
    const path = `/api/v1/users/${anna.player}/coaches/${coach.player}`;
    expect([(await phone(coach, `PUT ${path}`)).status, await sees()]).toEqual([403, 404]);
    expect([(await phone(anna, `PUT ${path}`)).status, await sees()]).toEqual([204, 200]);
    expect([(await phone(anna, `DELETE ${path}`)).status, await sees()]).toEqual([204, 404]);
    const notCoach = `PUT /api/v1/users/${anna.player}/coaches/${ben.player}`;
    expect((await phone(anna, notCoach)).body['code']).toBe('store/player-unknown');
  });

  it('do not leave the bay before the player agrees, nor a minor’s before a guardian does', async () => {
    const may = (): boolean => api.store.players.mayLeaveBay(anna.player);
    const says = (json: object): Promise<Answer> => phone(anna, 'PATCH /api/v1/users/me', { json });
    expect([api.store.players.mayLeaveBay(null), may()]).toEqual([false, false]);
    await says({ shares: true });
    expect(may()).toBe(true);
    await says({ isMinor: true });
    expect(may()).toBe(false);
    expect((await says({ isMinor: false })).status).toBe(403);
    const staff = await personIn(api, 'staff');
    await phone(staff, `PUT /api/v1/users/${anna.player}/guardian`, { json: { agrees: true } });
    expect(may()).toBe(true);
    await says({ shares: false });
    expect(may()).toBe(false);
  });

  it('are taken along whole, and counted', async () => {
    const id = swingIn('visit-1', anna.player);
    api.store.swings.storeRevision({ report: sampleReport(id) });
    swingIn('visit-1', ben.player);
    const [drill] = (await phone(anna, 'GET /api/v1/catalogue')).body['drills'] as { id: string }[];
    const done = await phone(anna, `POST /api/v1/drills/${drill?.id}/complete`, { json: { notes: 'felt good' } });
    expect(done.status).toBe(201);
    expect((await phone(anna, 'POST /api/v1/drills/juggling/complete', { json: {} })).status).toBe(404);
    const whole = playerExportSchema.parse((await phone(anna, 'GET /api/v1/users/me/export')).body);
    expect(whole.swings.map((swing) => [swing.id, swing.reports.length])).toEqual([[id, 1]]);
    expect(whole).toMatchObject({ profile: { name: 'anna' }, drills: [{ notes: 'felt good' }], nextCursor: null });
    const stats = (await phone(anna, `GET /api/v1/users/${anna.player}/stats`)).body;
    expect(playerStatsSchema.parse(stats)).toMatchObject({ swings: 1, shots: 1, visits: 1, drillsDone: 1 });
    expect((await phone(ben, `GET /api/v1/users/${anna.player}/stats`)).status).toBe(403);
  });

  it('do not go while the player is the last who owns the bay', async () => {
    const operator = await personIn(api, 'operator');
    expect((await phone(operator, 'DELETE /api/v1/users/me')).status).toBe(204);
    const [first, second] = [await personIn(api, 'admin', 'first'), await personIn(api, 'admin', 'second')];
    expect((await phone(first, 'DELETE /api/v1/users/me')).status).toBe(204);
    expect((await phone(second, 'DELETE /api/v1/users/me')).status).toBe(204);
    expect(api.store.accounts.hasOwner).toBe(true);
    const left = await personIn(api, 'admin', 'left');
    api.store.players.remove(admin.player);
    expect((await phone(left, 'DELETE /api/v1/users/me')).body['code']).toBe('auth/last-owner');
  });

  it('go with everything that hangs on them, and leave tombstones', async () => {
    const id = swingIn('visit-1', anna.player);
    const clip = await stageClip(api.store, 'anna');
    api.store.swings.storeRevision({
      report: sampleReport(id),
      media: clip.isStored ? [clip.media] : [],
    });
    const bens = swingIn('visit-1', ben.player);
    api.visits.join(anna.player);
    expect((await phone(anna, 'DELETE /api/v1/users/me')).status).toBe(204);
    expect((await phone(anna, 'GET /api/v1/users/me')).status).toBe(401);
    const again = { refreshToken: anna.refreshToken };
    expect((await call(api, 'POST /api/v1/auth/refresh', { json: again })).status).toBe(401);
    expect(() => api.store.swings.find(id)).toThrow(expect.objectContaining({ code: 'store/swing-deleted' }));
    expect(api.store.media.list(id)).toEqual([]);
    expect(api.store.players.find(anna.player)).toBeUndefined();
    expect(api.visits.visit.players).toEqual([]);
    expect(api.store.swings.find(bens).player).toBe(ben.player);
    // A swing whose clips were still being cut is kept, and is nobody's.
    expect(api.store.swings.find(swingIn('visit-1', anna.player)).player).toBeNull();
  });
});
