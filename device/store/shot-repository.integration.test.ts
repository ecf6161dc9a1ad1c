import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { ShotToRecord } from './shot-repository.ts';
import type { Store } from './store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
});
afterEach(async () => {
  await store.close();
  directory.remove();
});

const withCode = (code: string): unknown => expect.objectContaining({ code });
const announced = (): string[] => store.outbox.announced(100).map((entry) => entry.kind);

const BALL = {
  speedMps: 67,
  directionDeg: -1.4,
  launchDeg: 12.8,
  spinRpm: 2870,
  backSpinRpm: null,
  sideSpinRpm: null,
  spinAxisDeg: -4.1,
  carryM: null,
};

function aShot(changes: Partial<ShotToRecord> = {}): ShotToRecord {
  return {
    id: uuidv7(),
    source: 'gspro',
    device: 'monitor-1',
    connection: '1-a',
    shotNumber: '1',
    data: { ball: BALL, club: null, distanceM: null, clubName: null },
    raw: '{"DeviceID":"monitor-1"}',
    received: { bootId: 'boot-1', monotonicNs: 5e9 },
    ...changes,
  };
}

describe('a shot in the store', () => {
  it('is there as it came, with its announcement', () => {
    const shot = aShot();
    const { isNew, shot: stored } = store.shots.record(shot);
    expect(isNew).toBe(true);
    expect(stored).toMatchObject({ ...shot, swing: null, player: null, delayMs: null });
    expect(store.shots.find(shot.id)).toEqual(stored);
    expect(store.outbox.announced(10)).toMatchObject([{ kind: 'shot-stored', payload: { shot: shot.id } }]);
  });

  it('is there once however often its number comes, and again with another connection, monitor or source', () => {
    const first = store.shots.record(aShot());
    expect(store.shots.record(aShot())).toEqual({ shot: first.shot, isNew: false });
    for (const other of [{ connection: '2-b' }, { device: 'monitor-2' }, { source: 'trackman' as const }]) {
      expect(store.shots.record(aShot(other)).isNew).toBe(true);
    }
    expect(store.shots.list(10)).toHaveLength(4);
    expect(announced()).toHaveLength(4);
  });

  it('outlives the bay', async () => {
    const { shot } = store.shots.record(aShot());
    await store.close();
    store = await openStoreIn(directory.path);
    expect(store.shots.find(shot.id)).toEqual(shot);
  });

  it('that nobody knows is said to be unknown', () => {
    expect(() => store.shots.find('none')).toThrow(withCode('store/shot-unknown'));
  });
});

describe('a joined shot', () => {
  it('belongs to its swing and to the swing’s player, once and for all', () => {
    const player = store.players.add('A. Player', null).id;
    const swing = store.swings.recordSwing(aSwing({ player })).id;
    const other = store.swings.recordSwing(aSwing()).id;
    const { id } = store.shots.record(aShot()).shot;
    expect(store.shots.join(id, swing, 1_210)).toBe(true);
    expect(store.shots.join(id, swing, 1_210)).toBe(true);
    expect(store.shots.join(id, other, 900)).toBe(false);
    expect(store.shots.ofSwing(swing)).toMatchObject([{ id, player, delayMs: 1_210 }]);
    expect(announced().filter((kind) => kind === 'shot-joined')).toHaveLength(1);
  });

  it('is in every later revision of its swing’s report, whoever makes it', () => {
    const swing = store.swings.recordSwing(aSwing()).id;
    expect(store.swings.storeRevision({ report: sampleReport(swing) }).shot).toBeNull();
    const { id } = store.shots.record(aShot()).shot;
    store.shots.join(id, swing, 1_210);
    const carried = { id, source: 'gspro', device: 'monitor-1', ball: BALL, club: null, delayMs: 1_210 };
    expect(store.swings.storeRevision({ report: sampleReport(swing) }).shot).toEqual(carried);
    expect(store.swings.report(swing, 1).shot).toBeNull();
    expect(store.swings.report(swing).shot).toEqual(carried);
  });

  it('teaches its monitor’s delay, newest first and no other monitor’s', () => {
    const swing = store.swings.recordSwing(aSwing()).id;
    for (const [at, device] of ['monitor-1', 'monitor-1', 'monitor-2'].entries()) {
      const { id } = store.shots.record(aShot({ device, shotNumber: String(at) })).shot;
      store.shots.join(id, swing, 1_000 + at);
    }
    store.shots.record(aShot({ shotNumber: 'alone' }));
    expect(store.shots.recentDelaysMs('gspro', 'monitor-1')).toEqual([1_001, 1_000]);
  });

  it('goes with its swing', async () => {
    const swing = store.swings.recordSwing(aSwing()).id;
    const { id } = store.shots.record(aShot()).shot;
    store.shots.join(id, swing, 1_210);
    await store.swings.remove(swing);
    expect(() => store.shots.find(id)).toThrow(withCode('store/shot-unknown'));
    const late = store.shots.record(aShot({ shotNumber: '2' })).shot;
    expect(() => store.shots.join(late.id, swing, 1)).toThrow(withCode('store/swing-deleted'));
    expect(() => store.shots.join(late.id, uuidv7(), 1)).toThrow(withCode('store/swing-unknown'));
  });
});

describe('shots', () => {
  it('are listed newest first, page by page', () => {
    for (let number = 0; number < 5; number++) store.shots.record(aShot({ shotNumber: String(number) }));
    const first = store.shots.list(2);
    expect(first.map(({ shotNumber }) => shotNumber)).toEqual(['4', '3']);
    expect(store.shots.list(10, first.at(-1)?.ordinal).map(({ shotNumber }) => shotNumber)).toEqual(['2', '1', '0']);
  });
});
