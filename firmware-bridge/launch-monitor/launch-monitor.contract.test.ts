import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../device/clock/clock.ts';
import type { LaunchMonitor } from '../../device/ports/launch-monitor.port.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { launchMonitorConfigSchema } from './launch-monitor.config.ts';
import { describeLaunchMonitor, type MonitorUnderTest } from './launch-monitor.suite.ts';
import { OpenConnectServer } from './open-connect-server.ts';
import { TrackmanRangeMonitor } from './trackman-range-monitor.ts';
import { TrackmanSite } from './trackman-site.ts';
import { TrackmanStub } from './trackman-stub.fixture.ts';
import { ProgramLine } from './transcript.fixture.ts';

const about = () => ({ clock: systemClock, log: silentLog, counters: new Counters() });

const connected = (monitor: LaunchMonitor) =>
  new Promise<void>((resolve) => {
    monitor.states.subscribe(({ link }) => {
      if (link === 'connected') resolve();
    });
  });

async function openConnect(): Promise<MonitorUnderTest> {
  const asked = { openConnect: { interface: 'lo', port: 0, allow: ['127.0.0.1'] } };
  const server = new OpenConnectServer(launchMonitorConfigSchema.parse(asked).openConnect!, about());
  await server.open();
  let line: ProgramLine | null = null;
  return {
    monitor: server,
    async connect() {
      line = await ProgramLine.to(server.port ?? 0);
      await connected(server);
    },
    async strike(number) {
      const BallData = { Speed: 60 / 0.44704, VLA: 10, HLA: -2, SpinAxis: 0, TotalSpin: number === 'shot-2' ? 1 : 0 };
      const message = { DeviceID: 'monitor', ShotNumber: number, APIversion: '1', BallData };
      await line?.send(`${JSON.stringify(message)}\n`);
    },
    dispose: async () => line?.end(),
  };
}

async function trackman(): Promise<MonitorUnderTest> {
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-trackman-'));
  writeFileSync(join(directory, 'key'), 'key-1');
  const stub = new TrackmanStub();
  await stub.open();
  const site = new TrackmanSite(stub.url, join(directory, 'key'), systemClock);
  const monitor = new TrackmanRangeMonitor({ site, bayId: 'bay-1', ...about() });
  const subscribed = stub.subscribed();
  return {
    monitor,
    async connect() {
      monitor.open();
      await connected(monitor);
    },
    async strike(number) {
      const Measurement = { BallSpeed: 60, LaunchAngle: 10, LaunchDirection: -2, Kind: 'Measurement' };
      const Payload = { Measurement, BayId: 'bay-1', Id: number };
      (await subscribed).send(JSON.stringify({ Id: number, Type: 'Measurement', SubType: 'Measurement', Payload }));
    },
    async dispose() {
      await stub.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

describeLaunchMonitor('the Open Connect server', openConnect);
describeLaunchMonitor('TrackMan Range', trackman);
