import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../clock/clock.ts';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import { aSwing } from '../../store/fixtures/store-in-directory.ts';
import { deviceListSchema } from '../contract/devices.ts';
import { joinCodeSchema, visitSchema } from '../contract/visit.ts';
import { visitSummarySchema } from '../contract/visit-summary.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { type Answer, call, type Person, personIn } from '../fixtures/people-in-test.ts';

let aheadMs = 0;
const clock: Clock = {
  monotonicNs: () => systemClock.monotonicNs() + aheadMs * 1e6,
  wall: () => new Date(Date.now() + aheadMs),
};
let api: ApiInTest;
let admin: Person;
let anna: Person;

beforeEach(async () => {
  aheadMs = 0;
  api = await startApi({ clock });
  admin = await personIn(api, 'admin');
  anna = await personIn(api, 'player', 'anna');
});
afterEach(() => api.close());

const screen = (line: string, json?: unknown): Promise<Answer> => call(api, line, { json });
const visit = async () => visitSchema.parse((await screen('GET /api/v1/visit')).body);

function measured(score: number, turn: number, player: string | null = null): string {
  const { id } = api.store.swings.recordSwing(aSwing({ session: 'visit-1', player }));
  const seen = { method: 'triangulated' as const, cameras: ['face-on', 'down-the-line'] };
  const report = sampleReport(id, {
    ...{ session: 'visit-1', player, kind: 'shot', club: 'I7' },
    score: { overall: score, parts: {} },
    metrics: [{ id: 'shoulder-turn', at: 'top', value: turn, unit: '°', low: turn - 3, high: turn + 3, ...seen }],
  });
  api.store.swings.storeRevision({ report });
  return id;
}

describe('the club in hand', () => {
  it('of a guest goes with the visit, and is kept from the screen to the mat', async () => {
    expect(visitSchema.parse((await screen('PUT /api/v1/visit/club', { club: 'I7' })).body).club).toBe('I7');
    const { session } = await visit();
    api.visits.stepUp();
    expect(await visit()).toMatchObject({ session, club: 'I7', goesOn: true });
    expect(api.visits.clubInHand).toBe('I7');
    api.visits.stepAway();
    api.visits.stepUp();
    expect((await visit()).club).toBeNull();
  });

  it('of a player is the player’s own, and each has another', async () => {
    api.visits.stepUp();
    await screen('PUT /api/v1/visit/club', { club: 'DR' });
    api.visits.join(anna.player);
    expect((await visit()).club).toBeNull();
    await screen('PUT /api/v1/visit/club', { club: 'SW' });
    expect(api.store.players.profile(anna.player).club).toBe('SW');
    api.visits.turn(null);
    expect((await visit()).club).toBe('DR');
  });

  it('is one of the list, and a refusal says which field is wrong', async () => {
    const refused = await screen('PUT /api/v1/visit/club', { club: 'hockey stick' });
    expect(refused.status).toBe(400);
    expect(String(refused.body['message'])).toContain('"club"');
  });
});

describe('the hand of a swing', () => {
  it('is a guest’s until the visit is over, and a player’s own from then on', async () => {
    api.visits.stepUp();
    const { session } = await visit();
    const tell = (line: string, json: unknown) => call(api, line, { json, token: admin.accessToken });
    const guests = api.store.swings.recordSwing(aSwing({ session }));
    api.store.swings.storeRevision({ report: sampleReport(guests.id, { handedness: 'left' }) });
    const told = await tell(`PUT /api/v1/swings/${guests.id}/handedness`, { handedness: 'left' });
    expect(told).toMatchObject({ status: 202, body: { state: 'up-to-date' } });
    expect(api.visits.handInTurn).toBe('left');
    api.visits.join(anna.player);
    expect(api.visits.handInTurn).toBeNull();
    const annas = api.store.swings.recordSwing(aSwing({ session, player: anna.player }));
    api.store.swings.storeRevision({ report: sampleReport(annas.id, { handedness: 'right' }) });
    const hers = `PUT /api/v1/swings/${annas.id}/handedness`;
    expect((await tell(hers, { handedness: 'both' })).status).toBe(400);
    // Its pictures are gone, and what she plays with is kept all the same.
    const gone = await tell(hers, { handedness: 'left' });
    expect(gone).toMatchObject({ status: 409, body: { code: 'analysis/clips-gone' } });
    expect(api.store.players.profile(anna.player).handedness).toBe('left');
    expect(api.visits.handInTurn).toBe('left');
  });
});

describe('the end of a visit', () => {
  it('is told beforehand, and put off by somebody at the screen', async () => {
    expect((await visit()).ends).toBeNull();
    api.visits.stepUp();
    aheadMs += 239 * 60_000;
    expect((await visit()).ends?.why).toBe('inactive');
    expect((await visit()).ends?.inSeconds).toBeCloseTo(60, 0);
    const stayed = visitSchema.parse((await screen('POST /api/v1/visit/stay')).body);
    expect(stayed.ends?.inSeconds).toBeCloseTo(240 * 60, 0);
  });

  it('and every other change is told to who listens', async () => {
    const heard: (string | null)[] = [];
    api.visits.changes.subscribe(({ inTurn, over }) => heard.push(over ?? inTurn));
    api.visits.stepUp();
    api.visits.join(anna.player);
    api.visits.turn(null);
    api.visits.end();
    api.visits.end();
    expect(heard).toEqual([null, anna.player, null, 'ended']);
  });
});

describe('the summary of a visit', () => {
  it('tells each golfer their best swing and what became better', async () => {
    for (let at = 0; at < 10; at++) measured(5 + at / 10, 60 + at / 10);
    const best = measured(9.1, 90);
    for (let at = 0; at < 10; at++) measured(7 - at / 10, 88 + at / 10);
    const annas = measured(6, 85, anna.player);
    const { golfers } = visitSummarySchema.parse((await screen('GET /api/v1/sessions/visit-1/summary')).body);
    expect(golfers.map(({ player, swings }) => [player?.name, swings.length])).toEqual([
      [undefined, 21],
      ['anna', 1],
    ]);
    expect(golfers[0]?.best).toBe(best);
    expect(golfers[0]?.numbers[0]).toMatchObject({
      id: 'shoulder-turn',
      verdict: 'improved',
      change: { isReal: true },
    });
    expect(golfers[1]).toMatchObject({ best: annas, numbers: [{ verdict: 'too-early-to-say', change: null }] });
  });

  it('of a visit without swings is empty, and of another visit the screen’s business no more', async () => {
    expect((await screen('GET /api/v1/sessions/visit-1/summary')).body['golfers']).toEqual([]);
    expect((await screen('GET /api/v1/sessions/visit-0/summary')).status).toBe(403);
  });
});

describe('phones', () => {
  it('are told that a bay listens to itself alone, and the doctor says what to do', async () => {
    const code = joinCodeSchema.parse((await screen('POST /api/v1/sessions/visit-1/join-code')).body);
    expect(code).toMatchObject({ address: null, unreachable: 'loopback-only' });
    const { devices } = deviceListSchema.parse((await screen('GET /api/v1/devices')).body);
    expect(devices.at(-1)).toMatchObject({ id: 'phones', state: 'unknown', hint: expect.stringContaining('api.host') });
  });

  it('find the bay at its public address', async () => {
    await api.close();
    api = await startApi({ config: { publicAddress: 'https://bay-7.range.example' } });
    const code = joinCodeSchema.parse((await screen('POST /api/v1/sessions/visit-1/join-code')).body);
    expect(code.address).toBe('https://bay-7.range.example');
  });
});

describe('staff at the screen', () => {
  it('take the bay out of service and let a device try again, which the screen alone may not', async () => {
    await call(api, 'PATCH /api/v1/users/me', { token: admin.accessToken, json: { pin: '730264' } });
    expect((await screen('PUT /api/v1/bay/service', { isInService: false })).status).toBe(403);
    const { body } = await screen('POST /api/v1/auth/pin', { pin: '730264' });
    const staff = (line: string, json?: unknown) => call(api, line, { json, token: String(body['accessToken']) });
    expect((await staff('PUT /api/v1/bay/service', { isInService: false })).body).toEqual({ isInService: false });
    expect((await screen('GET /api/v1/bay/service')).body).toEqual({ isInService: false });
    expect((await staff('POST /api/v1/devices/tee/clear-fault')).body['outcome']).toBe('done');
    expect(api.bay.faultsCleared).toEqual(['tee']);
  });
});
