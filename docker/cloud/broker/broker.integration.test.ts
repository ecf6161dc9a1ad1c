import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOSQUITTO, StackBroker, WITHOUT_MOSQUITTO } from './stack-broker.fixture.ts';

if (MOSQUITTO === undefined) process.stdout.write(WITHOUT_MOSQUITTO);

describe.runIf(MOSQUITTO !== undefined)('the stack’s broker', () => {
  let broker: StackBroker;
  const connect = (username?: string, password?: string): Promise<MqttClient | string> =>
    broker.connect(broker.read('broker-certificate'), {
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    });
  const outcome = async (username?: string, password?: string): Promise<string> => {
    const client = await connect(username, password);
    return typeof client === 'string' ? client : 'in';
  };

  beforeEach(async () => {
    broker = new StackBroker();
    broker.makeSecrets('broker.example');
    await broker.start();
  });
  afterEach(() => broker.stop());

  it('lets in who has the password that was made, over TLS, and nobody else', async () => {
    expect(await outcome('operator', broker.read('broker-operator-password'))).toBe('in');
    expect(await outcome('operator', 'wrong')).toContain('Not authorized');
    expect(await outcome()).toContain('Not authorized');
  });

  it('lets in a bay that is added while it runs, and keeps who is in', async () => {
    const operator = (await connect('operator', broker.read('broker-operator-password'))) as MqttClient;
    const list = join(broker.secrets, 'broker-passwords');
    const file = statSync(list).ino;
    broker.login('add', 'north/bay-7', 'north/bay-8', 'bay-9');
    expect(await outcome('north/bay-7', broker.read('broker-logins/north/bay-7.password'))).toContain('Not authorized');
    broker.readAnew();
    for (const name of ['north/bay-7', 'north/bay-8', 'bay-9']) {
      await expect.poll(() => outcome(name, broker.read(`broker-logins/${name}.password`))).toBe('in');
    }
    expect(await outcome('north/bay-7', broker.read('broker-logins/north/bay-8.password'))).toContain('Not authorized');
    expect(operator.connected).toBe(true);
    // A container goes on with the file that it was given, whatever lies under its name later.
    expect(statSync(list).ino).toBe(file);
  });

  it('puts out a bay whose login is taken away, and nobody else', async () => {
    broker.login('add', 'north/bay-7', 'north/bay-70');
    broker.readAnew();
    const [lost, other] = ['north/bay-7', 'north/bay-70'].map((name) => [
      name,
      broker.read(`broker-logins/${name}.password`),
    ]) as [[string, string], [string, string]];
    await expect.poll(() => outcome(...other)).toBe('in');
    const [stolen, kept] = [(await connect(...lost)) as MqttClient, (await connect(...other)) as MqttClient];
    const putOut = new Promise<void>((resolve) => stolen.once('close', resolve));
    broker.login('remove', 'north/bay-7');
    broker.readAnew();
    await putOut;
    expect(await outcome(...lost)).toContain('Not authorized');
    expect(kept.connected).toBe(true);
  });

  it('changes nothing for a bay that is added again', () => {
    broker.login('add', 'north/bay-7');
    const before = [broker.read('broker-passwords'), broker.read('broker-logins/north/bay-7.password')];
    broker.login('add', 'north/bay-7');
    broker.makeSecrets('broker.example');
    expect([broker.read('broker-passwords'), broker.read('broker-logins/north/bay-7.password')]).toEqual(before);
  });

  it.each(['+/bay-7', 'north/#', 'v1', 'v1/north', '../bay-7', 'north/..', 'north/bay/7', 'a b', 'a\nb', 'a:b', ''])(
    'has no login for a name that would have rights of others: %o',
    (name) => {
      const before = broker.read('broker-passwords');
      expect(() => broker.login('add', 'north/bay-7', name)).toThrow('broker-login:');
      expect(broker.read('broker-passwords')).toBe(before);
    },
  );

  it('always has its operator', () => {
    expect(() => broker.login('remove', 'operator')).toThrow('The operator stays');
  });
});
