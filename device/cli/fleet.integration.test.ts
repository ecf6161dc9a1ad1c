import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { MOSQUITTO, startMosquitto } from '../../firmware-bridge/sparkplug/conformance/mosquitto.ts';
import { startApi } from '../api/fixtures/api-in-test.ts';
import { temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { freePort } from './free-port.fixture.ts';
import { COMMAND_MS_MAX, swingbay } from './swingbay-command.fixture.ts';

if (MOSQUITTO === undefined) process.stdout.write('A broker that refuses: Mosquitto is not installed.\n');

let directory: ReturnType<typeof temporaryDirectory>;
let key: string;

beforeAll(async () => {
  directory = temporaryDirectory();
  key = join(directory.path, 'desk.pem');
  expect((await swingbay('fleet', 'keys', 'new', key)).code).toBe(0);
}, COMMAND_MS_MAX);

afterAll(() => directory.remove());

const send = (...more: string[]) =>
  swingbay('fleet', 'send', 'bay-7', 'ping', '--facility', 'north', '--issuer', 'desk', '--key', key, ...more);

describe('swingbay fleet keys new', () => {
  it(
    'says that there is no such folder, and leaves nothing there',
    async () => {
      const file = join(directory.path, 'none', 'k.pem');
      const { code, error } = await swingbay('fleet', 'keys', 'new', file);
      expect(code).toBe(1);
      expect(error).toMatch(/^swingbay: fleet\/key-unwritable: .*Name a file in a folder that is there/);
      expect(existsSync(join(directory.path, 'none'))).toBe(false);
    },
    COMMAND_MS_MAX,
  );
});

describe('swingbay fleet send', () => {
  it(
    'says how the address of a broker is written, and that no login is empty',
    async () => {
      const { code, error } = await send('--broker', '127.0.0.1:18883');
      expect(code).toBe(1);
      expect(error).toMatch(/^swingbay: fleet\/broker-address: “127.0.0.1:18883”.*mqtts:\/\/host:8883/);
      const unnamed = await send('--broker', 'mqtt://127.0.0.1:1', '--username', '');
      expect(unnamed.error).toMatch(/^swingbay: fleet\/broker-login: /);
    },
    COMMAND_MS_MAX,
  );

  it(
    'says that nobody answers at the broker, and that no bay was refused anything',
    async () => {
      const { code, error } = await send('--broker', `mqtt://127.0.0.1:${await freePort()}`);
      expect(code).toBe(1);
      expect(error).toMatch(/^swingbay: fleet\/broker-unreachable: .*ECONNREFUSED.*Check --broker/);
      expect(error).not.toMatch(/refused the bay|fleet\.broker/);
    },
    COMMAND_MS_MAX,
  );

  it(
    'names the option of a file that cannot be read, or that is no certificate',
    async () => {
      const broker = ['--broker', 'mqtts://127.0.0.1:1'];
      const nope = join(directory.path, 'nope');
      const password = await send(...broker, '--username', 'operator', '--password-file', nope);
      expect(password.error).toMatch(/^swingbay: fleet\/secret-unreadable: .*--password-file/);
      const authority = await send(...broker, '--ca', nope);
      expect(authority.error).toMatch(/^swingbay: fleet\/secret-unreadable: .*--ca/);
      const noCertificate = join(directory.path, 'own.pem');
      writeFileSync(noCertificate, '-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n');
      const other = await send(...broker, '--cert', noCertificate, '--cert-key', noCertificate);
      expect(other.error).toMatch(/^swingbay: fleet\/secret-unusable: .*--cert/);
    },
    COMMAND_MS_MAX,
  );

  it.skipIf(MOSQUITTO === undefined)(
    'says that a broker refuses the login',
    async () => {
      const broker = await startMosquitto(MOSQUITTO ?? '', 'allow_anonymous false');
      try {
        const { error } = await send('--broker', `mqtt://127.0.0.1:${broker.port}`);
        expect(error).toMatch(/^swingbay: fleet\/broker-refused: .*refuses you.*--username/);
      } finally {
        await broker.stop();
      }
    },
    COMMAND_MS_MAX,
  );

  it(
    'shows in its help what each command is told',
    async () => {
      const { out } = await swingbay('fleet', 'send', '--help');
      expect(out).toContain(`set-configuration  '{"patch":{"voice":{"volume":0.7}},"restarts":"later"}'`);
      expect(out).not.toContain('desired-state');
      expect((await swingbay('fleet', 'sign', '--help')).out).toContain('desired-state');
    },
    COMMAND_MS_MAX,
  );
});

describe('swingbay fleet status', () => {
  it(
    'says that a desired state was refused, and why',
    async () => {
      const api = await startApi();
      try {
        const camera = { name: 'face-on', role: 'face-on', source: { kind: 'test' }, width: 64, height: 36, fps: 5 };
        const store = { dataDirectory: api.store.dataDirectory, floorMiB: 0 };
        const config = join(directory.path, 'bay.yaml');
        const port = Number(new URL(api.origin).port);
        writeFileSync(config, stringify({ cameras: [camera], store, api: { host: '127.0.0.1', port } }));
        const { out } = await swingbay('fleet', 'status', '--config', config);
        expect(out).toContain('desired state: version 4, drifted (voice.volume)\nrefused: version 9 (not-allowed). ');
      } finally {
        await api.close();
      }
    },
    COMMAND_MS_MAX,
  );
});
