import { setTimeout as sleep } from 'node:timers/promises';
import { BehaviorSubject, Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, NS_PER_MS, systemClock } from '../clock/clock.ts';
import type { LaunchMonitor, LaunchMonitorState, Shot, ShotRelay } from '../ports/launch-monitor.port.ts';
import { sampleReport } from '../store/fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import type { Store } from '../store/store.ts';
import { silentLog } from '../telemetry/log.ts';
import { ShotDesk, type ShotDeskParts, type ShotFact } from './shot-desk.ts';

const CONNECTED: LaunchMonitorState = { link: 'connected', isReady: true, isBallDetected: true, description: '' };
const DELAY_MS = 1_200;

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
let nowMs: number;
let shots: Subject<Shot>;
let facts: ShotFact[];
let relayed: string[];
let desk: ShotDesk | null;

/** A bay's afternoon takes no longer than its test. */
const clock: Clock = { monotonicNs: () => nowMs * NS_PER_MS, wall: () => systemClock.wall() };

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
  nowMs = 100_000;
  shots = new Subject();
  facts = [];
  relayed = [];
  desk = null;
});
afterEach(async () => {
  desk?.close();
  await store.close();
  directory.remove();
});

function openDesk(changes: Partial<ShotDeskParts> = {}): ShotDesk {
  const states = new BehaviorSubject(CONNECTED);
  const monitor: LaunchMonitor = {
    ...{ shots, states, state: () => states.value, setPlayer: () => undefined, close: () => Promise.resolve() },
  };
  const relay: ShotRelay = {
    ...{ states, state: () => states.value, setReady: () => undefined, close: () => Promise.resolve() },
    relay: (shot) => {
      relayed.push(shot.shotNumber);
      return Promise.resolve({ status: 'accepted' });
    },
  };
  const parts = { monitors: [monitor], relay, mayRelay: (isJoined: boolean) => isJoined, expectedDelayMs: DELAY_MS };
  const tell = (fact: ShotFact): void => void facts.push(fact);
  desk = new ShotDesk({ ...parts, store, bootId: 'boot-1', clock, log: silentLog, tell, ...changes });
  return desk;
}

function aShot(shotNumber: string): Shot {
  const ball = {
    speedMps: 60,
    directionDeg: 1,
    launchDeg: 14,
    spinRpm: null,
    backSpinRpm: null,
    sideSpinRpm: null,
    spinAxisDeg: null,
    carryM: null,
  };
  const about = { id: uuidv7(), source: 'gspro', deviceId: 'monitor-1', connection: '1-a', shotNumber } as const;
  return { ...about, receivedNs: clock.monotonicNs(), ball, club: null, raw: '{}' };
}

/** The desk looks at the clock by itself; waits until it has seen a fact of this kind. */
async function seen(type: ShotFact['type']): Promise<void> {
  for (let look = 0; look < 200 && !facts.some((one) => one.type === type); look++) await sleep(20);
  expect(facts.map((one) => one.type)).toContain(type);
}

describe('the desk of shots', () => {
  it('joins a shot to its swing before the swing is stored, and both are found together', async () => {
    const open = openDesk();
    const id = uuidv7();
    open.swingDecided({ id, impactNs: clock.monotonicNs() });
    nowMs += DELAY_MS;
    shots.next(aShot('1'));
    nowMs += 1_100;
    await seen('shot-joined');
    expect(relayed).toEqual(['1']);
    store.swings.recordSwing(aSwing({ id }));
    open.swingStored(id);
    expect(store.swings.storeRevision({ report: sampleReport(id) }).shot).toMatchObject({ delayMs: DELAY_MS });
  });

  it('revises a report that was there before its shot', async () => {
    const open = openDesk();
    const { id } = store.swings.recordSwing(aSwing());
    store.swings.storeRevision({ report: sampleReport(id) });
    open.swingStored(id);
    open.swingDecided({ id, impactNs: clock.monotonicNs() });
    nowMs += DELAY_MS;
    shots.next(aShot('1'));
    nowMs += 1_100;
    await seen('report-revised');
    expect(store.swings.report(id).shot).toMatchObject({ device: 'monitor-1' });
  });

  it('keeps a ghost and does not pass it on', async () => {
    openDesk();
    shots.next(aShot('ghost'));
    nowMs += 20_000;
    await seen('shot-alone');
    expect(relayed).toEqual([]);
    expect(store.shots.list(10)).toMatchObject([{ shotNumber: 'ghost', swing: null }]);
  });

  it('passes a ghost on where the configuration says so', async () => {
    openDesk({ mayRelay: () => true });
    shots.next(aShot('ghost'));
    nowMs += 20_000;
    await seen('shot-alone');
    expect(relayed).toEqual(['ghost']);
  });

  it('passes on one shot of a swing that two monitors measured, and keeps both', async () => {
    const open = openDesk();
    const id = uuidv7();
    store.swings.recordSwing(aSwing({ id }));
    open.swingStored(id);
    open.swingDecided({ id, impactNs: clock.monotonicNs() });
    nowMs += DELAY_MS;
    shots.next(aShot('of-gspro'));
    shots.next({ ...aShot('of-trackman'), source: 'trackman', deviceId: 'bay' });
    nowMs += 1_100;
    await seen('shot-joined');
    expect(relayed).toEqual(['of-gspro']);
    expect(store.shots.ofSwing(id).map(({ shotNumber }) => shotNumber)).toEqual(['of-gspro', 'of-trackman']);
  });

  it('knows the monitor’s delay of yesterday', async () => {
    const { id: yesterday } = store.swings.recordSwing(aSwing());
    for (const number of ['1', '2', '3']) {
      const { id } = store.shots.record({
        ...{ id: uuidv7(), source: 'gspro' as const, device: 'monitor-1', connection: '0-y', shotNumber: number },
        ...{ data: { ball: null, club: null, distanceM: null, clubName: null }, raw: '{}' },
        received: { bootId: 'yesterday', monotonicNs: 1e9 },
      }).shot;
      store.shots.join(id, yesterday, 2_000);
    }
    const open = openDesk({ expectedDelayMs: null });
    const id = uuidv7();
    open.swingDecided({ id, impactNs: clock.monotonicNs() });
    nowMs += 2_050;
    shots.next(aShot('1'));
    nowMs += 400;
    await seen('shot-joined');
  });

  it('takes a shot that a monitor delivers twice for one', () => {
    openDesk();
    shots.next(aShot('1'));
    shots.next(aShot('1'));
    expect(store.shots.list(10)).toHaveLength(1);
    expect(facts).toHaveLength(1);
  });
});
