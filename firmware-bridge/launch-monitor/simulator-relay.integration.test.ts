import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import type { LaunchMonitorState, Shot } from '../../device/ports/launch-monitor.port.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { gsproDialect } from './gspro-dialect.ts';
import { openGolfSimDialect } from './open-golf-sim-dialect.ts';
import type { SimulatorDialect } from './simulator-dialect.ts';
import { type RelayOutcome, SimulatorRelay } from './simulator-relay.ts';
import { Arrivals, ProgramLine, readTranscript, transcriptNames } from './transcript.fixture.ts';

/** Tests wait a tenth of what a bay waits. */
const ANSWER_WITHIN_MS = 500;
const BACKOFF = { firstDelayMs: 20, delayMsMax: 100, healthyAfterMs: 10_000 };

const SHOT: Shot = {
  id: '0199c2f0-5b1a-7c3e-9a51-0123456789ab',
  source: 'gspro',
  deviceId: 'monitor-1',
  shotNumber: '1',
  receivedNs: 1e9,
  ball: {
    speedMps: 67.056,
    directionDeg: -1.4,
    launchDeg: 12.8,
    spinRpm: 2870,
    backSpinRpm: 2862.7,
    sideSpinRpm: -205.2,
    spinAxisDeg: -4.1,
    carryM: null,
  },
  club: null,
  raw: '',
};

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

interface Simulator {
  readonly port: number;
  /** The next connection that is made to it. */
  connection(): Promise<ProgramLine>;
}

async function openSimulator(port = 0): Promise<Simulator> {
  const lines = new Arrivals<ProgramLine>();
  const all: ProgramLine[] = [];
  const server = createServer((socket) => {
    const line = new ProgramLine(socket);
    all.push(line);
    lines.push(line);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  opened.push(async () => {
    for (const line of all) await line.end();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, connection: () => lines.next() };
}

function openRelay(port: number, dialect: SimulatorDialect = gsproDialect): SimulatorRelay {
  const relay = new SimulatorRelay({
    dialect,
    host: '127.0.0.1',
    port,
    deviceId: 'Swingbay',
    clock: systemClock,
    log: silentLog,
    counters: new Counters(),
    backoff: BACKOFF,
    answerWithinMs: ANSWER_WITHIN_MS,
  });
  relay.open();
  opened.push(() => relay.close());
  return relay;
}

const stateOf = (relay: SimulatorRelay, isWanted: (state: LaunchMonitorState) => boolean) =>
  new Promise<LaunchMonitorState>((resolve) => {
    relay.states.subscribe((state) => {
      if (isWanted(state)) resolve(state);
    });
  });

describe.each(transcriptNames(true))('the golden transcript %s', (name) => {
  it('is what a simulator hears and what becomes of the shots', async () => {
    const simulator = await openSimulator();
    const relay = openRelay(simulator.port);
    const outcomes: Promise<RelayOutcome>[] = [];
    let line = await simulator.connection();
    await stateOf(relay, ({ link }) => link === 'connected');
    for (const step of readTranscript(name)) {
      if (step.type === 'send') await line.send(step.bytes, 5);
      else if (step.type === 'receive') expect(await line.receive()).toMatchObject(step.fields);
      else if (step.type === 'reconnect') {
        await line.end();
        line = await simulator.connection();
      } else if (step.type === 'do') {
        if (step.what === 'relay') outcomes.push(relay.relay(SHOT));
        else if (step.what === 'close') void relay.close();
      } else if (step.type === 'expect' && step.what === 'relay') {
        expect(await outcomes.shift()).toEqual(step.fields);
      } else if (step.type === 'expect' && step.what === 'state') {
        await stateOf(relay, (state) =>
          Object.entries(step.fields).every(([field, wanted]) => {
            const value = (state as unknown as Record<string, unknown>)[field];
            return (
              value === (field === 'description' ? String(wanted).replace('the simulator', place(simulator)) : wanted)
            );
          }),
        );
      }
    }
    expect(outcomes).toEqual([]);
    await relay.close();
    await line.closed;
    const left = line.received.waiting.flatMap((piece) => (piece.kind === 'json' ? [piece.value] : []));
    const isShot = ({ ShotDataOptions: of }: Record<string, unknown>) =>
      (of as { ContainsBallData: boolean }).ContainsBallData;
    expect(left.filter(isShot)).toEqual([]);
  });
});

const place = ({ port }: Simulator): string => `127.0.0.1:${port}`;

describe('the relay', () => {
  it('passes nothing on while there is no simulator, and connects when there is one', async () => {
    const gone = await openSimulator();
    const line = openRelay(gone.port);
    await (await gone.connection()).receive();
    for (const close of opened.splice(0, 1)) await close();
    await stateOf(line, ({ link }) => link === 'waiting');
    expect(await line.relay(SHOT)).toEqual({ status: 'not-connected' });
    const back = await openSimulator(gone.port);
    await (await back.connection()).receive();
    await stateOf(line, ({ link }) => link === 'connected');
  });

  it('lets four shots wait and no fifth', async () => {
    const simulator = await openSimulator();
    const relay = openRelay(simulator.port);
    await (await simulator.connection()).receive();
    await stateOf(relay, ({ link }) => link === 'connected');
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => relay.relay(SHOT)));
    expect(outcomes.map(({ status }) => status)).toEqual([...Array(5).fill('unanswered'), 'refused']);
  });

  it('refuses a shot without a ball flight itself', async () => {
    const simulator = await openSimulator();
    const relay = openRelay(simulator.port);
    await simulator.connection();
    await stateOf(relay, ({ link }) => link === 'connected');
    expect(await relay.relay({ ...SHOT, ball: null })).toMatchObject({ status: 'refused' });
  });

  it('says its status again only when it changes', async () => {
    const simulator = await openSimulator();
    const relay = openRelay(simulator.port);
    const line = await simulator.connection();
    await line.receive();
    relay.setReady(false);
    relay.setReady(false);
    relay.setReady(true);
    const ready = async () =>
      ((await line.receive())['ShotDataOptions'] as Record<string, unknown>)['LaunchMonitorIsReady'];
    expect([await ready(), await ready()]).toEqual([false, true]);
    expect(line.received.waiting).toEqual([]);
  });

  it('says that it lives as often as the simulator wants to hear it', async () => {
    const simulator = await openSimulator();
    openRelay(simulator.port, { ...gsproDialect, heartbeatMs: 20 });
    const line = await simulator.connection();
    await line.receive();
    for (let heard = 0; heard < 3; heard++) {
      const { ShotNumber, ShotDataOptions } = await line.receive();
      expect(ShotNumber).toBe(0);
      expect(ShotDataOptions).toMatchObject({ IsHeartBeat: true, ContainsBallData: false, LaunchMonitorIsReady: true });
    }
  });

  it('speaks to OpenGolfSim in metres, says so, and takes the result for the answer', async () => {
    const simulator = await openSimulator();
    const relay = openRelay(simulator.port, openGolfSimDialect);
    const line = await simulator.connection();
    expect(await line.receive()).toEqual({ type: 'device', status: 'ready' });
    await stateOf(relay, ({ isReady }) => isReady);
    const ball = { ...SHOT.ball!, launchDeg: 52, spinAxisDeg: -60 };
    const outcome = relay.relay({ ...SHOT, ball });
    expect(await line.receive()).toEqual({
      type: 'shot',
      unit: 'metric',
      shot: {
        ballSpeed: 67.056,
        verticalLaunchAngle: 45,
        horizontalLaunchAngle: -1.4,
        spinSpeed: 2870,
        spinAxis: -45,
      },
    });
    await line.send('{"type":"result","data":{"result":{"carry":196.1}}}');
    expect(await outcome).toEqual({ status: 'accepted' });
    await relay.close();
    expect(await line.receive()).toEqual({ type: 'device', status: 'busy' });
  });
});
