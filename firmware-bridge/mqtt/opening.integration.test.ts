import { createServer } from 'node:net';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeProvingUsers } from '../../device/cli/bench/broker/proving-bridge.ts';
import { RawClient } from '../../device/cli/bench/broker/raw-client.ts';
import { systemClock } from '../../device/clock/clock.ts';
import { openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { Store } from '../../device/store/store.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { FakeBay } from './fake-bay.ts';
import { type MqttConfig, mqttConfigSchema } from './mqtt.config.ts';
import { type MqttBridge, openMqttBridge } from './open-mqtt-bridge.ts';
import { REFUSALS } from './refusals.ts';

let directory: { path: string; remove: () => void };
let store: Store;
let bay: FakeBay;
let bridge: MqttBridge | null = null;
let counters: Counters;

beforeEach(async () => {
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path);
  bay = new FakeBay('bay-7');
  counters = new Counters();
  await writeProvingUsers(usersFile());
});

afterEach(async () => {
  await bridge?.close();
  bridge = null;
  await store.close();
  directory.remove();
});

const usersFile = (): string => join(directory.path, 'users');

async function openWith(config: Record<string, unknown>): Promise<MqttBridge> {
  const parsed: MqttConfig = mqttConfigSchema.parse(config);
  bridge = await openMqttBridge({
    ...{ config: parsed, bay: 'bay-7', state: bay, commands: bay, events: store.bridgeEvents },
    ...{ runDirectory: directory.path, version: '0', clock: systemClock, log: silentLog, counters },
  });
  return bridge;
}

describe('the MQTT side of a bay', () => {
  it('opens nothing that nobody asked for', async () => {
    const opened = await openWith({});
    expect(opened.endpoints).toBeNull();
    expect(opened.brokerPid).toBeUndefined();
    expect(readdirSync(directory.path)).not.toContain('mqtt');
  });

  it.each([
    ['without users', () => ({ tcp: { port: 0 } }), 'mqtt/users-needed'],
    [
      'where the users are not there',
      () => ({ tcp: { port: 0 }, usersFile: '/nowhere/users' }),
      'mqtt/users-unreadable',
    ],
    [
      'on a network without TLS',
      () => ({ tcp: { port: 0, host: '0.0.0.0' }, usersFile: usersFile() }),
      'mqtt/plaintext-refused',
    ],
    ['with TLS and no certificate', () => ({ tls: { port: 0 }, usersFile: usersFile() }), 'mqtt/secret-unreadable'],
  ])('does not open %s', async (_, broker, code) => {
    await expect(openWith({ broker: broker() })).rejects.toMatchObject({ code });
  });

  it('counts refusals of every kind from nothing, so that the first flood of them is seen to rise', async () => {
    await openWith({ broker: { tcp: { port: 0 }, usersFile: usersFile() } });
    const counted = counters.snapshot().filter(({ name }) => name === 'mqtt_refused');
    expect(counted.map(({ labels, value }) => [labels['code'], value])).toEqual(
      Object.keys(REFUSALS).map((code) => [code, 0]),
    );
  });

  it('does not open with users that others may read', async () => {
    chmodSync(usersFile(), 0o644);
    const unsafe = openWith({ broker: { tcp: { port: 0 }, usersFile: usersFile() } });
    await expect(unsafe).rejects.toMatchObject({ code: 'mqtt/users-unreadable' });
  });

  it('goes on without its broker while the port is taken, says so, and opens it when the port is free', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const opened = await openWith({ broker: { tcp: { port }, usersFile: usersFile() } });
    expect(opened.obstacle).toMatchObject({ code: 'mqtt/address-taken' });
    expect(opened.isConnected).toBe(false);
    await new Promise((resolve) => other.close(resolve));
    await expect.poll(() => opened.obstacle, { timeout: 30_000 }).toBeNull();
    await expect.poll(() => opened.isConnected, { timeout: 30_000 }).toBe(true);
  });
});

describe("a bay on a facility's broker", () => {
  let facility: Aedes;
  let server: ReturnType<typeof createServer>;
  let port = 0;

  beforeEach(async () => {
    facility = await Aedes.createBroker();
    server = createServer((socket) => facility.handle(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  });

  afterEach(async () => {
    await bridge?.close();
    bridge = null;
    await new Promise<void>((resolve) => facility.close(resolve));
    server.close();
  });

  const facilityBroker = (more: object = {}) => ({ url: `mqtt://127.0.0.1:${port}`, ...more });

  async function watcher(...filters: string[]): Promise<RawClient> {
    const client = await RawClient.open({ host: '127.0.0.1', port });
    await client.connect({ clientId: `watcher-${Math.random()}` });
    await client.subscribe(...filters);
    return client;
  }

  it('tells and takes the same as on its own, and says goodbye', async () => {
    const opened = await openWith({ facilityBroker: facilityBroker({ takesCommands: true }) });
    await expect.poll(() => opened.isConnected).toBe(true);
    const desk = await watcher('swingbay/bay-7/#');
    expect(await desk.hears(({ topic }) => topic === 'swingbay/bay-7/state')).toBe(true);
    const command = JSON.stringify({ command: { type: 'tee-ball', device: 'tee' } });
    await desk.publish('swingbay/bay-7/command/f1', command);
    expect(await desk.hears(({ topic, payload }) => topic.endsWith('/ack/f1') && payload.includes('"done"'))).toBe(
      true,
    );
    expect(store.bridgeEvents.count('command')).toBe(1);
    await opened.close();
    expect(await desk.hears(({ topic, payload }) => topic.endsWith('/availability') && payload === 'offline')).toBe(
      true,
    );
    await desk.disconnect();
  });

  it('takes no command where it was not told to', async () => {
    const opened = await openWith({ facilityBroker: facilityBroker() });
    await expect.poll(() => opened.isConnected).toBe(true);
    const desk = await watcher('swingbay/bay-7/ack/+', 'swingbay/bay-7/state');
    await desk.publish('swingbay/bay-7/command/f2', JSON.stringify({ command: { type: 'tee-ball', device: 'tee' } }));
    // What is told after the command comes after whatever the bay would have made of it.
    bay.change({ swingsToday: 77 });
    expect(await desk.hears(({ payload }) => payload.includes('"swingsToday":77'))).toBe(true);
    expect(store.bridgeEvents.count('command')).toBe(0);
    expect(bay.carriedOut).toEqual([]);
    await desk.disconnect();
  });

  it('goes from Home Assistant when it is not to be announced any more', async () => {
    const topic = 'homeassistant/device/swingbay_bay-7/config';
    const announcing = await openWith({ facilityBroker: facilityBroker(), homeAssistant: { isAnnounced: true } });
    const home = await watcher(topic);
    expect(await home.hears(({ payload }) => payload.includes('cmps'))).toBe(true);
    await announcing.close();
    home.heard.length = 0;
    await openWith({ facilityBroker: facilityBroker() });
    expect(await home.hears(({ payload }) => payload === '')).toBe(true);
    await home.disconnect();
  });

  it('takes leave of a device that is gone with its platform alone, and then forgets it', async () => {
    const topic = 'homeassistant/device/swingbay_bay-7/config';
    const opened = await openWith({ facilityBroker: facilityBroker(), homeAssistant: { isAnnounced: true } });
    await expect.poll(() => opened.isConnected).toBe(true);
    const home = await watcher(topic);
    expect(await home.hears(({ payload }) => payload.includes('dispenser_stock'))).toBe(true);
    home.heard.length = 0;
    bay.change({ devices: bay.state().devices.filter(({ id }) => id !== 'dispenser') });
    expect(await home.hears(({ payload }) => !payload.includes('dispenser_stock'))).toBe(true);
    const [farewell, after] = home.heard.map(({ payload }) => JSON.parse(payload) as { cmps: Record<string, object> });
    expect(farewell?.cmps['dispenser_stock']).toEqual({ p: 'sensor' });
    expect(after?.cmps['dispenser_stock']).toBeUndefined();
    await home.disconnect();
  });
});
