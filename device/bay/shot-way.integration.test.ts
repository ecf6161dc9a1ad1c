/** A shot's whole way: a launch monitor, the bay, a simulator, each at its own end of a real connection. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { launchMonitorConfigSchema } from '../../firmware-bridge/launch-monitor/launch-monitor.config.ts';
import type { OpenConnectServer } from '../../firmware-bridge/launch-monitor/open-connect-server.ts';
import { openLaunchMonitors } from '../../firmware-bridge/launch-monitor/open-launch-monitors.ts';
import { Arrivals, ProgramLine } from '../../firmware-bridge/launch-monitor/transcript.fixture.ts';
import { systemClock } from '../clock/clock.ts';
import { aSwing, openStoreIn, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { Counters } from '../telemetry/counters.ts';
import { silentLog } from '../telemetry/log.ts';
import { VirtualLaunchMonitor } from '../virtual-bay/virtual-launch-monitor.ts';
import { ShotDesk, type ShotFact } from './shot-desk.ts';

const opened: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function openBay() {
  const directory = temporaryDirectory();
  opened.push(() => directory.remove());
  const store = await openStoreIn(directory.path);
  opened.push(() => store.close());
  const lines = new Arrivals<ProgramLine>();
  const simulator = createServer((socket) => lines.push(new ProgramLine(socket)));
  simulator.listen(0, '127.0.0.1');
  await once(simulator, 'listening');
  opened.push(() => void simulator.close());
  const { port } = simulator.address() as AddressInfo;
  const config = launchMonitorConfigSchema.parse({
    openConnect: { interface: 'lo', port: 0, allow: ['127.0.0.1'] },
    relay: { simulator: 'gspro', host: '127.0.0.1', port },
    expectedDelayMs: 100,
  });
  const monitors = await openLaunchMonitors(config, {
    clock: systemClock,
    log: silentLog,
    counters: new Counters(),
  });
  opened.push(() => monitors.close());
  const facts = new Arrivals<ShotFact>();
  const { expectedDelayMs } = config;
  const about = { store, bootId: 'boot-1', clock: systemClock, log: silentLog, expectedDelayMs };
  const desk = new ShotDesk({ ...monitors, ...about, tell: (fact) => facts.push(fact) });
  opened.push(() => desk.close());
  const [server] = monitors.monitors as [OpenConnectServer];
  const virtual = { host: '127.0.0.1', port: server.port ?? 0, clock: systemClock, delayMs: 100, jitterMs: 10 };
  const monitor = new VirtualLaunchMonitor(virtual);
  monitor.start();
  opened.push(() => monitor.close());
  while (!server.state().isReady) await sleep(10);
  return { store, desk, facts, monitor, gspro: await lines.next() };
}

/** Statuses and heartbeats come between. */
async function nextShot(gspro: ProgramLine): Promise<{ BallData: { SpinAxis: number } }> {
  for (;;) {
    const heard = await gspro.receive();
    if ('BallData' in heard) return heard as { BallData: { SpinAxis: number } };
  }
}

describe('a shot', () => {
  it('goes from the monitor to its swing and to the simulator; a ghost before it stays in the bay', async () => {
    const { store, desk, facts, monitor, gspro } = await openBay();
    await gspro.send('{"Code":202,"Message":"GSPro ready"}\n');
    monitor.haunt();
    expect(await facts.next()).toMatchObject({ type: 'shot-arrived' });
    expect(await facts.next()).toMatchObject({ type: 'shot-alone', why: 'no-swing' });

    const { id } = store.swings.recordSwing(aSwing());
    const impactNs = systemClock.monotonicNs();
    desk.swingStored(id);
    desk.swingDecided({ id, impactNs });
    const played = await monitor.play({ impactNs, club: { kind: 'wood', lengthM: 1.1 }, downswingMs: 240 });
    if (played.status !== 'sent') throw new Error('The monitor could not send its shot.');
    expect(await facts.next()).toMatchObject({ type: 'shot-arrived', shot: { shotNumber: '2' } });
    expect(await facts.next()).toMatchObject({ type: 'shot-joined', swing: id });

    const heard = await nextShot(gspro);
    // The ghost would have been the first shot; the swing's own is.
    expect(heard).toMatchObject({ ShotNumber: 1, ShotDataOptions: { ContainsClubData: true } });
    expect(heard.BallData.SpinAxis).toBeCloseTo(played.ball.spinAxisDeg, 1);
    expect(store.shots.ofSwing(id)).toHaveLength(1);
    expect(store.shots.list(10)).toHaveLength(2);
  });
});
