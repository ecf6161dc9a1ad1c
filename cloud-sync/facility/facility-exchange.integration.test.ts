/** Two bays and a facility over real HTTP: what is lost on the way, what clocks do, and who may say what. */
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { AuthDesk } from '../../device/api/auth/auth-desk.ts';
import { KeyRing } from '../../device/api/auth/key-ring.ts';
import { call } from '../../device/api/fixtures/people-in-test.ts';
import { askToEnrol } from '../../device/ports/facility-enrolment.ts';
import { aSwing } from '../../device/store/fixtures/store-in-directory.ts';
import { NO_ROOM_YET } from '../../device/store/people-journal.ts';
import { FacilityBench, logIn, PASSWORD, register, settleAll } from './facility-bench.fixture.ts';
import { aBay, indexOf, joinWith, peopleOf } from './facility-in-test.fixture.ts';
import { membershipFile, readMembership } from './membership.ts';

const MINUTE_MS = 60_000;

const bench = new FacilityBench();

describe('a bay that joins a facility', () => {
  it('gets a credential of its own, the facility’s keys and its secret, in a file for its user alone', async () => {
    const bay = await bench.joined('bay-1');
    const file = membershipFile(bay.store.dataDirectory, null);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { credential, keys, lookupSecret } = readMembership(file);
    const ring = bench.facility.api.app.get(KeyRing);
    expect(keys.map(({ id }) => id)).toEqual(ring.all.map(({ id }) => id));
    expect(lookupSecret).toBe(ring.lookupSecret.toString('base64url'));
    const list = await call(bench.facility.api, 'GET /api/v1/facility/bays');
    expect(list.body).toMatchObject({ bays: [{ name: 'bay-1', state: 'enrolled', seenAt: null, isCaughtUp: false }] });
    // At rest there are digests alone.
    expect(JSON.stringify(bench.facility.store.facilityBays.list())).not.toContain(credential);
  });

  it('is refused for a code that was used, is too old, or is for another bay', async () => {
    const { code } = bench.facility.invite('bay-1');
    const [one, two] = [await aBay('bay-1', bench.facility.way.origin), await aBay('bay-2', bench.facility.way.origin)];
    bench.bays.push(one, two);
    await expect(joinWith(two, bench.facility, code)).rejects.toMatchObject({ code: 'facility/enrolment-refused' });
    await joinWith(one, bench.facility, code.toLowerCase().replaceAll('-', ''));
    await expect(joinWith(one, bench.facility, code)).rejects.toMatchObject({ code: 'facility/enrolment-refused' });
    const late = bench.facility.invite('bay-2');
    bench.facility.clock.passedMs += 16 * MINUTE_MS;
    await expect(joinWith(two, bench.facility, late.code)).rejects.toMatchObject({
      code: 'facility/enrolment-refused',
    });
    const again = bench.facility.invite('bay-2');
    await joinWith(two, bench.facility, again.code);
    const taken = await call(bench.facility.api, 'POST /api/v1/facility/bays', { json: { name: 'bay-2' } });
    expect([taken.status, taken.body['code']]).toEqual([409, 'store/bay-name-taken']);
  });

  it('has few guesses at a code', async () => {
    bench.facility.invite('bay-1');
    const json = askToEnrol('bay-1', 'WR0NGWR0NGWR0NG0').enrolment;
    const statuses: number[] = [];
    for (let at = 0; at < 22; at++) {
      statuses.push((await call(bench.facility.api, 'POST /api/v1/facility/enrolments', { json })).status);
    }
    expect([statuses[0], statuses[19], statuses[20], statuses[21]]).toEqual([401, 401, 429, 429]);
  });
});

describe('players of two bays', () => {
  it('log in at the second with password, PIN and card while the facility is down', async () => {
    const [one, two] = [await bench.joined('bay-1'), await bench.joined('bay-2')];
    const player = await register(one, 'ana@example.org');
    const auth = one.api.app.get(AuthDesk);
    one.store.accounts.setPin(player, auth.lookupDigest('pin', '482913'));
    one.store.accounts.bindCard(auth.lookupDigest('card', '04a1b2c3'), player);
    await settleAll(one, two);
    bench.facility.way.fate = () => 'cut-before';
    await expect(two.line.exchangeOnce()).rejects.toMatchObject({ code: 'facility/unreachable' });
    const login = await logIn(two, 'ana@example.org');
    expect([login.status, login.body['player']]).toEqual([200, player]);
    const { accessToken: token } = login.body as { accessToken: string };
    expect((await call(two.api, 'GET /api/v1/users/me', { token })).status).toBe(200);
    expect(two.api.app.get(AuthDesk).accountOfPin('482913').player).toBe(player);
    expect(two.api.app.get(AuthDesk).playerOfCard('04a1b2c3')).toBe(player);
  });

  it('keep a PIN from before their bay joined, and have it in every bay from its next use on', async () => {
    const bay = await aBay('bay-1', bench.facility.way.origin);
    bench.bays.push(bay);
    const player = await register(bay, 'ana@example.org');
    bay.store.accounts.setPin(player, bay.api.app.get(AuthDesk).lookupDigest('pin', '482913'));
    await joinWith(bay, bench.facility, bench.facility.invite('bay-1').code);
    const two = await bench.joined('bay-2');
    await settleAll(bay, two);
    expect(() => two.api.app.get(AuthDesk).accountOfPin('482913')).toThrow('Nobody has this PIN');
    expect(bay.api.app.get(AuthDesk).accountOfPin('482913').player).toBe(player);
    await settleAll(bay, two);
    expect(two.api.app.get(AuthDesk).accountOfPin('482913').player).toBe(player);
  });

  it('lose nothing that they changed in both while the facility was down', async () => {
    const [one, two] = [await bench.joined('bay-1'), await bench.joined('bay-2')];
    const player = await register(one, 'ana@example.org');
    await settleAll(one, two);
    bench.facility.way.fate = () => 'cut-before';
    one.store.players.change(player, { handicap: 11, sharesSince: '2026-11-01T00:00:00.000Z' });
    two.store.players.change(player, { club: 'iron-7', heightCm: 181 });
    await expect(one.line.exchangeOnce()).rejects.toThrow();
    bench.facility.way.fate = () => 'pass';
    await settleAll(one, two);
    for (const { store } of [one, two, bench.facility]) {
      expect(store.players.profile(player)).toMatchObject({
        ...{ handicap: 11, club: 'iron-7', heightCm: 181, sharesSince: '2026-11-01T00:00:00.000Z' },
      });
    }
    expect(peopleOf(one.store)).toBe(peopleOf(bench.facility.store));
    expect(peopleOf(two.store)).toBe(peopleOf(bench.facility.store));
  });

  it('are forgotten everywhere, with their swings, when they delete themselves in one', async () => {
    const [one, two] = [await bench.joined('bay-1'), await bench.joined('bay-2')];
    const player = await register(one, 'ana@example.org');
    one.store.players.change(player, { sharesSince: '2026-11-01T00:00:00.000Z' });
    await settleAll(one, two);
    const swing = two.store.swings.recordSwing(aSwing({ bay: 'bay-2', player, session: 'visit-2' }));
    await settleAll(one, two);
    expect(indexOf(bench.facility.store)).toMatchObject([{ id: swing.id, bay: 'bay-2', player, isDeleted: 0 }]);
    const { accessToken: token } = (await logIn(one, 'ana@example.org')).body as { accessToken: string };
    expect((await call(one.api, 'DELETE /api/v1/users/me', { token })).status).toBe(204);
    await settleAll(one, two);
    for (const { store } of [one, two, bench.facility]) expect(store.players.find(player)).toBeUndefined();
    expect(() => two.store.swings.find(swing.id)).toThrow('was deleted');
    expect(indexOf(bench.facility.store).filter(({ isDeleted }) => isDeleted === 0)).toEqual([]);
    expect(readFileSync(`${bench.facility.store.dataDirectory}/swingbay.sqlite`).toString('latin1')).not.toContain(
      PASSWORD,
    );
  });

  it('keep their e-mail address when somebody registers it in a bay without a line', async () => {
    const [one, two] = [await bench.joined('bay-1'), await bench.joined('bay-2')];
    const first = await register(one, 'ana@example.org', 'Ana');
    await one.settle();
    const second = await register(two, 'ana@example.org', 'Mallory');
    await settleAll(two, one);
    for (const { store } of [one, two, bench.facility]) {
      expect(store.accounts.findByEmail('ana@example.org')?.player).toBe(first);
      expect(store.players.profile(second).name).toBe('Mallory');
    }
    const { body } = await call(bench.facility.api, 'GET /api/v1/facility/bays');
    expect(body['conflicts']).toEqual([{ player: second, what: 'email', holder: first }]);
  });
});

describe('an exchange that is cut', () => {
  it('is done again from its beginning, and comes to the same', async () => {
    const [one, two] = [await bench.joined('bay-1'), await bench.joined('bay-2')];
    for (let at = 0; at < 30; at++) one.store.players.add(`Player ${at}`, null);
    let asked = 0;
    const fates = ['cut-after', 'cut-before', 'pass'] as const;
    bench.facility.way.fate = () => fates[asked++ % 3] ?? 'pass';
    for (const bay of [one, two, one]) {
      for (let round = 0, isMore = true; isMore && round < 60; round++) {
        isMore = await bay.line.exchangeOnce().catch(() => true);
      }
    }
    expect(peopleOf(one.store)).toBe(peopleOf(bench.facility.store));
    expect(peopleOf(two.store)).toBe(peopleOf(bench.facility.store));
    expect(bench.facility.store.players.list()).toHaveLength(30);
  });

  it('stays where it is, either way, while there is no room for what was said', async () => {
    const [one, two] = [await bench.joined('bay-1'), await bench.joined('bay-2')];
    await settleAll(one, two);
    const { id } = one.store.players.add('Ana', null);
    const full = (store: typeof one.store) =>
      vi.spyOn(store.people, 'takeIn').mockImplementation((records) => {
        const refused = records.map(({ table, key }) => ({ table, key, reason: NO_ROOM_YET }));
        return Promise.resolve({ ...{ taken: 0, kept: 0, conflicts: [] }, refused });
      });
    const [atFacility, atBay] = [full(bench.facility.store), full(two.store)];
    expect(await one.settle()).toBe(1);
    expect(one.line.state().waiting).toBe(1);
    atFacility.mockRestore();
    await one.settle();
    expect(one.line.state().waiting).toBe(0);
    expect(await two.settle()).toBe(1);
    atBay.mockRestore();
    await two.settle();
    expect(two.store.players.find(id)?.name).toBe('Ana');
  });

  it('goes on by itself, rests after failures, and says what is wrong', async () => {
    const bay = await bench.joined('bay-1');
    bench.facility.way.fate = () => 'portal';
    bay.line.start();
    await until(() => bay.line.state().trouble !== null);
    const told = await call(bay.api, 'GET /api/v1/facility/line');
    expect(told.body).toMatchObject({
      facility: { trouble: { code: 'facility/not-the-facility' }, exchangedAt: null },
    });
    const player = bay.store.players.add('Ana', null);
    bench.facility.way.fate = () => 'pass';
    await until(() => bench.facility.store.players.find(player.id) !== undefined);
    await until(() => bay.line.state().trouble === null && bay.line.state().waiting === 0);
    expect(bay.line.obstacle).toBeNull();
  });

  it('is not waited for when the bay stops, and is no trouble then', async () => {
    const bay = await bench.joined('bay-1');
    let asked = 0;
    bench.facility.way.fate = () => {
      asked++;
      return 'hang';
    };
    bay.line.start();
    await until(() => asked > 0);
    expect(bay.line.state().activity).toBe('exchanging');
    await bay.line.stop();
    expect(bay.line.state()).toMatchObject({ activity: 'idle', trouble: null });
  });

  it('moves many in bounded portions', async () => {
    const bay = await bench.joined('bay-1');
    bay.store.transact('players', () => {
      for (let at = 0; at < 450; at++) bay.store.players.add(`Player ${at} ${'x'.repeat(4_000)}`, null);
    });
    const rounds = await bay.settle();
    expect(bench.facility.store.players.list()).toHaveLength(450);
    expect(rounds).toBeGreaterThan(3);
    // It is all told: the next round says nothing.
    expect(await bay.settle()).toBe(1);
    const answers: number[] = [];
    bench.facility.way.tamper = (body) => {
      answers.push(Buffer.byteLength(body));
      return body;
    };
    const other = await bench.joined('bay-2');
    await other.settle();
    expect(other.store.players.list()).toHaveLength(450);
    expect(Math.max(...answers)).toBeLessThan(512 * 1024);
  });
});

describe('clocks', () => {
  it.each([
    ['20 minutes ahead', 20 * MINUTE_MS],
    ['20 minutes behind', -20 * MINUTE_MS],
    ['years ahead', 5 * 365 * 24 * 60 * MINUTE_MS],
    ['at 1970', -Date.now()],
  ])('of a bay that is %s neither keep it apart nor let it win for ever', async (_, offMs) => {
    const [wrong, right] = [await bench.joined('bay-1', offMs), await bench.joined('bay-2')];
    const { id } = wrong.store.players.add('Ana', null);
    await settleAll(wrong, right);
    expect(right.store.players.find(id)?.name).toBe('Ana');
    right.store.players.change(id, { name: 'Anna' });
    await settleAll(right, wrong);
    expect(wrong.store.players.find(id)?.name).toBe('Anna');
    wrong.store.players.change(id, { name: 'Anne' });
    await settleAll(wrong, right);
    expect(right.store.players.find(id)?.name).toBe('Anne');
    for (const { store } of [wrong, right, bench.facility]) {
      const ahead = store.people
        .changesSince(0, 100)
        .records.filter(({ version }) => version > versionAt(70 * MINUTE_MS));
      expect(ahead).toEqual([]);
    }
  });
});

describe('a facility whose clock was set back', () => {
  it('lets changes wait as they are until its clock is right, and is not asked without a rest', async () => {
    const [one, two] = [await bench.joined('bay-1'), await bench.joined('bay-2')];
    const { id } = one.store.players.add('Ana', null);
    await settleAll(one, two);
    two.store.players.add('Bea', null);
    await settleAll(two, one);
    bench.facility.clock.offMs = -Date.now();
    one.store.players.change(id, { handicap: 9 });
    const changed = one.store.people.find('players', id);
    expect(await one.settle()).toBeLessThan(4);
    expect(one.store.people.find('players', id)).toEqual(changed);
    expect(one.line.state().waiting).toBeGreaterThan(0);
    bench.facility.clock.offMs = 0;
    await settleAll(one, two);
    expect(two.store.players.profile(id).handicap).toBe(9);
    expect(one.line.state().waiting).toBe(0);
  });
});

describe('what a bay believes', () => {
  it('is nothing that was changed on the way, or answered to somebody else', async () => {
    const bay = await bench.joined('bay-1');
    const { id } = bench.facility.store.players.add('Ana', null);
    bench.facility.way.tamper = (body) => body.replace('"name":"Ana"', '"name":"Eve"');
    await expect(bay.line.exchangeOnce()).rejects.toMatchObject({ code: 'facility/signature-wrong' });
    bench.facility.way.tamper = (body) => body;
    let first = '';
    bench.facility.way.tamper = (body) => (first === '' ? (first = body) : first);
    await bay.line.exchangeOnce();
    await expect(bay.line.exchangeOnce()).rejects.toMatchObject({ code: 'facility/signature-wrong' });
    bench.facility.way.tamper = (body) => body;
    await bay.settle();
    expect(bay.store.players.find(id)?.name).toBe('Ana');
  });

  it('follows a rotation of the facility’s keys, and no key that none of them vouches for', async () => {
    const bay = await bench.joined('bay-1');
    await bay.settle();
    const ring = bench.facility.api.app.get(KeyRing);
    ring.rotate();
    // What signs now is not known yet: the one before it vouches for it.
    await expect(bay.line.exchangeOnce()).resolves.toBeDefined();
    const file = membershipFile(bay.store.dataDirectory, null);
    expect(readMembership(file).keys[0]?.id).toBe(ring.signing.id);
    ring.rotate();
    await bay.settle();
    ring.rotate();
    ring.rotate();
    await expect(bay.line.exchangeOnce()).rejects.toMatchObject({ code: 'facility/signature-wrong' });
  });

  it('is a token of the facility while its account stands, but none by a PIN and none that another key signed', async () => {
    const bay = await bench.joined('bay-1');
    const boss = bench.facility.store.accounts.add({
      ...{ name: 'Boss', email: 'boss@example.org', passwordHash: 'none', role: 'operator', handedness: null },
    });
    await bay.settle();
    const auth = bench.facility.api.app.get(AuthDesk);
    const { accessToken: token } = await auth.begin(boss);
    expect((await call(bay.api, 'GET /api/v1/users/me', { token })).status).toBe(200);
    bench.facility.store.accounts.setPin(boss.player, auth.lookupDigest('pin', '739150'));
    const byPin = await auth.loginByPin('739150');
    expect((await call(bay.api, 'GET /api/v1/sync', { token: byPin.accessToken })).status).toBe(401);
    bench.facility.store.players.remove(boss.player);
    await bay.settle();
    expect((await call(bay.api, 'GET /api/v1/users/me', { token })).status).toBe(401);
  });
});

function versionAt(inMs: number): string {
  return `${String(Date.now() + inMs).padStart(15, '0')}-~`;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let at = 0; at < 400; at++) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come to that.');
}
