import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import type { LaunchMonitorState, Shot } from '../../device/ports/launch-monitor.port.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { launchMonitorConfigSchema, type OpenConnectConfig } from './launch-monitor.config.ts';
import { OpenConnectServer, type OpenConnectSurroundings } from './open-connect-server.ts';
import { Arrivals, ProgramLine, readTranscript, transcriptNames } from './transcript.fixture.ts';

const READY = { Code: 202, Message: 'GSPro ready' };
const BALL = { Speed: 150, SpinAxis: 2, TotalSpin: 2500, HLA: 1, VLA: 12 };

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function openServer(
  changes: Partial<OpenConnectConfig> = {},
  around: Partial<OpenConnectSurroundings> = {},
): Promise<{ server: OpenConnectServer; shots: Arrivals<Shot>; counters: Counters; line: () => Promise<ProgramLine> }> {
  const openConnect = { interface: 'lo', port: 0, allow: ['127.0.0.1'], ...changes };
  const config = launchMonitorConfigSchema.parse({ openConnect }).openConnect;
  if (config === null) throw new Error('No server was configured.');
  const counters = new Counters();
  const server = new OpenConnectServer(config, { clock: systemClock, log: silentLog, counters, ...around });
  const shots = new Arrivals<Shot>();
  server.shots.subscribe((shot) => shots.push(shot));
  await server.open();
  opened.push(() => server.close());
  const line = async (): Promise<ProgramLine> => {
    const opening = await ProgramLine.to(server.port ?? 0);
    opened.unshift(() => opening.end());
    return opening;
  };
  return { server, shots, counters, line };
}

const shotMessage = (number: number, changes: object = {}): string =>
  `${JSON.stringify({
    DeviceID: 'monitor-1',
    Units: 'Yards',
    ShotNumber: number,
    APIversion: '1',
    BallData: { ...BALL, Speed: 100 + number },
    ShotDataOptions: { ContainsBallData: true, ContainsClubData: false },
    ...changes,
  })}\n`;

const stateOf = (server: OpenConnectServer, isWanted: (state: LaunchMonitorState) => boolean) =>
  new Promise<LaunchMonitorState>((resolve) => {
    server.states.subscribe((state) => {
      if (isWanted(state)) resolve(state);
    });
  });

/** Whether `actual` has all that is given; numbers to nine digits, since units are converted. */
function expectFields(actual: unknown, fields: Record<string, unknown>): void {
  for (const [name, wanted] of Object.entries(fields)) {
    const value = (actual as Record<string, unknown>)[name];
    if (typeof wanted === 'number') expect(value, name).toBeCloseTo(wanted, 9);
    else if (typeof wanted === 'object' && wanted !== null) expectFields(value, wanted as Record<string, unknown>);
    else expect(value, name).toEqual(wanted);
  }
}

describe.each(transcriptNames(false))('the golden transcript %s', (name) => {
  it.each([
    ['whole', Number.POSITIVE_INFINITY],
    ['in pieces of seven bytes', 7],
    ['byte by byte', 1],
  ])('comes out the same when its bytes come %s', async (_, pieceBytes) => {
    const { server, shots, line } = await openServer();
    let monitor = await line();
    for (const step of readTranscript(name)) {
      if (step.type === 'send') await monitor.send(step.bytes, pieceBytes);
      else if (step.type === 'receive') expectFields(await monitor.receive(), step.fields);
      else if (step.type === 'reconnect') {
        await monitor.end();
        monitor = await line();
      } else if (step.type === 'expect' && step.what === 'shot') expectFields(await shots.next(), step.fields);
      else if (step.type === 'expect' && step.what === 'state') {
        await stateOf(server, (state) => {
          const has = state as unknown as Record<string, unknown>;
          return Object.entries(step.fields).every(([field, value]) => has[field] === value);
        });
      }
    }
    // The reply to this comes behind any that should not be there.
    await monitor.send('{"APIversion":"9"}\n');
    expect(await monitor.receive()).toEqual({ Code: 501, Message: 'APIversion 9 is not spoken here, only 1.' });
    expect(shots.waiting).toEqual([]);
  });
});

describe('the launch monitor’s port', () => {
  it('is closed to addresses that are not allowed', async () => {
    const { line, counters, server } = await openServer({ allow: ['192.168.7.0/24', '::1'] });
    await (await line()).closed;
    expect(counters.value('launch_monitor_connections_refused', { why: 'not-allowed' })).toBe(1);
    expect(server.state().link).toBe('waiting');
  });

  it('waits for an interface that is not there yet and says so', async () => {
    const { server } = await openServer({ interface: 'eth9' });
    expect(server.port).toBeNull();
    expect(server.state().obstacle).toMatchObject({ code: 'launch-monitor/interface-missing' });
    expect(server.state().description).toContain('eth9 is not there or has no address');
  });

  it('says what to do where another program has it', async () => {
    const first = await openServer();
    const { server } = await openServer({ port: first.server.port ?? 0 });
    expect(server.state().description).toContain('EADDRINUSE');
    expect(server.state().obstacle).toMatchObject({ hint: expect.stringContaining('Another program listens there') });
  });

  it('takes four connections and no fifth', async () => {
    const { line, counters } = await openServer();
    for (let at = 0; at < 4; at++) expect(await (await line()).receive()).toEqual(READY);
    await (await line()).closed;
    expect(counters.value('launch_monitor_connections_refused', { why: 'too-many' })).toBe(1);
  });

  it('cuts off who floods it, and the next one is heard', async () => {
    const { line, shots, counters } = await openServer();
    const flood = await line();
    const heartbeat = `${JSON.stringify({ DeviceID: 'flood', ShotDataOptions: { IsHeartBeat: true } })}\n`;
    await flood.send(heartbeat.repeat(2_000));
    await flood.closed;
    expect(counters.value('launch_monitor_messages_dropped')).toBeLessThanOrEqual(250);
    const monitor = await line();
    await monitor.send(shotMessage(1));
    expect((await shots.next()).shotNumber).toBe('1');
  });

  it('cuts off who sends nothing that can be read', async () => {
    const { line } = await openServer();
    const browser = await line();
    await browser.send('GET / HTTP/1.1\n'.repeat(40));
    await browser.closed;
  });
});

describe('several launch monitors', () => {
  it('are not mixed: the first that spoke is heard, the other is told why it is not, and takes its place later', async () => {
    const { server, line, shots } = await openServer();
    const [first, second] = [await line(), await line()];
    await first.receive();
    await second.receive();
    await first.send(shotMessage(1));
    expect(await first.receive()).toMatchObject({ Code: 200 });
    await second.send(shotMessage(1, { DeviceID: 'monitor-2' }));
    expect(await second.receive()).toEqual({
      Code: 501,
      Message: 'This bay listens to the launch monitor monitor-1 at 127.0.0.1, which connected first.',
    });
    expect(server.state().description).toBe('monitor-1 at 127.0.0.1; 1 more connected and not listened to');
    await first.end();
    await stateOf(server, ({ description }) => description === 'monitor-2 at 127.0.0.1');
    await second.send(shotMessage(2, { DeviceID: 'monitor-2' }));
    expect([await shots.next(), await shots.next()].map(({ deviceId }) => deviceId)).toEqual([
      'monitor-1',
      'monitor-2',
    ]);
  });

  it('do not hide the one that is wanted', async () => {
    const { line, shots } = await openServer({ deviceId: 'monitor-2' });
    const first = await line();
    await first.receive();
    await first.send(shotMessage(1));
    expect(await first.receive()).toMatchObject({ Code: 501 });
    const second = await line();
    await second.send(shotMessage(5, { DeviceID: 'monitor-2' }));
    expect((await shots.next()).deviceId).toBe('monitor-2');
  });

  it('of one name are one: who comes back takes the place of its dead connection', async () => {
    const { line, shots } = await openServer();
    const dead = await line();
    await dead.send(shotMessage(1));
    const before = await shots.next();
    const back = await line();
    await back.send(shotMessage(1, { BallData: { ...BALL, Speed: 99 } }));
    const after = await shots.next();
    await dead.closed;
    expect(after.shotNumber).toBe(before.shotNumber);
    expect(after.connection).not.toBe(before.connection);
  });
});

describe('the player', () => {
  it('is told to the monitor at once and in a burst only at its end, and to a monitor that comes later', async () => {
    const { server, line } = await openServer();
    const monitor = await line();
    expect(await monitor.receive()).toEqual(READY);
    for (const club of ['DR', 'W3', 'I7', 'PW']) server.setPlayer({ handedness: 'left', club });
    const playerWith = (Club: string) => ({
      Code: 201,
      Message: 'GSPro Player Information',
      Player: { Handed: 'LH', Club },
    });
    expect(await monitor.receive()).toEqual(playerWith('DR'));
    expect(await monitor.receive()).toEqual(playerWith('PW'));
    server.setPlayer({ handedness: 'right', club: null });
    const later = await line();
    expect(await later.receive()).toEqual(READY);
    expect(await later.receive()).toMatchObject({ Code: 201, Player: { Handed: 'RH' } });
  });
});
