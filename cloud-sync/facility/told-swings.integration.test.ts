/** What a facility makes of its bays' word of their swings, over real HTTP: also where it comes late or out of order. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from '../../device/api/fixtures/people-in-test.ts';
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
