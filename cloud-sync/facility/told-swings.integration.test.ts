/** What a facility makes of its bays' word of their swings, over real HTTP: also where it comes late or out of order. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../device/api/fixtures/people-in-test.ts';
import { BATCH_RECORDS_MAX, FUTURE_MS_MAX } from '../../device/ports/facility-exchange.port.ts';
import { aSwing } from '../../device/store/fixtures/store-in-directory.ts';
import type { StoredSwing } from '../../device/store/swing-record.ts';
import { aFacility, aJoinedBay, type BayInTest, type FacilityInTest, indexOf } from './facility-in-test.fixture.ts';

const AGREED = { sharesSince: '2026-11-01T00:00:00.000Z' };

let facility: FacilityInTest;
let bay: BayInTest;
let player: string;

beforeEach(async () => {
  facility = await aFacility();
  bay = await aJoinedBay(facility, 'bay-1');
  const registered = await call(bay.api, 'POST /api/v1/auth/register', {
    json: { email: 'ana@example.org', password: 'a sound of rain on tin', name: 'Ana', handedness: 'left' },
  });
  player = String(registered.body['player']);
  bay.store.players.change(player, AGREED);
  await bay.settle();
});
afterEach(async () => {
  await bay.close();
  await facility.close();
});

const aSwingOfAna = (): StoredSwing => bay.store.swings.recordSwing(aSwing({ bay: 'bay-1', player }));

/** As the facility does with what it finds in the object store. */
const takeIn = (swing: StoredSwing): unknown =>
  facility.store.intake.takeIn({ ...swing, revisions: [], poses: [], media: [] });

const isTakenIn = ({ id }: StoredSwing): boolean => facility.store.facilityIndex.takenIn([id]).length === 1;

it('a swing that was deleted at the facility before its bay told of it is deleted in its bay', async () => {
  const swing = aSwingOfAna();
  takeIn(swing);
  await facility.store.swings.remove(swing.id);
  await bay.settle();
  expect(() => bay.store.swings.find(swing.id)).toThrow('was deleted');
  expect(indexOf(facility.store)).toEqual([{ id: swing.id, bay: 'bay-1', player: null, isDeleted: 1 }]);
  expect(facility.store.arrivals.find(swing.id)).toBeUndefined();
});

describe('a swing whose player took their consent back', () => {
  const withdraw = (): unknown => bay.store.players.change(player, { sharesSince: null });

  async function comesAgain(swing: StoredSwing): Promise<void> {
    await bay.settle();
    expect(isTakenIn(swing)).toBe(false);
    expect(indexOf(facility.store)).toEqual([]);
    expect(facility.store.arrivals.find(swing.id)).toBeUndefined();
    bay.store.players.change(player, AGREED);
    await bay.settle();
    expect(indexOf(facility.store)).toMatchObject([{ id: swing.id, isDeleted: 0 }]);
    takeIn(swing);
    await bay.settle();
    expect(isTakenIn(swing)).toBe(true);
    expect(bay.store.swings.find(swing.id).player).toBe(player);
  }

  it('may come again, though word of the swing came rounds before that of the consent', async () => {
    const swing = aSwingOfAna();
    await bay.settle();
    takeIn(swing);
    for (let at = 0; at < 2 * BATCH_RECORDS_MAX; at++) bay.store.players.add(`Player ${at}`, null);
    withdraw();
    await bay.line.exchangeOnce();
    expect(facility.store.players.mayLeaveBay(player)).toBe(true);
    expect(isTakenIn(swing)).toBe(false);
    await comesAgain(swing);
  });

  it('may come again, though word of the consent was refused at first', async () => {
    const swing = aSwingOfAna();
    await bay.settle();
    takeIn(swing);
    withdraw();
    facility.clock.offMs = -2 * FUTURE_MS_MAX;
    await bay.line.exchangeOnce();
    facility.clock.offMs = 0;
    await comesAgain(swing);
  });

  it('is deleted there as well once it is deleted in its bay', async () => {
    const swing = aSwingOfAna();
    await bay.settle();
    takeIn(swing);
    withdraw();
    await bay.store.swings.remove(swing.id);
    await bay.settle();
    expect(() => facility.store.swings.find(swing.id)).toThrow('was deleted');
    expect(indexOf(facility.store)).toEqual([]);
  });
});
