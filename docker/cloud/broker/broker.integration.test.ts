import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../device/config/project-root.ts';
import { MOSQUITTO, StackBroker, WITHOUT_MOSQUITTO } from './stack-broker.fixture.ts';

const DAY_MS = 86_400_000;

if (MOSQUITTO === undefined) process.stdout.write(WITHOUT_MOSQUITTO);

describe.runIf(MOSQUITTO !== undefined)('the stack’s broker', () => {
  let broker: StackBroker;
  const connect = (username?: string, password?: string): Promise<MqttClient | string> =>
    broker.connect(broker.read('broker-ca'), {
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

  it('shows a renewed certificate while it runs, which bays trust as they did the former', async () => {
    const file = statSync(join(broker.secrets, 'broker-certificate')).ino;
    const former = await broker.shows(broker.read('broker-ca'), 'broker.example');
    expect(broker.makeSecrets()).toBe('');
    broker.certifyFor(10);
    expect(broker.makeSecrets()).toContain('certificate is new');
    broker.readAnew();
    await expect
      .poll(async () => (await broker.shows(broker.read('broker-ca'), 'broker.example')).serialNumber)
      .not.toBe(former.serialNumber);
    const renewed = await broker.shows(broker.read('broker-ca'), 'broker.example');
    expect(Date.parse(renewed.validTo) - Date.now()).toBeGreaterThan(300 * DAY_MS);
    expect(await outcome('operator', broker.read('broker-operator-password'))).toBe('in');
    expect(statSync(join(broker.secrets, 'broker-certificate')).ino).toBe(file);
  });

  it('goes over to another authority, and bays that were given both notice nothing', async () => {
    const next = join(broker.folder, 'next');
    execFileSync(join(projectRoot, 'docker/cloud/make-secrets'), [next, 'broker.example']);
    const former = broker.read('broker-ca');
    const both = `${former}\n${readFileSync(join(next, 'broker-ca'), 'utf8')}`;
    const shown = await broker.shows(both, 'broker.example');
    for (const name of ['broker-ca', 'broker-ca-key']) copyFileSync(join(next, name), join(broker.secrets, name));
    expect(broker.makeSecrets()).toContain('certificate is new');
    broker.readAnew();
    await expect
      .poll(async () => (await broker.shows(both, 'broker.example')).serialNumber)
      .not.toBe(shown.serialNumber);
    await broker.shows(broker.read('broker-ca'), 'broker.example');
    const password = broker.read('broker-operator-password');
    expect(await broker.connect(former, { username: 'operator', password })).toMatch(/certificate|issuer/);
  });

  it('is certified by the names and addresses that its host is called by, the last ones unless others are given', () => {
    const certificate = (): X509Certificate => new X509Certificate(broker.read('broker-certificate'));
    const authority = new X509Certificate(broker.read('broker-ca'));
    expect(certificate().subjectAltName).toBe('DNS:broker, DNS:broker.example');
    broker.makeSecrets('10.1.2.3', 'fd00::7', 'other.example');
    broker.makeSecrets();
    const names = ['DNS:broker', 'IP Address:10.1.2.3', 'IP Address:FD00:0:0:0:0:0:0:7', 'DNS:other.example'];
    expect(certificate().subjectAltName).toBe(names.join(', '));
    expect(certificate().checkIP('10.1.2.3')).toBe('10.1.2.3');
    expect(certificate().verify(authority.publicKey)).toBe(true);
    expect(broker.read('broker-ca')).toBe(authority.toString().trim());
    expect(certificate().checkIssued(authority) && authority.ca && !certificate().ca).toBe(true);
  });

  it('has no certificate for what is neither a name nor an address', () => {
    const before = broker.read('broker-certificate');
    expect(() => broker.makeSecrets('a,DNS:other.example')).toThrow('a name or an address');
    broker.makeSecrets();
    expect(broker.read('broker-certificate')).toBe(before);
  });

  it('always has its operator', () => {
    expect(() => broker.login('remove', 'operator')).toThrow('The operator stays');
  });
});
