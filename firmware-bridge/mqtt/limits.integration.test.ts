import { connect as connectTcp } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { attackWithMutations } from '../../device/cli/bench/broker/mutated-packets.ts';
import { attackWithOversize } from '../../device/cli/bench/broker/oversize-attack.ts';
import {
  credentialsOf,
  openProvingBridge,
  type ProvingBridge,
  type ProvingOptions,
  userOf,
} from '../../device/cli/bench/broker/proving-bridge.ts';
import { RawClient } from '../../device/cli/bench/broker/raw-client.ts';
import { tryRightsMatrix } from '../../device/cli/bench/broker/rights-matrix.ts';
import type { RefusalCode } from './refusals.ts';

const MB = 1e6;
const COMMAND = 'swingbay/bay-7/command';
let proving: ProvingBridge;

afterEach(() => proving.close());

async function openWith(limits: NonNullable<ProvingOptions['limits']>): Promise<void> {
  proving = await openProvingBridge({ limits });
}

const open = (): Promise<RawClient> => RawClient.open({ host: '127.0.0.1', port: proving.ports.tcp });

/** Counted in the daemon, where health looks: the broker's process passes it on. */
async function expectRefused(code: RefusalCode): Promise<void> {
  await expect.poll(() => proving.counters.value('mqtt_refused', { code }), { timeout: 15_000 }).toBeGreaterThan(0);
}

describe('strangers', () => {
  it('who announce 256 MB each are dropped at the header and add less than 10 MB', async () => {
    await openWith({ connectionsPerAddress: 64 });
    const { grownBytes, stillOpen } = await attackWithOversize(proving, 20);
    expect(stillOpen).toBe(0);
    expect(grownBytes).toBeLessThan(10 * MB);
    await expectRefused('mqtt/packet-too-large');
  });

  it('who say nothing are sent away', async () => {
    await openWith({ connectMs: 300 });
    expect(await (await open()).isTurnedAway()).toBe(true);
    await expectRefused('mqtt/connect-timeout');
  });

  it('of one address have so many places and no more, and get them back', async () => {
    await openWith({ connectionsPerAddress: 3, connections: 5 });
    const held = await Promise.all([open(), open(), open()]);
    const tooMany = await open();
    expect(await tooMany.isTurnedAway()).toBe(true);
    await expectRefused('mqtt/too-many-from-address');
    for (const client of held) client.destroy();
    const isServed = async (): Promise<boolean> => {
      const later = await open();
      const code = await later.connect({ clientId: 'display-1', ...credentialsOf('display-1') });
      later.destroy();
      return code === 0;
    };
    await expect.poll(isServed, { timeout: 15_000 }).toBe(true);
  });

  it('who guess passwords have to wait, and so does the right one from there', async () => {
    await openWith({ failedLoginsPerMinute: 3 });
    const guess = async (password: string): Promise<number | null> =>
      (await open()).connect({ clientId: 'guess', username: 'staff-1', password: Buffer.from(password) });
    expect([await guess('a'), await guess('b'), await guess('c')]).toEqual([4, 4, 4]);
    expect(await guess('proving-password')).toBe(5);
    await expectRefused('mqtt/too-many-logins');
  });

  it('whose page is of another site do not get to the broker', async () => {
    await openWith({});
    const socket = new WebSocket(`wss://localhost:${proving.ports.webSocket}`, 'mqtt', {
      origin: 'https://elsewhere.example',
      rejectUnauthorized: false,
    });
    const code = await new Promise<number | undefined>((resolve) => {
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
      socket.on('error', () => resolve(undefined));
    });
    expect(code).toBe(403);
    await expectRefused('mqtt/origin');
  });
});

describe('a client', () => {
  it('that sends a packet larger than allowed is disconnected, one just as large is served', async () => {
    await openWith({ packetBytes: 2_048 });
    const client = await proving.client(userOf('staff'));
    // Header, topic and packet id take 2 + 1 + 2 + 22 + 2 bytes.
    expect(await client.publish(COMMAND, JSON.stringify({ id: 'x', pad: 'p'.repeat(1_950) }))).toBe(true);
    expect(await client.publish(COMMAND, 'p'.repeat(2_048))).toBe(false);
    await expectRefused('mqtt/packet-too-large');
  });

  it('that sends faster than it may is read more slowly and loses nothing', async () => {
    await openWith({ messagesPerSecond: 50 });
    const client = await proving.client(userOf('controller'));
    const topic = 'swingbay/bay-7/device/controller-1/event';
    const taken = await Promise.all(
      Array.from({ length: 150 }, (_, at) =>
        client.publish(topic, JSON.stringify({ id: `e${at}`, type: 'ball-gone' })),
      ),
    );
    expect(taken.every(Boolean)).toBe(true);
    expect(proving.store.bridgeEvents.count('device-event')).toBe(150);
    await expectRefused('mqtt/throttled');
  });

  it('has so many subscriptions and no more, over one packet or several', async () => {
    await openWith({ subscriptionsPerClient: 4 });
    const client = await proving.client(userOf('staff'));
    const filters = (count: number) => Array.from({ length: count }, (_, at) => `swingbay/bay-7/ack/${at}`);
    expect(await client.subscribe(...filters(4))).toEqual([1, 1, 1, 1]);
    expect(await client.subscribe('swingbay/bay-7/state')).toEqual([128]);
    expect(await client.subscribe(...filters(5))).toBeNull();
    await expectRefused('mqtt/too-many-subscriptions');
  });

  it('that opens messages of QoS 2 without end is disconnected', async () => {
    await openWith({ inflightPerClient: 5 });
    const client = await proving.client(userOf('staff'));
    for (let messageId = 1; messageId <= 6; messageId++) {
      client.send({
        cmd: 'publish',
        topic: `${COMMAND}/q${messageId}`,
        payload: '{}',
        qos: 2,
        messageId,
        retain: false,
        dup: false,
      });
    }
    expect(await client.isTurnedAway()).toBe(true);
    await expectRefused('mqtt/too-many-inflight');
  });

  it('that falls silent for longer than it promised is disconnected', async () => {
    await openWith({});
    const client = await open();
    expect(await client.connect({ clientId: 'silent', keepalive: 1, ...credentialsOf('display-1') })).toBe(0);
    expect(await client.isTurnedAway()).toBe(true);
    await expectRefused('mqtt/silent');
  });

  it('that names a topic of too many levels is disconnected, and the broker lives', async () => {
    await openWith({});
    const pid = proving.bridge.brokerPid;
    const client = await proving.client(userOf('staff'));
    expect(await client.publish(`${COMMAND}${'/a'.repeat(120)}`, '{}')).toBe(false);
    expect((await (await proving.client(userOf('staff'))).subscribe(`swingbay/bay-7${'/a'.repeat(30)}`))?.[0]).toBe(
      128,
    );
    expect(proving.bridge.brokerPid).toBe(pid);
    await expectRefused('mqtt/topic-too-long');
  });

  it('that connects and does not read is disconnected, while others hear everything', async () => {
    await openWith({ unsentBytes: 65_536 });
    const frozen = connectTcp({ host: '127.0.0.1', port: proving.ports.tcp });
    const { default: mqttPacket } = await import('mqtt-packet');
    const plain = { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0 } as const;
    frozen.write(mqttPacket.generate({ ...plain, clientId: 'frozen', ...credentialsOf('staff-1') }));
    await new Promise((resolve) => frozen.once('data', resolve));
    const subscriptions = [{ topic: 'swingbay/bay-7/state', qos: 0 as const }];
    frozen.write(mqttPacket.generate({ cmd: 'subscribe', messageId: 1, subscriptions }));
    await new Promise((resolve) => frozen.once('data', resolve));
    frozen.pause();
    const watcher = await proving.client(userOf('display'));
    await watcher.subscribe('swingbay/bay-7/event/swing');
    const bay = await RawClient.open({ path: proving.privateSocket });
    await bay.connect({ clientId: 'loud' });
    // The kernel's own buffers swallow some megabytes first.
    for (let at = 0; at < 100; at++) await bay.publish('swingbay/bay-7/state', 'x'.repeat(200_000));
    const { id } = proving.bay.occur({ type: 'swing', swing: 'heard', kind: 'shot' });
    expect(await watcher.hears(({ payload }) => payload.includes(id))).toBe(true);
    await expectRefused('mqtt/slow-reader');
    frozen.destroy();
  });

  it('that is absent keeps so many messages and no more', async () => {
    await openWith({ queuedPerSession: 5 });
    const connect = async (): Promise<RawClient> => {
      const client = await open();
      expect(await client.connect({ clientId: 'away', clean: false, ...credentialsOf('display-1') })).toBe(0);
      return client;
    };
    const before = await connect();
    await before.subscribe('swingbay/bay-7/event/swing');
    await before.disconnect();
    const told = Array.from({ length: 9 }, (_, at) =>
      proving.bay.occur({ type: 'swing', swing: `s${at}`, kind: 'shot' }),
    );
    await expectRefused('mqtt/queue-full');
    const again = await connect();
    expect(await again.hears(({ payload }) => payload.includes(told[4]?.id ?? ''))).toBe(true);
    expect(again.heard).toHaveLength(5);
    await again.disconnect();
  });
});

describe('the broker as a whole', () => {
  it('tells a witness everything through 3,000 mutated packets, and does not restart', async () => {
    await openWith({ failedLoginsPerMinute: 1_000_000 });
    const { told, heard, brokerRestarts } = await attackWithMutations(proving, 3_000);
    expect(told).toBeGreaterThan(0);
    expect(heard).toBe(told);
    expect(brokerRestarts).toBe(0);
  });

  it('leaks nothing in any cell of the matrix of roles and rights', async () => {
    await openWith({});
    const { cells, wrong } = await tryRightsMatrix(proving);
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(800);
  });
});
