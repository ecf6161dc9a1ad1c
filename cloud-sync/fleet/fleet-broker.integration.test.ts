/** A bay at the broker of the cloud stack: Mosquitto with its own configuration, rights and certificate. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../device/cli/free-port.fixture.ts';
import { projectRoot } from '../../device/config/project-root.ts';
import { callBay } from './fleet-caller.ts';
import { BASE, type BrokerInTest, FleetInTest, KEYS } from './fleet-bay.fixture.ts';
import { fleetConfigSchema } from './fleet.config.ts';
import { readPrivateKey } from './signed/signature.ts';

const CLOUD = join(projectRoot, 'docker/cloud');
const MOSQUITTO = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto'].find((path) => existsSync(path));
if (MOSQUITTO === undefined) process.stdout.write('A bay at the fleet’s broker: Mosquitto is not installed.\n');

let folder: string;
let fleet: FleetInTest | undefined;

const secret = (name: string): string => join(folder, 'secrets', name);
const passwordFile = (bay: string): string => secret(`broker-logins/${bay}.password`);
const operator = () => ({
  ...{ username: 'operator', password: readFileSync(secret('broker-operator-password'), 'utf8').trim() },
});
const tls = () => ({ protocol: 'mqtts' as const, host: 'localhost', ca: readFileSync(secret('broker-ca')) });

async function startBroker(): Promise<BrokerInTest> {
  const port = await freePort();
  // What another test left is not retained.
  rmSync(join(folder, 'mosquitto.db'), { force: true });
  const config = readFileSync(join(CLOUD, 'broker/mosquitto.conf'), 'utf8')
    .replaceAll('/run/secrets/', `${folder}/secrets/`)
    .replace('/mosquitto/config/', `${join(CLOUD, 'broker')}/`)
    .replace('/mosquitto/data/', `${folder}/`)
    .replace('listener 8883', `listener ${port} 127.0.0.1`);
  writeFileSync(join(folder, 'mosquitto.conf'), config);
  const broker = spawn(MOSQUITTO ?? '', ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
  const ended = new Promise((resolve) => broker.once('exit', resolve));
  while (!(await answers(port))) await sleep(50);
  return {
    port,
    desk: { ...tls(), ...operator() },
    bay: (linePort) => ({
      ...{ url: `mqtts://localhost:${linePort}`, username: 'north/bay-7', caFile: secret('broker-ca') },
      ...{ passwordFile: passwordFile('north/bay-7'), keepaliveSeconds: 5 },
    }),
    async stop() {
      broker.kill('SIGTERM');
      await ended;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

describe.skipIf(MOSQUITTO === undefined)('a bay at the fleet’s broker', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'swingbay-fleet-broker-'));
    execFileSync(join(CLOUD, 'make-secrets'), [join(folder, 'secrets'), 'localhost']);
    const login = [`SECRETS=${join(folder, 'secrets')}`, join(CLOUD, 'broker-login')];
    execFileSync('env', [...login, 'add', 'north/bay-7', 'north/bay-8'], { stdio: 'ignore' });
    // Started as root it becomes a user of its own, who must be able to read what a container would be given.
    for (const path of [folder, join(folder, 'secrets')]) chmodSync(path, 0o777);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    await fleet?.close();
    fleet = undefined;
  });

  it('comes in over TLS with its password, tells, and is called with its answer awaited', async () => {
    fleet = await FleetInTest.open({ broker: await startBroker() });
    await fleet.startBay();
    expect(await fleet.hear('state')).toMatchObject({ availability: 'free' });
    const broker = fleetConfigSchema.shape.broker.parse({
      ...{ url: `mqtts://localhost:${fleet.brokerPort}`, username: 'operator', caFile: secret('broker-ca') },
      passwordFile: secret('broker-operator-password'),
    });
    const options = {
      broker,
      key: readPrivateKey(KEYS.privatePem),
      onAck: () => undefined,
      ackMsMax: 10_000,
      resultMsMax: 10_000,
    };
    const order = { facility: 'north', bay: 'bay-7', command: 'ping', arguments: {}, issuer: 'desk', lastsMs: 60_000 };
    fleet.clock.setWall(Date.now());
    expect((await callBay(order, options)).result).toMatchObject({ status: 'done', result: { version: '1.0.0' } });
    // A bay whose clock is not to be trusted gives the anchor itself.
    fleet.isClockTrusted = false;
    await fleet.stopBay();
    await fleet.startBay();
    const { ack, result } = await callBay({ ...order, command: 'update-window', arguments: { window: null } }, options);
    expect([ack.status, result?.status]).toEqual(['accepted', 'done']);
    const codes = fleet.all('ack').map(({ body }) => body['code']);
    expect(codes).toEqual([null, 'clock-not-trusted', null]);
    await expect(callBay({ ...order, bay: 'bay-9' }, { ...options, ackMsMax: 300 })).rejects.toMatchObject({
      code: 'fleet/bay-silent',
    });
  });

  it('hears what was sent while it was away', async () => {
    fleet = await FleetInTest.open({ broker: await startBroker() });
    await fleet.startBay();
    await fleet.stopBay();
    const id = await fleet.send(fleet.sign());
    await fleet.startBay();
    expect(await fleet.result(id)).toMatchObject({ status: 'done' });
  });

  it('speaks for itself alone, and nobody but it and the operator hears its commands', async () => {
    fleet = await FleetInTest.open({ broker: await startBroker() });
    const other = await connectAsync({
      ...tls(),
      port: fleet.brokerPort,
      username: 'north/bay-8',
      password: readFileSync(passwordFile('north/bay-8'), 'utf8').trim(),
    });
    const overheard: string[] = [];
    other.on('message', (topic) => overheard.push(topic));
    const grants = await other
      .subscribeAsync([`${BASE}/#`, `${BASE}/command`, 'swingbay/#', 'swingbay/v1/north/bay-8/command'], { qos: 1 })
      .catch((error: unknown) => error);
    expect(grants).toBeDefined();
    await other.publishAsync(`${BASE}/status`, JSON.stringify({ id: 'x', status: 'online' }), { qos: 1 });
    await other.publishAsync('swingbay/v1/north/bay-8/command', JSON.stringify(fleet.sign({ bay: 'bay-8' })), {
      qos: 1,
    });
    await fleet.startBay();
    const id = await fleet.send(fleet.sign());
    await fleet.result(id);
    expect(overheard).toEqual([]);
    expect(fleet.all('status').map(({ body }) => body['why'])).toEqual(['connected']);
    await other.endAsync(true);
  });
});
