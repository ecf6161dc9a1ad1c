import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import type { LaunchMonitorState, Shot } from '../../device/ports/launch-monitor.port.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { TrackmanRangeMonitor } from './trackman-range-monitor.ts';
import { TrackmanSite } from './trackman-site.ts';
import { TrackmanStub } from './trackman-stub.fixture.ts';
import { Arrivals } from './transcript.fixture.ts';

const BAY = 'e8325297-d1c0-4996-b091-2dc8a4386f1d';
const BACKOFF = { firstDelayMs: 20, delayMsMax: 50, healthyAfterMs: 60_000 };

let stub: TrackmanStub;
let directory: string;
let monitor: TrackmanRangeMonitor | null;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'swingbay-trackman-'));
  writeFileSync(join(directory, 'key'), 'key-1\n');
  stub = new TrackmanStub();
  await stub.open();
  monitor = null;
});
afterEach(async () => {
  await monitor?.close();
  await stub.close();
  rmSync(directory, { recursive: true, force: true });
});

function listen(pingMs = 20_000): { shots: Arrivals<Shot>; counters: Counters } {
  const counters = new Counters();
  const site = new TrackmanSite(stub.url, join(directory, 'key'), systemClock);
  const parts = { site, bayId: BAY.toUpperCase(), clock: systemClock, log: silentLog, counters };
  monitor = new TrackmanRangeMonitor({ ...parts, backoff: BACKOFF, pingMs });
  const shots = new Arrivals<Shot>();
  monitor.shots.subscribe((shot) => shots.push(shot));
  monitor.open();
  return { shots, counters };
}

const stateOf = (isWanted: (state: LaunchMonitorState) => boolean) =>
  new Promise<LaunchMonitorState>((resolve) => {
    monitor?.states.subscribe((state) => {
      if (isWanted(state)) resolve(state);
    });
  });

const message = (id: string, SubType: string, bay = BAY): string =>
  JSON.stringify({
    Id: id,
    Type: 'Measurement',
    SubType,
    Payload: {
      Measurement: { BallSpeed: 39.5, LaunchAngle: 22.9, LaunchDirection: 12.5, Kind: SubType },
      BayPosition: [0, 0, 10],
      TeePosition: [0.5, 0, 10.2],
      Club: 'Hybrid9',
      BayId: bay,
      Id: id,
    },
  });

describe('TrackMan Range', () => {
  it('is found by its links, from the key to the measurements, with the token in every call', async () => {
    const subscribed = stub.subscribed();
    const { shots } = listen();
    const socket = await subscribed;
    expect(stub.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /connect/token',
      'GET /api',
      'POST /m/t1',
      'POST /m/s1',
    ]);
    expect(stub.requests[0]?.body).toBe('grant_type=api_key&api_key=key-1');
    expect(stub.requests.slice(1).every(({ authorization }) => authorization === 'Bearer token-1')).toBe(true);
    for (const kind of ['LaunchData', 'LiveMeasurement', 'LiveMeasurement', 'Measurement', 'Measurement']) {
      socket.send(message('ball-1', kind));
    }
    socket.send(message('ball-2', 'Measurement'));
    const [first, second] = [await shots.next(), await shots.next()];
    expect(first).toMatchObject({ source: 'trackman', shotNumber: 'ball-1', ball: { speedMps: 39.5, spinRpm: null } });
    expect(second.shotNumber).toBe('ball-2');
    expect(shots.waiting).toEqual([]);
  });

  it('measures the whole range, of which this bay hears its own balls alone', async () => {
    const subscribed = stub.subscribed();
    const { shots, counters } = listen();
    const socket = await subscribed;
    socket.send(message('neighbour', 'Measurement', '9279bee1-631b-4bc2-a5b8-62eeeeca9e5d'));
    socket.send('no JSON');
    socket.send(message('own', 'Measurement'));
    expect((await shots.next()).shotNumber).toBe('own');
    expect(counters.value('launch_monitor_shots_of_other_bays')).toBe(1);
  });

  it('is found again with a new ticket when it drops the connection, and a ball is not delivered twice', async () => {
    let subscribed = stub.subscribed();
    const { shots } = listen();
    (await subscribed).send(message('ball-1', 'Measurement'));
    await shots.next();
    subscribed = stub.subscribed();
    stub.dropConnections();
    const again = await subscribed;
    again.send(message('ball-1', 'Measurement'));
    again.send(message('ball-2', 'Measurement'));
    expect((await shots.next()).shotNumber).toBe('ball-2');
    expect(stub.requests.filter(({ path }) => path === '/connect/token')).toHaveLength(1);
  });

  it('gets a new token where the old one ended or is refused', async () => {
    stub.expiresIn = 30;
    let subscribed = stub.subscribed();
    listen();
    await subscribed;
    const tokens = () => stub.requests.filter(({ path }) => path === '/connect/token').length;
    const before = tokens();
    stub.expiresIn = undefined;
    subscribed = stub.subscribed();
    stub.dropConnections();
    await subscribed;
    expect(tokens()).toBe(before + 1);
    stub.forgetTokens();
    subscribed = stub.subscribed();
    stub.dropConnections();
    await subscribed;
    expect(tokens()).toBe(before + 2);
  });

  it('that refuses the key is asked again, and a new key in the file is enough', async () => {
    stub.apiKey = 'key-2';
    listen();
    const refused = await stateOf(({ description }) => description.includes('401'));
    expect(refused).toMatchObject({ link: 'waiting', isReady: false });
    expect(refused.description).toContain('Check that the API key is valid');
    const subscribed = stub.subscribed();
    writeFileSync(join(directory, 'key'), 'key-2');
    await subscribed;
    await stateOf(({ link }) => link === 'connected');
  });

  it('that sends the bay to another host gives that host no token', async () => {
    stub.linkHost = 'elsewhere.invalid';
    listen();
    const state = await stateOf(({ description }) => description.includes('elsewhere.invalid'));
    expect(state.description).toContain('does not get the key');
  });

  it('that hangs without closing is given up and found again', async () => {
    stub.isAnsweringPings = false;
    let subscribed = stub.subscribed();
    listen(50);
    await subscribed;
    subscribed = stub.subscribed();
    await subscribed;
  });
});
