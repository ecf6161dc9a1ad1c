import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import type { LaunchMonitorState, Shot } from '../ports/launch-monitor.port.ts';
import { openStoreIn, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import type { Store } from '../store/store.ts';
import { silentLog } from '../telemetry/log.ts';
import { AnalysisDispatcher } from './analysis-dispatcher.ts';
import { bayConfigSchema } from './bay.config.ts';
import type { BayFact } from './bay-fact.ts';
import { CameraWatch } from './camera-watch.ts';
import { LiveBay } from './live-bay.ts';
import { ScriptedHardware } from './scripted-hardware.fixture.ts';

/** A bay without eyes and ears: beam and launch monitor alone, on a real store. */
const MONITOR: LaunchMonitorState = { link: 'connected', isReady: true, isBallDetected: true, description: 'scripted' };
const FLIGHT = { speedMps: 55, directionDeg: 1, launchDeg: 17 };
const NOTHING = { spinRpm: null, backSpinRpm: null, sideSpinRpm: null, spinAxisDeg: null, carryM: null };

let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
let bay: LiveBay;
let hardware: ScriptedHardware;
let shots: Subject<Shot>;
let facts: BayFact[];
let monitor: LaunchMonitorState;

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
  hardware = new ScriptedHardware();
  shots = new Subject();
  facts = [];
  monitor = MONITOR;
  const nobody = { analyze: () => Promise.reject(new Error('nothing to analyse')), close: () => Promise.resolve() };
  bay = new LiveBay({
    ...{ bay: bayConfigSchema.parse({ posesPerSecondMax: 0 }), cameras: [], microphone: null, store },
    ...{ hardware, bootId: 'boot', runDirectory: directory.path, clock: systemClock, log: silentLog },
    dispatcher: new AnalysisDispatcher({ store, analyst: nobody, log: silentLog }),
    cameraWatch: new CameraWatch({ bay: 'bay-1', cameras: [], store }),
    launchMonitors: [
      {
        ...{ shots, states: new Subject(), state: () => monitor, setPlayer: () => undefined },
        close: () => Promise.resolve(),
      },
    ],
  });
  bay.facts.subscribe((fact) => facts.push(fact));
  bay.open();
});

afterEach(async () => {
  await bay.close();
  await store.close();
  directory.remove();
});

const shot = (): Shot => ({
  ...{ id: 'shot-1', source: 'gspro', deviceId: 'monitor', shotNumber: '1', raw: '{}', club: null },
  ball: { ...FLIGHT, ...NOTHING },
  receivedNs: systemClock.monotonicNs(),
});

const seen = (type: BayFact['type']) => expect.poll(() => facts.some((fact) => fact.type === type), { timeout: 5_000 });

describe('the live bay with hardware and a launch monitor', () => {
  it('finds a shot by the ball that went and the flight that was measured, and stores it at the beam’s time', async () => {
    const goneNs = systemClock.monotonicNs();
    hardware.say({ type: 'ball-present', device: 'beam', atNs: goneNs - 2e9 });
    hardware.say({ type: 'ball-gone', device: 'beam', atNs: goneNs });
    shots.next(shot());
    await seen('swing-stored').toBe(true);
    expect(facts.find(({ type }) => type === 'swing-detected')).toMatchObject({ kind: 'shot', impactNs: goneNs });
    expect(facts.map(({ type }) => type)).toContain('shot-measured');
    expect(store.swings.list({}, 10).swings).toHaveLength(1);
    expect(hardware.told).toContainEqual({ type: 'motion-lock', isOn: true });
  });

  it('says what is wrong with its hardware among its troubles and parts', async () => {
    hardware.change('tee', { condition: 'fault', fault: 'jam' });
    await seen('warnings-changed').toBe(true);
    expect(bay.troubles.map(({ code }) => code)).toContain('hardware/tee-jam');
    expect(bay.parts).toContainEqual(expect.objectContaining({ name: 'hardware' }));
  });

  it('goes on where a launch monitor cannot connect, and says so', async () => {
    const obstacle = { code: 'launch-monitor/cannot-listen', message: 'The port is taken.', hint: 'Set another.' };
    monitor = { ...MONITOR, link: 'waiting', obstacle };
    await seen('warnings-changed').toBe(true);
    expect(bay.troubles).toContainEqual({ ...obstacle, camera: null });
    expect(bay.stage).toBe('empty');
  });

  it('tells nothing to its hardware after it was closed', async () => {
    await bay.close();
    const told = hardware.told.length;
    hardware.say({ type: 'link-changed', link: 'lost' }, { link: 'lost' });
    hardware.say({ type: 'link-changed', link: 'up' }, { link: 'up' });
    expect(hardware.told).toHaveLength(told);
  });
});
