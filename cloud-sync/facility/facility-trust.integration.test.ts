/** What a facility believes of its bays, over real HTTP, and what a bay's credential opens. */
import { describe, expect, it } from 'vitest';
import { ACCESS_TABLE } from '../../device/api/access-table.ts';
import { call } from '../../device/api/fixtures/people-in-test.ts';
import { EXCHANGE_TYPE } from '../../device/ports/facility-exchange.port.ts';
import { aSwing } from '../../device/store/fixtures/store-in-directory.ts';
import type { PersonRecord } from '../../device/store/people-record.ts';
import { FacilityBench, register, settleAll } from './facility-bench.fixture.ts';
import { indexOf, joinWith } from './facility-in-test.fixture.ts';
import { membershipFile, readMembership } from './membership.ts';

const MINUTE_MS = 60_000;

const bench = new FacilityBench();

describe('what a facility believes of a bay', () => {
  it('is nothing any more, at once, when the bay was taken out', async () => {
    const bay = await bench.joined('bay-1');
    await bay.settle();
    expect((await call(bench.facility.api, 'DELETE /api/v1/facility/bays/bay-1')).status).toBe(204);
    await expect(bay.line.exchangeOnce()).rejects.toMatchObject({ code: 'facility/bay-refused' });
    const again = bench.facility.invite('bay-1');
    await joinWith(bay, bench.facility, again.code);
    await bay.settle();
  });

  it('is never who runs the facility', async () => {
    const boss = bench.facility.store.accounts.add({
      ...{ name: 'Boss', email: 'boss@example.org', passwordHash: 'of the boss', role: 'admin', handedness: null },
    });
    const bay = await bench.joined('bay-1');
    await bay.settle();
    const own = bay.store.accounts.add({
      ...{ name: 'Eve', email: 'eve@example.org', passwordHash: 'of Eve', role: 'admin', handedness: null },
    });
    bay.store.accounts.setPin(boss.player, 'a digest of Eve');
    await bay.settle();
    bay.store.players.remove(boss.player);
    await bay.settle();
    expect(bench.facility.store.accounts.find(boss.player)).toMatchObject({
      passwordHash: 'of the boss',
      role: 'admin',
    });
    expect(bench.facility.store.accounts.findByPin('a digest of Eve')).toBeUndefined();
    expect(bench.facility.store.players.find(own.player)?.name).toBe('Eve');
    expect(bench.facility.store.accounts.find(own.player)).toBeUndefined();
  });

  it('is never who is its staff, though it had told of them as a player', async () => {
    const bay = await bench.joined('bay-1');
    const eve = await register(bay, 'eve@example.org', 'Eve');
    const sam = (name: string) => ({
      ...{ name, email: `${name}@example.org`, passwordHash: 'of staff', role: 'staff' as const, handedness: null },
    });
    const own = bay.store.accounts.add(sam('sam'));
    await bay.settle();
    expect(bench.facility.store.players.find(own.player)?.name).toBe('sam');
    expect(bench.facility.store.accounts.find(own.player)).toBeUndefined();
    const known = bay.store.people.find('accounts', eve) as PersonRecord;
    const version = bay.store.people.latest();
    const forged = {
      ...known,
      version,
      row: { ...known.row, role: 'staff' },
      columns: { ...known.columns, role: version },
    };
    const { credential } = readMembership(membershipFile(bay.store.dataDirectory, null));
    const told = await call(bench.facility.api, 'POST /api/v1/facility/exchange', {
      raw: JSON.stringify({
        ...{
          nonce: 'n'.repeat(24),
          people: [forged],
          swings: [],
          isCaughtUp: false,
          peopleAfter: 0,
          deletionsAfter: 0,
        },
      }),
      headers: { 'Content-Type': EXCHANGE_TYPE, Authorization: `Bearer ${credential}` },
    });
    expect(told.status).toBe(200);
    expect(bench.facility.store.accounts.find(eve)?.role).toBe('player');
    // Who was made staff at the facility is so in every bay, by what the facility knows of them alone.
    const ours = bench.facility.store.accounts.add(sam('sue'));
    await bay.settle();
    expect(bay.store.accounts.find(ours.player)?.role).toBe('staff');
    bay.store.accounts.setPin(ours.player, 'a digest of the bay');
    await bay.settle();
    expect(bench.facility.store.accounts.findByPin('a digest of the bay')).toBeUndefined();
  });

  it('is no claim on the address of who runs it, by a bay that had it first', async () => {
    const bay = await bench.joined('bay-1');
    const eve = await register(bay, 'boss@example.org', 'Eve');
    const boss = bench.facility.store.accounts.add({
      ...{ name: 'Boss', email: 'boss@example.org', passwordHash: 'of the boss', role: 'operator', handedness: null },
    });
    await bay.settle();
    expect(bench.facility.store.accounts.findByEmail('boss@example.org')?.player).toBe(boss.player);
    expect(bench.facility.store.players.find(eve)?.name).toBe('Eve');
    expect(bay.store.accounts.findByEmail('boss@example.org')?.player).toBe(boss.player);
  });

  it('is no claim on an address from before what it had told already', async () => {
    const [one, two] = [await bench.joined('bay-1'), await bench.joined('bay-2')];
    const first = await register(one, 'ana@example.org');
    await settleAll(one, two);
    bench.facility.clock.passedMs += 60 * MINUTE_MS;
    await settleAll(one, two);
    const { credential } = readMembership(membershipFile(two.store.dataDirectory, null));
    const records = two.store.people.changesSince(0, 100).records.filter(({ key }) => key === first);
    const mine = '01234567-89ab-7def-8123-456789abcdef';
    const old = '001700000000000-000000-0123456789ab';
    const forged = records.map((record): PersonRecord => {
      const row = Object.fromEntries(
        Object.entries(record.row ?? {}).map(([column, value]) => [column, value === first ? mine : value]),
      );
      const columns = Object.fromEntries(Object.keys(row).map((column) => [column, old]));
      return { ...record, key: mine, version: old, row, columns };
    });
    const telling = { people: forged, swings: [], isCaughtUp: false, peopleAfter: 0, deletionsAfter: 0 };
    const told = await call(bench.facility.api, 'POST /api/v1/facility/exchange', {
      raw: JSON.stringify({ ...telling, nonce: 'n'.repeat(20) }),
      ...{ token: credential, headers: { 'Content-Type': EXCHANGE_TYPE } },
    });
    expect(told.status).toBe(200);
    expect(bench.facility.store.accounts.find(mine)).toBeDefined();
    expect(bench.facility.store.accounts.findByEmail('ana@example.org')?.player).toBe(first);
  });

  it('is nothing of another bay’s swings', async () => {
    const [one, two] = [await bench.joined('bay-1'), await bench.joined('bay-2')];
    const player = await register(one, 'ana@example.org');
    one.store.players.change(player, { sharesSince: '2026-11-01T00:00:00.000Z' });
    const swing = one.store.swings.recordSwing(aSwing({ bay: 'bay-1', player }));
    await settleAll(one, two);
    expect(
      bench.facility.store.facilityIndex.tell('bay-2', [{ id: swing.id, isGone: true, because: 'deleted' }]).gone,
    ).toEqual([]);
    expect(indexOf(bench.facility.store)).toMatchObject([{ id: swing.id, bay: 'bay-1', isDeleted: 0 }]);
  });

  it('is nothing that is too large, of another kind or without a credential', async () => {
    const bay = await bench.joined('bay-1');
    const { credential: token } = readMembership(membershipFile(bay.store.dataDirectory, null));
    const route = 'POST /api/v1/facility/exchange';
    const headers = { 'Content-Type': EXCHANGE_TYPE };
    const large = await call(bench.facility.api, route, { token, raw: 'x'.repeat(600_000), headers });
    expect([large.status, large.body['code']]).toEqual([413, 'facility/exchange-too-large']);
    expect((await call(bench.facility.api, route, { token, raw: '{}', headers })).status).toBe(400);
    expect((await call(bench.facility.api, route, { token, json: {} })).status).toBe(400);
    // Whoever is at the machine of a facility is not a bay.
    expect((await call(bench.facility.api, route, { raw: '{}', headers })).status).toBe(403);
    expect((await call(bench.facility.api, route, { token: 'x'.repeat(43), raw: '{}', headers })).status).toBe(401);
    expect((await call(bench.facility.api, 'GET /api/v1/players', { token })).status).toBe(403);
  });
});

describe('the credential of a bay', () => {
  it('opens the exchange and nothing else', async () => {
    const bay = await bench.joined('bay-1');
    const { credential: token } = readMembership(membershipFile(bay.store.dataDirectory, null));
    const opened: string[] = [];
    for (const [route, { everyone }] of Object.entries(ACCESS_TABLE)) {
      bench.facility.clock.passedMs += MINUTE_MS;
      const { status } = await call(bench.facility.api, route.replaceAll(/:\w+/g, 'x'), { token });
      if (everyone !== true && status !== 401 && status !== 403) opened.push(route);
    }
    expect(opened).toEqual(['POST /api/v1/facility/exchange']);
  });

  it('is asked for as often as a person is, and no more', async () => {
    const bay = await bench.joined('bay-1');
    const { credential: token } = readMembership(membershipFile(bay.store.dataDirectory, null));
    const statuses = new Set<number>();
    for (let at = 0; at < 101; at++) {
      statuses.add((await call(bench.facility.api, 'POST /api/v1/facility/exchange', { token, json: {} })).status);
    }
    expect([...statuses]).toEqual([400, 429]);
  });
});
