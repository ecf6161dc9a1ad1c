import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  credentialsOf,
  openProvingBridge,
  type ProvingBridge,
  userOf,
} from '../../device/cli/bench/broker/proving-bridge.ts';
import { RawClient } from '../../device/cli/bench/broker/raw-client.ts';
import type { AckMessage } from './messages.ts';
import { ackMessage, eventMessage, stateMessage } from './messages.ts';

let proving: ProvingBridge;

beforeAll(async () => {
  proving = await openProvingBridge();
});

afterAll(() => proving.close());

const STATE = 'swingbay/bay-7/state';
const open = (): Promise<RawClient> => RawClient.open({ host: '127.0.0.1', port: proving.ports.tcp });

async function ackOf(client: RawClient, id: string): Promise<AckMessage> {
  const topic = `swingbay/bay-7/ack/${id}`;
  expect(await client.hears((message) => message.topic === topic)).toBe(true);
  return ackMessage.parse(JSON.parse(client.heard.findLast((message) => message.topic === topic)?.payload ?? ''));
}

async function staff(clientId?: string): Promise<RawClient> {
  const client = await proving.client(userOf('staff'), clientId);
  expect(await client.subscribe('swingbay/bay-7/#')).toEqual([1]);
  return client;
}

describe('a bay on MQTT', () => {
  it('shows its whole picture to whoever comes later, and each change', async () => {
    const display = await proving.client(userOf('display'));
    expect(await display.subscribe('swingbay/bay-7/availability', STATE)).toEqual([1, 1]);
    expect(await display.hears(({ topic, isRetained }) => topic === STATE && isRetained)).toBe(true);
    expect(await display.hears(({ topic, payload }) => topic.endsWith('/availability') && payload === 'online')).toBe(
      true,
    );
    proving.bay.change({ swingsToday: 41 });
    proving.bay.change({ swingsToday: 42 });
    expect(await display.hears(({ topic, payload }) => topic === STATE && payload.includes('"swingsToday":42'))).toBe(
      true,
    );
    stateMessage.parse(JSON.parse(display.heard.findLast(({ topic }) => topic === STATE)?.payload ?? ''));
    await display.disconnect();
  });

  it('tells what happened once, each on its own topic', async () => {
    const display = await proving.client(userOf('display'));
    await display.subscribe('swingbay/bay-7/event/+');
    const told = proving.bay.occur({ type: 'swing', swing: 'a-swing', kind: 'shot' });
    expect(await display.hears(({ topic }) => topic === 'swingbay/bay-7/event/swing')).toBe(true);
    const [message] = display.heard;
    expect(eventMessage.parse(JSON.parse(message?.payload ?? ''))).toEqual(told);
    expect(message?.isRetained).toBe(false);
    await display.disconnect();
  });

  it('carries a command out once, however often it is sent, and answers each time the same', async () => {
    const client = await staff();
    const payload = JSON.stringify({ command: { type: 'dispense', device: 'dispenser', balls: 2 } });
    expect(await client.publish('swingbay/bay-7/command/d1', payload)).toBe(true);
    const first = await ackOf(client, 'd1');
    expect(first).toMatchObject({ status: 'done', by: 'staff-1' });
    client.heard.length = 0;
    expect(await client.publish('swingbay/bay-7/command/d1', payload)).toBe(true);
    expect(await ackOf(client, 'd1')).toEqual(first);
    expect(proving.bay.carriedOut.filter(({ id }) => id === 'staff-1:d1')).toHaveLength(1);
    await client.disconnect();
  });

  it('keeps two users apart who call their commands the same', async () => {
    const [one, other] = [await staff('desk-a'), await proving.client(userOf('automation'))];
    const light = (level: number) =>
      JSON.stringify({ id: 'same', command: { type: 'light-level', device: 'light', level } });
    await one.publish('swingbay/bay-7/command', light(0.1));
    expect((await ackOf(one, 'same')).by).toBe('staff-1');
    one.heard.length = 0;
    await other.publish('swingbay/bay-7/command', light(0.2));
    expect((await ackOf(one, 'same')).by).toBe('automation-1');
    expect(proving.bay.carriedOut.filter(({ id }) => id.endsWith(':same'))).toHaveLength(2);
    await Promise.all([one.disconnect(), other.disconnect()]);
  });

  it.each([
    ['what safety refuses', { type: 'tee-height', device: 'tee', heightMm: 200 }, 'refused', 'out-of-range'],
    ['a device that is not there', { type: 'tee-ball', device: 'tee-2' }, 'refused', 'device-absent'],
    ['what is no command', { type: 'tee-hight', device: 'tee' }, 'rejected', 'malformed'],
    ['a field too many', { type: 'tee-ball', device: 'tee', now: true }, 'rejected', 'malformed'],
  ])('says why to %s', async (_, command, status, reason) => {
    const client = await staff();
    const id = `why-${reason}-${command.type}`;
    expect(await client.publish(`swingbay/bay-7/command/${id}`, JSON.stringify({ command }))).toBe(true);
    expect(await ackOf(client, id)).toMatchObject({ status, reason });
    await client.disconnect();
  });

  it('lets the fleet take it out of order and not dispense balls', async () => {
    const fleet = await proving.client(userOf('fleet'));
    await fleet.subscribe('swingbay/bay-7/ack/+');
    const send = (id: string, command: object) =>
      fleet.publish(`swingbay/bay-7/command/${id}`, JSON.stringify({ command }));
    await send('f1', { type: 'dispense', device: 'dispenser', balls: 1 });
    expect(await ackOf(fleet, 'f1')).toMatchObject({ status: 'rejected', reason: 'not-allowed' });
    await send('f2', { type: 'out-of-order', isOn: true });
    expect(await ackOf(fleet, 'f2')).toMatchObject({ status: 'done' });
    await send('f3', { type: 'out-of-order', isOn: false });
    await ackOf(fleet, 'f3');
    await fleet.disconnect();
  });

  it('hears from a controller on the network once, and keeps it before it is acknowledged', async () => {
    const controller = await proving.client(userOf('controller'));
    const report = firstValueFrom(proving.bridge.deviceReports);
    const event = JSON.stringify({ id: 'boot1-7', type: 'ball-gone' });
    expect(await controller.publish('swingbay/bay-7/device/controller-1/event', event)).toBe(true);
    expect(proving.store.bridgeEvents.count('device-event')).toBe(1);
    expect(await controller.publish('swingbay/bay-7/device/controller-1/event', event)).toBe(true);
    expect(proving.store.bridgeEvents.count('device-event')).toBe(1);
    expect(await report).toEqual({ device: 'controller-1', event: { id: 'boot1-7', type: 'ball-gone' } });
    await controller.disconnect();
  });

  it('does not acknowledge what a controller said that has no meaning', async () => {
    const controller = await proving.client(userOf('controller'));
    expect(await controller.publish('swingbay/bay-7/device/controller-1/event', '{"type":"ball-gone"}')).toBe(false);
    expect(controller.isClosed).toBe(true);
  });

  it('announces itself to Home Assistant, again after its birth, and goes by an empty document', async () => {
    const home = await proving.client(userOf('automation'));
    await home.subscribe('homeassistant/#');
    const topic = 'homeassistant/device/swingbay_bay-7/config';
    expect(await home.hears((message) => message.topic === topic && message.isRetained)).toBe(true);
    home.heard.length = 0;
    expect(await home.publish('homeassistant/status', 'online')).toBe(true);
    expect(await home.hears((message) => message.topic === topic && !message.isRetained)).toBe(true);
    home.heard.length = 0;
    proving.bridge.retractDiscovery();
    expect(await home.hears((message) => message.topic === topic && message.payload === '')).toBe(true);
    await home.disconnect();
    await home.isTurnedAway();
    const later = await proving.client(userOf('automation'), 'later');
    await later.subscribe('homeassistant/#', 'swingbay/bay-7/availability');
    expect(await later.hears(({ topic: heard }) => heard.endsWith('/availability'))).toBe(true);
    expect(later.heard.some((message) => message.topic === topic)).toBe(false);
    await later.disconnect();
  });
});

describe('the rules of MQTT 3.1.1 that its library breaks', () => {
  it('MQTT-3.1.3-8 an empty client id with a session to keep is answered with 0x02 and closed', async () => {
    const client = await open();
    const connect = Buffer.from([0x10, 12, 0, 4, ...Buffer.from('MQTT'), 4, 0x00, 0, 60, 0, 0]);
    expect(await client.connectWith(connect)).toBe(2);
    expect(await client.isTurnedAway()).toBe(true);
  });

  it('MQTT-3.1.3-6 an empty client id without a session is given one', async () => {
    const client = await open();
    expect(await client.connect({ clientId: '', ...credentialsOf(userOf('staff')) })).toBe(0);
    await client.disconnect();
  });

  it('MQTT-3.1.2-2 another version is answered with 0x01', async () => {
    const client = await open();
    expect(await client.connect({ clientId: 'a', protocolVersion: 3, protocolId: 'MQIsdp' })).toBe(1);
    expect(await client.isTurnedAway()).toBe(true);
  });

  it('MQTT-3.8.4-6 nobody hears more than was granted, also through a wildcard and after an absence', async () => {
    const desk = await proving.client(userOf('staff'), 'desk-kept');
    await desk.disconnect();
    const kept = await open();
    await kept.connect({ clientId: 'desk-kept', clean: false, ...credentialsOf(userOf('staff')) });
    kept.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'swingbay/bay-7/event/#', qos: 2 }] });
    // Answered in its turn, so the one before is in force too.
    await kept.subscribe('swingbay/bay-7/availability');
    await kept.disconnect();
    proving.bay.occur({ type: 'stop', isPressed: true });
    const again = await open();
    expect(await again.connect({ clientId: 'desk-kept', clean: false, ...credentialsOf(userOf('staff')) })).toBe(0);
    expect(await again.hears(({ topic }) => topic.endsWith('/event/stop'))).toBe(true);
    expect(again.heard.every(({ qos }) => qos <= 1)).toBe(true);
    await again.disconnect();
  });

  it('MQTT-3.8.4-5 a refused filter among granted ones is answered with 0x80 in its place', async () => {
    const display = await proving.client(userOf('display'));
    expect(await display.subscribe('$SYS/#', STATE, '#', 'swingbay/bay-7/event/+')).toEqual([128, 1, 128, 1]);
    await display.disconnect();
  });

  it('MQTT-3.1.2-8 a will is told when the line breaks, and not after a goodbye', async () => {
    const watcher = await staff('desk-will');
    const status = 'swingbay/bay-7/device/controller-2/status';
    const will = { topic: status, payload: Buffer.from('offline'), qos: 1 as const, retain: true };
    const polite = await open();
    await polite.connect({ clientId: 'controller-2', will, ...credentialsOf('controller-2') });
    await polite.disconnect();
    const broken = await open();
    await broken.connect({ clientId: 'controller-2', will, ...credentialsOf('controller-2') });
    expect(watcher.heard.some(({ topic }) => topic === status)).toBe(false);
    broken.destroy();
    expect(await watcher.hears(({ topic, payload }) => topic === status && payload === 'offline')).toBe(true);
    await watcher.disconnect();
  });
});

describe('a broker that dies', () => {
  it('is started again by the bay, which tells everything anew', async () => {
    const before = proving.bridge.brokerPid ?? 0;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => proving.bridge.brokerPid, { timeout: 20_000 }).not.toBe(before);
    await expect.poll(() => proving.bridge.isConnected, { timeout: 20_000 }).toBe(true);
    const port = proving.bridge.endpoints?.tcp ?? 0;
    await expect
      .poll(
        async () => {
          const client = await RawClient.open({ host: '127.0.0.1', port }).catch(() => null);
          if ((await client?.connect({ clientId: 'display-1', ...credentialsOf('display-1') })) !== 0) return false;
          await client?.subscribe(STATE);
          const isTold = (await client?.hears(({ topic }) => topic === STATE)) ?? false;
          await client?.disconnect();
          return isTold;
        },
        { timeout: 30_000 },
      )
      .toBe(true);
  });
});
