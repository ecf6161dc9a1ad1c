import { afterEach, describe, expect, it } from 'vitest';
import { launchMonitorConfigSchema } from '../../firmware-bridge/launch-monitor/launch-monitor.config.ts';
import { OpenConnectServer } from '../../firmware-bridge/launch-monitor/open-connect-server.ts';
import { Arrivals } from '../../firmware-bridge/launch-monitor/transcript.fixture.ts';
import { NS_PER_MS, systemClock } from '../clock/clock.ts';
import type { LaunchMonitorState, Shot } from '../ports/launch-monitor.port.ts';
import { Counters } from '../telemetry/counters.ts';
import { silentLog } from '../telemetry/log.ts';
import { VirtualLaunchMonitor } from './virtual-launch-monitor.ts';

const IRON = { kind: 'iron', lengthM: 0.95 } as const;
const WOOD = { kind: 'wood', lengthM: 1.1 } as const;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function openBay(port = 0): Promise<{ server: OpenConnectServer; shots: Arrivals<Shot> }> {
  const openConnect = { interface: 'lo', port, allow: ['127.0.0.1'] };
  const config = launchMonitorConfigSchema.parse({ openConnect }).openConnect!;
  const server = new OpenConnectServer(config, { clock: systemClock, log: silentLog, counters: new Counters() });
  const shots = new Arrivals<Shot>();
  server.shots.subscribe((shot) => shots.push(shot));
  await server.open();
  opened.push(server);
  return { server, shots };
}

function openMonitor(port: number): VirtualLaunchMonitor {
  const monitor = new VirtualLaunchMonitor({ host: '127.0.0.1', port, clock: systemClock, delayMs: 50, jitterMs: 5 });
  opened.push(monitor);
  monitor.start();
  return monitor;
}

const stateOf = (server: OpenConnectServer, isWanted: (state: LaunchMonitorState) => boolean) =>
  new Promise<void>((resolve) => {
    server.states.subscribe((state) => {
      if (isWanted(state)) resolve();
    });
  });

describe('the virtual launch monitor', () => {
  it('reports a plausible ball for each swing, after its delay', async () => {
    const { server, shots } = await openBay();
    const monitor = openMonitor(server.port ?? 0);
    await stateOf(server, ({ isReady }) => isReady);
    const impactNs = systemClock.monotonicNs();
    const played = [
      await monitor.play({ impactNs, club: IRON, downswingMs: 260 }),
      await monitor.play({ impactNs, club: WOOD, downswingMs: 240 }),
    ];
    expect(played).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
    const [iron, wood] = [await shots.next(), await shots.next()];
    expect(iron.receivedNs - impactNs).toBeGreaterThanOrEqual(30 * NS_PER_MS);
    for (const { ball, club } of [iron, wood]) {
      expect(ball!.speedMps / club!.speedMps!).toBeGreaterThan(1.2);
      expect(ball!.speedMps / club!.speedMps!).toBeLessThanOrEqual(1.51);
      expect(Math.sign(ball!.sideSpinRpm!)).toBe(Math.sign(ball!.spinAxisDeg!));
    }
    expect(wood.ball!.speedMps).toBeGreaterThan(iron.ball!.speedMps);
    expect(wood.ball!.spinRpm).toBeLessThan(iron.ball!.spinRpm!);
    expect(wood.ball!.launchDeg).toBeLessThan(iron.ball!.launchDeg);
  });

  it('connects again when its power went, and counts from one', async () => {
    const { server, shots } = await openBay();
    const monitor = openMonitor(server.port ?? 0);
    await stateOf(server, ({ isReady }) => isReady);
    expect(monitor.haunt()).toMatchObject({ status: 'sent', shotNumber: 1 });
    const before = await shots.next();
    monitor.drop();
    await stateOf(server, ({ link }) => link === 'waiting');
    expect(monitor.haunt()).toEqual({ status: 'not-sent' });
    await stateOf(server, ({ isReady }) => isReady);
    expect(monitor.haunt()).toMatchObject({ status: 'sent', shotNumber: 1 });
    const after = await shots.next();
    expect(after.connection).not.toBe(before.connection);
  });

  it('sends nothing more once it is closed', async () => {
    const { server, shots } = await openBay();
    const monitor = openMonitor(server.port ?? 0);
    await stateOf(server, ({ isReady }) => isReady);
    const later = monitor.play({ impactNs: systemClock.monotonicNs() + 60e9, club: IRON, downswingMs: 260 });
    await monitor.close();
    expect(await later).toEqual({ status: 'not-sent' });
    expect(shots.waiting).toEqual([]);
  });
});
