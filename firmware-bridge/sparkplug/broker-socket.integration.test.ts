import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSocket, readCredentials } from './broker-socket.ts';
import { MOSQUITTO, type RunningBroker, startMosquitto } from './conformance/mosquitto.ts';
import { MqttLine } from './mqtt-line.ts';
import { type SparkplugConfig, sparkplugConfigSchema } from './sparkplug.config.ts';

if (MOSQUITTO === undefined) process.stderr.write('Skipped: mosquitto is not installed (Debian: mosquitto).\n');

let directory: string;
let broker: RunningBroker;

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
}

/** An authority of our own, and a certificate of it for the broker and for the bay. */
function makeCertificates(): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=test', '-days', '2');
  for (const name of ['broker', 'bay']) {
    openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    writeFileSync(join(directory, 'extensions'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'extensions'];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signed, '-out', `${name}.pem`);
  }
}

async function connect(changes: Partial<SparkplugConfig>): Promise<string> {
  const config = sparkplugConfigSchema.parse({ ...changes });
  const url = `mqtts://localhost:${broker.port}`;
  const credentials = readCredentials(config);
  const socket = await openSocket(url, credentials, 5_000);
  const line = await MqttLine.open(socket, {
    broker: url,
    clientId: 'test',
    credentials,
    keepaliveSeconds: 15,
    will: { topic: 'gone', payload: new Uint8Array() },
    onMessage: () => undefined,
  });
  await line.confirm();
  await line.leave();
  return line.closed;
}

describe.skipIf(MOSQUITTO === undefined)('the line to a broker that wants to know who calls', () => {
  const file = (name: string): string => join(directory, name);

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'swingbay-tls-'));
    makeCertificates();
    writeFileSync(file('users'), 'bay:secret of the bay\n');
    execFileSync('mosquitto_passwd', ['-U', file('users')]);
    writeFileSync(file('password'), 'secret of the bay\nanother line\n');
    broker = await startMosquitto(
      MOSQUITTO ?? '',
      [
        `cafile ${file('ca.pem')}`,
        `certfile ${file('broker.pem')}`,
        `keyfile ${file('broker.key')}`,
        'require_certificate true',
        'allow_anonymous false',
        `password_file ${file('users')}`,
        'user root',
      ].join('\n'),
    );
  });

  afterEach(async () => {
    await broker.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('is opened with its certificate and the password of a file', async () => {
    const given = { caFile: file('ca.pem'), certificateFile: file('bay.pem'), keyFile: file('bay.key') };
    const closed = connect({ ...given, username: 'bay', passwordFile: file('password') });
    await expect(closed).resolves.toMatch(/closed|left/);
  });

  it('is refused in words, by whoever does not trust the other', async () => {
    const given = { caFile: file('ca.pem'), certificateFile: file('bay.pem'), keyFile: file('bay.key') };
    await expect(connect({ ...given, username: 'bay' })).rejects.toMatchObject({ code: 'sparkplug/broker-refused' });
    await expect(connect({})).rejects.toMatchObject({ code: 'sparkplug/broker-unreachable', retryable: true });
    const nowhere = connect({ passwordFile: file('nowhere') });
    await expect(nowhere).rejects.toMatchObject({ code: 'sparkplug/secret-unreadable' });
  });
});
