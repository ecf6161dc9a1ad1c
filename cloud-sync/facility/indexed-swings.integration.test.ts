/** The facility's index of its bays' swings, over real HTTP: which are in it, whose they are, and when they go. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../device/api/fixtures/people-in-test.ts';
import { aSwing } from '../../device/store/fixtures/store-in-directory.ts';
import { aFacility, aJoinedBay, type BayInTest, type FacilityInTest, indexOf } from './facility-in-test.fixture.ts';

let facility: FacilityInTest;
const bays: BayInTest[] = [];

beforeEach(async () => {
  facility = await aFacility();
});
afterEach(async () => {
  for (const bay of bays.splice(0)) await bay.close();
  await facility.close();
});

async function joined(name: string): Promise<BayInTest> {
  const bay = await aJoinedBay(facility, name);
  bays.push(bay);
  return bay;
}

async function register(bay: BayInTest, email: string): Promise<string> {
  const registered = await call(bay.api, 'POST /api/v1/auth/register', {
    json: { email, password: 'a sound of rain on tin', name: 'Ana', handedness: 'left' },
  });
  expect(registered.status).toBe(201);
  return String(registered.body['player']);
}

describe('swings in the index of the facility', () => {
  it('are those that may leave their bay, as long as they may', async () => {
    const bay = await joined('bay-1');
    const player = await register(bay, 'ana@example.org');
    const guest = bay.store.swings.recordSwing(aSwing({ bay: 'bay-1' }));
    const swing = bay.store.swings.recordSwing(aSwing({ bay: 'bay-1', player, session: 'visit-7' }));
    const listed = () => indexOf(facility.store).flatMap(({ id, isDeleted }) => (isDeleted === 0 ? [id] : []));
    await bay.settle();
    expect(listed()).toEqual([]);
    bay.store.players.change(player, { sharesSince: '2026-11-01T00:00:00.000Z' });
    await bay.settle();
    expect(listed()).toEqual([swing.id]);
    const awaited = () => listed().filter((id) => facility.store.facilityIndex.takenIn([id]).length === 0);
    expect(awaited()).toEqual([swing.id]);
    facility.store.intake.takeIn({ ...swing, revisions: [], poses: [], media: [] });
    expect(awaited()).toEqual([]);
    bay.store.players.change(player, { sharesSince: null });
    await bay.settle();
    expect(listed()).toEqual([]);
    expect(facility.store.facilityIndex.takenIn([swing.id])).toEqual([]);
    bay.store.players.change(player, { sharesSince: '2026-11-02T00:00:00.000Z' });
    await bay.settle();
    expect(listed()).toEqual([swing.id]);
    expect(awaited()).toEqual([swing.id]);
    expect(bay.store.swings.find(swing.id).player).toBe(player);
    expect(bay.store.swings.find(guest.id).player).toBeNull();
  });

  it('are looked for only where something is new of them, and by their own bay’s word', async () => {
    const bay = await joined('bay-1');
    const player = await register(bay, 'ana@example.org');
    bay.store.players.change(player, { sharesSince: '2026-11-01T00:00:00.000Z' });
    const { id } = bay.store.swings.recordSwing(aSwing({ bay: 'bay-1', player, session: 'visit-7' }));
    await bay.settle();
    const heard = () => facility.store.arrivals.find(id)?.heard;
    expect(heard()).toBe(1);
    const said = bay.store.facilityLine.swingsToTell(0, 10).swings;
    const { next } = bay.store.facilityLine.swingsToTell(0, 10);
    expect(facility.store.facilityIndex.tell('bay-1', said).changed).toEqual([]);
    expect(facility.store.facilityIndex.tell('bay-2', said).changed).toEqual([]);
    expect(facility.store.facilityIndex.tell('bay-1', [{ ...said[0], club: 'iron-7' } as never]).changed).toHaveLength(
      1,
    );
    // Written as it was, what a player agreed to makes no news of their swings.
    facility.store.players.change(player, { name: 'Anna', sharesSince: '2026-11-01T00:00:00.000Z' });
    await bay.settle();
    expect(bay.store.players.profile(player).name).toBe('Anna');
    expect(bay.store.facilityLine.swingsToTell(next, 10).swings).toEqual([]);
    expect(heard()).toBe(1);
  });

  it('become those of the bay that has them when it comes back under another name', async () => {
    const bay = await joined('bay-1');
    const player = await register(bay, 'ana@example.org');
    bay.store.players.change(player, { sharesSince: '2026-11-01T00:00:00.000Z' });
    const swing = bay.store.swings.recordSwing(aSwing({ bay: 'bay-1', player, session: 'visit-7' }));
    const { id } = swing;
    await bay.settle();
    const index = facility.store.facilityIndex;
    const said = bay.store.facilityLine.swingsToTell(0, 10).swings;
    index.tell('bay-9', said);
    expect(indexOf(facility.store)[0]?.bay).toBe('bay-1');
    facility.store.facilityBays.remove('bay-1');
    index.tell('bay-9', said);
    expect(indexOf(facility.store)[0]?.bay).toBe('bay-9');
    const { next } = index.deletionsOf('bay-2', 0, 10);
    facility.store.intake.takeIn({ ...swing, revisions: [], poses: [], media: [] });
    await facility.store.swings.remove(id);
    index.tell('bay-2', said);
    expect(indexOf(facility.store)).toMatchObject([{ bay: 'bay-2', player: null }]);
    expect(index.deletionsOf('bay-2', next, 10).swings).toEqual([id]);
  });

  it('go from their bay when they are deleted at the facility, and from the index when they are deleted there', async () => {
    const bay = await joined('bay-1');
    const player = await register(bay, 'ana@example.org');
    bay.store.players.change(player, { sharesSince: '2026-11-01T00:00:00.000Z' });
    const record = (at: number) =>
      bay.store.swings.recordSwing(aSwing({ bay: 'bay-1', player, monotonicNs: at * 1e9 }));
    const [one, two] = [record(1), record(2)];
    await bay.settle();
    facility.store.intake.takeIn({ ...one, revisions: [], poses: [], media: [] });
    await facility.store.swings.remove(one.id);
    await bay.settle();
    expect(() => bay.store.swings.find(one.id)).toThrow('was deleted');
    await bay.store.swings.remove(two.id);
    await bay.settle();
    // What was looked through for nothing is not looked through again.
    const { next } = facility.store.facilityIndex.deletionsOf('bay-2', 0, 10);
    expect(next).toBeGreaterThan(0);
    expect(facility.store.facilityIndex.deletionsOf('bay-1', 0, 1)).toMatchObject({ swings: [one.id] });
    expect(facility.store.facilityIndex.deletionsOf('bay-1', 0, 10)).toEqual({ swings: [one.id], next });
    expect(indexOf(facility.store)).toMatchObject([{ id: one.id, isDeleted: 1 }]);
  });
});
