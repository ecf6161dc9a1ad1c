/**
 * A whole bay as a visit meets it: the daemon from dist, the controller's firmware over a serial line, a launch monitor,
 * the bay's own broker with Home Assistant's discovery, and a virtual golfer before the cameras. Whatever is asked here
 * is asked from outside: of pages, of a program on MQTT, of the doctor, and of the controller's pins.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { hashPassword } from '../../firmware-bridge/mqtt/access/password-hash.ts';
import { userLine } from '../../firmware-bridge/mqtt/access/users.ts';
import { type AckMessage, ackMessage, eventMessage, stateMessage } from '../../firmware-bridge/mqtt/messages.ts';
import type { ServerMessages } from '../api/contract/realtime.ts';
import { NS_PER_MS } from '../clock/clock.ts';
import { projectRoot } from '../config/project-root.ts';
import { isRetryable } from '../errors/bay-error.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import type { PlayedScenario, PlayKind } from '../virtual-bay/virtual-bay-messages.ts';
import { BayClient } from './bay-client.ts';
import type { DemoHardware } from './demo-hardware.ts';
import { type DemoBay, openDemoBay } from './demo-bay.ts';
import type { Diagnosis } from './diagnosis.ts';
import { freePort } from './free-port.fixture.ts';

const CLI = join(projectRoot, 'dist', 'device', 'cli', 'main.js');
const CACHE = join(projectRoot, '.swingbay', 'virtual-bay');
const VIRTUAL = { width: 640, height: 360, fps: 30, prepare: ['swing', 'practice'] } as const;
const HOST = '127.0.0.1';
const [USER, PASSWORD] = ['desk', 'a long enough password'];
const BASE = 'swingbay/Demo-bay';
const PATIENCE = { timeout: 60_000, interval: 50 };

type State = z.infer<typeof stateMessage>;
type Occurrence = z.infer<typeof eventMessage>;

let directory: string;
let bay: DemoBay;
let hardware: DemoHardware;
let client: BayClient;
let mqtt: MqttClient;
let screen: ServerMessages['BAY_STATE'] | null = null;
let state: State | null = null;
const told: Occurrence[] = [];
const discovered: string[] = [];
const acks = new Map<string, AckMessage>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'swingbay-whole-'));
  const usersFile = join(directory, 'users');
  const passwordHash = await hashPassword(PASSWORD);
  await writeFile(usersFile, `${userLine({ name: USER, role: 'automation', passwordHash })}\n`, { mode: 0o600 });
  const port = await freePort();
  bay = await openDemoBay({
    ...{ cacheDirectory: CACHE, directory, port: await freePort(), virtual: VIRTUAL, withHardware: true },
    configuration: {
      mqtt: { broker: { usersFile, tcp: { host: HOST, port } }, homeAssistant: { isAnnounced: true } },
    },
  });
  if (bay.hardware === null) throw new Error('This test needs make and a C compiler.');
  hardware = bay.hardware;
  ({ client } = await BayClient.connect(bay.daemon.url));
  client.listen((message) => {
    if (message.event === 'BAY_STATE') screen = message.data;
  });
  mqtt = await connectAsync(`mqtt://${HOST}:${port}`, { username: USER, password: PASSWORD });
  mqtt.on('message', (topic, payload) => hear(topic, payload.toString()));
  await mqtt.subscribeAsync([`${BASE}/state`, `${BASE}/event/+`, `${BASE}/ack/+`, 'homeassistant/#'], { qos: 1 });
});

afterAll(async () => {
  await mqtt?.endAsync();
  client?.close();
  await bay?.close();
  await rm(directory, { recursive: true, force: true });
});

/** Nothing is told twice, whatever happened, and the cameras never noticed. */
afterEach(() => {
  const ids = told.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(state?.cameras.map(({ isWorking }) => isWorking)).toEqual([true, true]);
});

function hear(topic: string, payload: string): void {
  if (topic === `${BASE}/state`) state = stateMessage.parse(JSON.parse(payload));
  else if (topic.startsWith(`${BASE}/event/`)) told.push(eventMessage.parse(JSON.parse(payload)));
  else if (topic.startsWith(`${BASE}/ack/`)) {
    const ack = ackMessage.parse(JSON.parse(payload));
    acks.set(ack.id, ack);
  } else discovered.push(topic);
}

async function ask(id: string, command: object): Promise<AckMessage> {
  await mqtt.publishAsync(`${BASE}/command/${id}`, JSON.stringify({ command }), { qos: 1 });
  await expect.poll(() => acks.has(id), PATIENCE).toBe(true);
  return acks.get(id) as AckMessage;
}

/** Again under other names while the golfer stands to the ball or the tee is at work, which it may be for seconds. */
async function askUntilDone(id: string, command: object): Promise<AckMessage> {
  for (let turn = 0; ; turn++) {
    const ack = await ask(`${id}-${turn}`, command);
    if (ack.status === 'done' || turn === 120) return ack;
    await sleep(250);
  }
}

const isBallTeed = (): boolean | undefined =>
  state?.devices.find(({ kind }) => kind === 'ball-beam')?.values.isBallPresent;
const ballComes = () => expect.poll(isBallTeed, PATIENCE).toBe(true);
const warnings = (): string[] => (screen?.warnings ?? []).map(({ code }) => code);
const typesSince = (count: number): string[] => told.slice(count).map(({ type }) => type);

/** Begins as soon as the golfer has ended what went before. */
async function play(kind: PlayKind): Promise<PlayedScenario> {
  for (let triesLeft = 100; ; triesLeft--) {
    try {
      return await bay.play(kind);
    } catch (error) {
      if (!isRetryable(error) || triesLeft === 0) throw error;
      await sleep(200);
    }
  }
}

/** Plays it until the bay has found and measured it. */
async function found(kind: PlayKind): Promise<{ played: PlayedScenario; report: SwingReport }> {
  const detected = client.next('SWING_DETECTED', PATIENCE.timeout);
  const played = await play(kind);
  const { swingId } = await detected;
  await expect.poll(() => told.some((one) => one.type === 'result' && one.swing === swingId), PATIENCE).toBe(true);
  return { played, report: await client.report(swingId) };
}

function doctor(): { code: number | null; diagnosis: Diagnosis } {
  const ran = spawnSync(process.execPath, [CLI, 'doctor', '--config', bay.configFile, '--json'], { encoding: 'utf8' });
  return { code: ran.status, diagnosis: JSON.parse(ran.stdout) as Diagnosis };
}

function impactOf({ events }: SwingReport): SwingReport['events'][number] | undefined {
  return events.find(({ name }) => name === 'impact');
}

describe('a visit to the bay', () => {
  it('begins with a ball on the tee and balls to play, and Home Assistant sees the bay', async () => {
    await ballComes();
    expect(state?.devices.find(({ kind }) => kind === 'dispenser')?.values.credit).toBeGreaterThan(0);
    await expect.poll(() => discovered.filter((topic) => topic.endsWith('/config')), PATIENCE).toHaveLength(1);
    expect(warnings()).toEqual([]);
  });

  it('has a swing with impact by the beam and its shot, told in their order', async () => {
    expect(await ask('away', { type: 'out-of-order', isOn: true })).toMatchObject({ status: 'done' });
    const before = told.length;
    const { played, report } = await found('swing');
    expect(report.kind).toBe('shot');
    const impact = impactOf(report);
    expect(impact).toMatchObject({ by: 'beam', confidence: 0.99 });
    const atNs = report.order.monotonicNs + (impact?.timeMs ?? 0) * NS_PER_MS;
    expect(Math.abs(atNs - (played.impactNs ?? 0)) / NS_PER_MS).toBeLessThan(3);
    await expect.poll(async () => (await client.report(report.id)).shot, PATIENCE).not.toBeNull();
    expect((await client.report(report.id)).events).toEqual(report.events);
    const types = typesSince(before).filter((type) => type !== 'ball-dispensed');
    expect(types.indexOf('swing')).toBeLessThan(types.indexOf('result'));
    expect(told).toContainEqual(expect.objectContaining({ type: 'shot', swing: report.id }));
  });

  it('gets no next ball out of service, and one at the height that was asked for when it is back', async () => {
    expect(state?.availability).toBe('out-of-order');
    expect(isBallTeed()).toBe(false);
    expect(await askUntilDone('height', { type: 'tee-height', device: 'tee', heightMm: 40 })).toMatchObject({
      status: 'done',
    });
    expect(await ask('back', { type: 'out-of-order', isOn: false })).toMatchObject({ status: 'done' });
    await ballComes();
    const heightMm = () => state?.devices.find(({ kind }) => kind === 'tee')?.values.heightMm;
    await expect.poll(heightMm, PATIENCE).toBeCloseTo(40, 0);
  });

  it('takes what a program asks for, but not while the player swings', async () => {
    const creditOf = () => state?.devices.find(({ kind }) => kind === 'dispenser')?.values.credit ?? Number.NaN;
    const before = creditOf();
    const more = { type: 'add-credit', device: 'dispenser', balls: 7 };
    expect(await ask('more', more)).toMatchObject({ status: 'done', by: USER, reason: null });
    await expect.poll(creditOf, PATIENCE).toBe(before + 7);
    expect(await ask('more', more)).toMatchObject({ status: 'done' });
    expect(creditOf()).toBe(before + 7);
    await play('practice');
    await expect.poll(() => state?.stage, PATIENCE).toBe('swinging');
    const { height } = await hardware.controller.report();
    const refused = await ask('higher', { type: 'tee-height', device: 'tee', heightMm: 60 });
    expect(refused).toMatchObject({ status: 'refused', reason: 'player-swinging' });
    expect((await hardware.controller.report())['height']).toBe(height);
  });

  it('moves no ball for a practice swing, and keeps it as one', async () => {
    await expect.poll(() => told.filter(({ type }) => type === 'result').length, PATIENCE).toBe(2);
    const dispensed = told.filter(({ type }) => type === 'ball-dispensed').length;
    const { report } = await found('practice');
    expect(report.kind).toBe('practice');
    expect(report.shot).toBeNull();
    expect(isBallTeed()).toBe(true);
    expect(told.filter(({ type }) => type === 'ball-dispensed')).toHaveLength(dispensed);
  });
});

describe('a bay whose emergency stop is pressed', () => {
  it('moves nothing, says so to the player, the program and the doctor, and goes on when it is released', async () => {
    await hardware.controller.tell('press');
    await expect.poll(warnings, PATIENCE).toContain('hardware/emergency-stop');
    expect(screen?.warnings[0]?.message).toBe('The emergency stop is pressed; nothing in the bay moves.');
    const { height } = await hardware.controller.report();
    expect(await ask('stopped', { type: 'tee-height', device: 'tee', heightMm: 60 })).toMatchObject({
      ...{ status: 'refused', reason: 'emergency-stop' },
    });
    expect((await hardware.controller.report())['height']).toBe(height);
    const { code, diagnosis } = doctor();
    expect(code).toBe(3);
    expect(diagnosis.devices.find(({ kind }) => kind === 'emergency-stop')).toMatchObject({ state: 'degraded' });

    await hardware.controller.tell('release');
    await expect.poll(warnings, PATIENCE).toEqual([]);
    expect(doctor().code).toBe(0);
    await ballComes();
  });
});

describe('a bay whose tee is jammed', () => {
  it('says so, goes on finding swings, and tees the ball when somebody has mended it', async () => {
    await hardware.controller.tell('jam tee');
    const first = await found('swing');
    expect(impactOf(first.report)?.by).toBe('beam');
    await expect.poll(warnings, PATIENCE).toContain('hardware/tee-jam');
    const jam = expect.objectContaining({ type: 'device-fault', device: 'tee', fault: 'jam' });
    await expect.poll(() => told, PATIENCE).toContainEqual(jam);
    const second = await found('swing');
    expect(second.report.kind).toBe('shot');
    expect(impactOf(second.report)?.by).toBe('sound');

    await hardware.controller.tell('mend tee');
    // Clearing moves the tee, so it is refused until the golfer leaves the ball's place, as after the next swing.
    const cleared = askUntilDone('mended', { type: 'clear-fault', device: 'tee' });
    await found('practice');
    expect(await cleared).toMatchObject({ status: 'done' });
    await ballComes();
    await expect.poll(warnings, PATIENCE).toEqual([]);
  });
});

describe('a bay whose controller is unplugged in the middle of a visit', () => {
  it('hears swings meanwhile, finds the controller again, and tells nothing twice', async () => {
    await hardware.controller.tell('unplug');
    await expect.poll(warnings, PATIENCE).toContain('hardware/link-lost');
    const visits = told.filter(({ type }) => type === 'visit-began').length;
    const { report } = await found('swing');
    expect(report.kind).toBe('shot');
    expect(impactOf(report)?.by).toBe('sound');

    const dispensed = told.filter(({ type }) => type === 'ball-dispensed').length;
    await hardware.controller.tell('plug');
    await expect.poll(() => state?.hardwareLink, PATIENCE).toBe('up');
    await ballComes();
    await expect.poll(warnings, PATIENCE).toEqual([]);
    expect(told.filter(({ type }) => type === 'visit-began')).toHaveLength(visits);
    expect(told.filter(({ type }) => type === 'ball-dispensed').length - dispensed).toBeLessThanOrEqual(1);
  });
});
