/** A player who registered in two bays that could not hear of each other, and is one again: over real HTTP. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuthDesk } from '../../device/api/auth/auth-desk.ts';
import { call, personIn } from '../../device/api/fixtures/people-in-test.ts';
import { aSwing } from '../../device/store/fixtures/store-in-directory.ts';
import { aFacility, aJoinedBay, type BayInTest, type FacilityInTest } from './facility-in-test.fixture.ts';

const PASSWORD = 'a sound of rain on tin';
const SHARES = '2026-11-01T00:00:00.000Z';

let facility: FacilityInTest;
let one: BayInTest;
let two: BayInTest;
/** Registered first, in the first bay, and second, in the other. */
let kept: string;
let other: string;
let staff: string;

async function settle(): Promise<void> {
  for (const bay of [one, two, one, two]) await bay.settle();
}

async function register(bay: BayInTest, name: string): Promise<string> {
  const { body, status } = await call(bay.api, 'POST /api/v1/auth/register', {
    json: { email: 'ana@example.org', password: PASSWORD, name, handedness: 'left' },
  });
  expect(status).toBe(201);
  return String(body['player']);
}

const logIn = async (bay: BayInTest) =>
  (await call(bay.api, 'POST /api/v1/auth/login', { json: { email: 'ana@example.org', password: PASSWORD } })).body;
const list = async () => (await call(facility.api, 'GET /api/v1/facility/accounts', { token: staff })).body;
const join = (json: unknown = { kept, other }) =>
  call(facility.api, 'POST /api/v1/facility/accounts/joins', { token: staff, json });
const part = (id = other) => call(facility.api, `DELETE /api/v1/facility/accounts/joins/${id}`, { token: staff });

beforeEach(async () => {
  facility = await aFacility();
  await personIn(facility.api, 'operator', 'Olga');
  ({ accessToken: staff } = await personIn(facility.api, 'staff', 'Sam'));
  [one, two] = [await aJoinedBay(facility, 'bay-1'), await aJoinedBay(facility, 'bay-2')];
  kept = await register(one, 'Ana');
  await one.settle();
  facility.clock.passedMs += 60_000;
  other = await register(two, 'Ana B.');
  for (const [bay, player, session] of [
    [one, kept, 'visit-1'],
    [two, other, 'visit-2'],
  ] as const) {
    bay.store.players.beginSession(session, bay.name);
    bay.store.swings.recordSwing(aSwing({ bay: bay.name, player, session }));
    bay.store.players.noteDrillDone(player, `drill of ${session}`, null);
  }
  await settle();
});
afterEach(async () => {
  await one.close();
  await two.close();
  await facility.close();
});

describe('two accounts of one address', () => {
  it('stand side by side for staff, and are one in every bay once it is said', async () => {
    expect(await list()).toMatchObject({
      twice: [{ kept: { id: kept, name: 'Ana' }, other: { id: other, name: 'Ana B.' }, obstacle: null }],
      joined: [],
    });
    expect((await join()).status).toBe(204);
    // Said again it is as it was.
    expect((await join()).status).toBe(204);
    expect(await list()).toMatchObject({
      twice: [],
      joined: [{ kept: { id: kept, name: 'Ana' }, other: { id: other, name: 'Ana B.' }, by: 'Sam' }],
    });
    await settle();
    for (const bay of [one, two]) {
      const { accessToken: token, player } = (await logIn(bay)) as { accessToken: string; player: string };
      expect(player).toBe(kept);
      const done = await call(bay.api, `GET /api/v1/users/${kept}/stats`, { token });
      expect(done.body).toMatchObject({ player: kept, drillsDone: 2 });
    }
    // In the second bay the swing was the other's: it is the kept one's to see.
    const { accessToken: token } = (await logIn(two)) as { accessToken: string };
    const seen = await call(two.api, 'GET /api/v1/swings', { token });
    expect(seen.body).toMatchObject({ swings: [{ player: kept, bay: 'bay-2' }] });
    const [swing] = seen.body['swings'] as { id: string }[];
    expect((await call(two.api, `GET /api/v1/swings/${swing?.id}`, { token })).body).toMatchObject({ player: kept });
    const visits = await call(two.api, 'GET /api/v1/sessions', { token });
    expect(visits.body).toMatchObject({ sessions: [{ id: 'visit-2', swings: 1, players: [{ id: kept }] }] });
  });

  it('end the logins of the one that is given up, and open with its cards', async () => {
    const account = two.store.accounts.find(other);
    if (account === undefined) throw new Error('there is no such account');
    const desk = two.api.app.get(AuthDesk);
    const before = await desk.begin(account);
    two.store.accounts.bindCard(desk.lookupDigest('card', '04a1b2c3'), other);
    await join();
    await settle();
    expect((await call(two.api, 'GET /api/v1/users/me', { token: before.accessToken })).status).toBe(401);
    await expect(desk.refresh(before.refreshToken)).rejects.toMatchObject({ code: 'auth/refresh-refused' });
    expect(desk.playerOfCard('04a1b2c3')).toBe(kept);
    expect(one.api.app.get(AuthDesk).playerOfCard('04a1b2c3')).toBe(kept);
  });

  it('take in what comes late, from a bay that was off and had the other playing on', async () => {
    await join();
    await one.settle();
    two.store.swings.recordSwing(aSwing({ bay: 'bay-2', player: other, session: 'visit-3', monotonicNs: 9e9 }));
    two.store.players.noteDrillDone(other, 'late', null);
    await settle();
    expect(facility.store.players.drillsDoneBy(kept).map(({ drill }) => drill)).toContain('late');
    expect(two.store.swings.list({ player: kept }, 10).swings).toHaveLength(2);
  });

  it('leave swings in the other’s folder, which the facility’s archive is read by, with the kept one’s consent', async () => {
    one.store.players.change(kept, { sharesSince: SHARES });
    await settle();
    await join();
    await settle();
    const told = two.store.swings.list({ player: kept }, 1).swings[0];
    expect(two.store.outbox.mayLeave(told?.id ?? '')).toBe(true);
    expect(facility.store.arrivals.find(told?.id ?? '')).toMatchObject({ owner: other });
    facility.store.intake.takeIn({ ...(told as NonNullable<typeof told>), revisions: [], poses: [], media: [] });
    expect(facility.store.swings.list({ player: kept }, 10).swings).toMatchObject([{ id: told?.id, player: other }]);
    // Taken back for the kept one, it is taken back for all; and the bay is owed both erasures.
    one.store.players.change(kept, { sharesSince: null });
    await settle();
    expect(two.store.players.mayLeaveBay(other)).toBe(false);
    expect(two.store.outbox.erasures().map(({ kind }) => kind)).toContain('consent-withdrawn');
  });

  it('are two again when it is taken back, and what only the kept one agreed to is not the other’s word', async () => {
    one.store.players.change(kept, { sharesSince: SHARES });
    await settle();
    await join();
    await settle();
    expect((await part()).status).toBe(204);
    expect((await part()).status).toBe(204);
    await settle();
    expect(await list()).toMatchObject({ twice: [{ kept: { id: kept }, other: { id: other } }], joined: [] });
    for (const { store } of [one, two, facility]) {
      expect(store.players.drillsDoneBy(kept)).toHaveLength(1);
      expect(store.players.drillsDoneBy(other)).toHaveLength(1);
      expect(store.players.profile(other).sharesSince).toBeNull();
      expect(store.players.profile(kept).sharesSince).toBe(SHARES);
    }
  });

  it('are not joined the wrong way round, with anybody else, or where it is not safe', async () => {
    const { player: stranger } = await personIn(facility.api, 'player', 'Eve');
    for (const pair of [
      { kept: other, other: kept },
      { kept, other: stranger },
      { kept: stranger, other },
      { kept, other: kept },
    ]) {
      expect((await join(pair)).body).toMatchObject({ code: 'facility/accounts-not-twice' });
    }
    two.store.players.change(other, { sharesSince: SHARES });
    await settle();
    expect(await list()).toMatchObject({ twice: [{ obstacle: 'consent' }] });
    expect(await join()).toMatchObject({ status: 409, body: { code: 'facility/join-unsafe' } });
    one.store.players.change(kept, { sharesSince: SHARES, isMinor: true });
    await settle();
    expect(await list()).toMatchObject({ twice: [{ obstacle: 'age' }] });
    expect((await part('00000000-0000-7000-8000-000000000000')).status).toBe(404);
    expect(await list()).toMatchObject({ joined: [] });
  });

  it('are not joined by a bay’s word, and not parted by it', async () => {
    two.store.players.join(kept, other);
    await settle();
    expect(facility.store.players.personOf(kept)).toBe(kept);
    expect(await list()).toMatchObject({ joined: [], twice: [{ kept: { id: kept } }] });
    await join();
    await settle();
    two.store.players.join(other, null);
    await settle();
    expect(facility.store.players.personOf(other)).toBe(kept);
  });
});
