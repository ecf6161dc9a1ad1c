/** The stack's broker: Mosquitto with the stack's own configuration, rights and freshly made secrets, on loopback. */
import { execFileSync } from 'node:child_process';
import type { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import mqtt, { type MqttClient } from 'mqtt';
import { freePort } from '../../../device/cli/free-port.fixture.ts';
import { projectRoot } from '../../../device/config/project-root.ts';
import { TetheredProcess } from '../../../device/process/tethered-process.ts';

const CLOUD = join(projectRoot, 'docker/cloud');
const LOGIN_TRIES_MAX = 50;

export const MOSQUITTO = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto'].find((path) => existsSync(path));
export const WITHOUT_MOSQUITTO = 'The broker: Mosquitto is not installed (`./swingbay test --install-servers`).\n';

export interface Login {
  readonly username?: string;
  readonly password?: string;
  readonly servername?: string;
}

export class StackBroker {
  readonly folder = mkdtempSync(join(tmpdir(), 'swingbay-broker-'));
  readonly secrets = join(this.folder, 'secrets');
  readonly #clients: MqttClient[] = [];
  #broker: TetheredProcess | null = null;
  #port = 0;

  /** Runs `make-secrets` with these names of the host. */
  makeSecrets(...hosts: string[]): string {
    const said = execFileSync(join(CLOUD, 'make-secrets'), [this.secrets, ...hosts], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    // Started as root the broker becomes a user of its own, who must be able to read what a container would be given.
    for (const path of [this.folder, this.secrets]) chmodSync(path, 0o777);
    return said;
  }

  /** Puts a certificate of the same authority and key in place that ends in so many days. */
  certifyFor(days: number, called = 'DNS:broker,DNS:broker.example'): void {
    const file = (name: string): string => join(this.secrets, name);
    const request = execFileSync('openssl', [
      'req',
      '-new',
      '-key',
      file('broker-key'),
      '-subj',
      '/CN=Swingbay broker',
    ]);
    const names = join(this.folder, 'names');
    writeFileSync(names, `subjectAltName=${called}\n`);
    const signing = ['-CA', file('broker-ca'), '-CAkey', file('broker-ca-key'), '-set_serial', '7'];
    const sign = ['x509', '-req', '-days', String(days), '-extfile', names, ...signing];
    const certificate = execFileSync('openssl', sign, { input: request, stdio: ['pipe', 'pipe', 'ignore'] });
    writeFileSync(file('broker-certificate'), certificate);
  }

  /** Runs `broker-login`; throws where it refuses. */
  login(...words: string[]): string {
    const command = [`SECRETS=${this.secrets}`, join(CLOUD, 'broker-login'), ...words];
    return execFileSync('env', command, { encoding: 'utf8', stdio: 'pipe' });
  }

  read(secret: string): string {
    return readFileSync(join(this.secrets, secret), 'utf8').trim();
  }

  async start(): Promise<void> {
    this.#port = await freePort();
    const config = readFileSync(join(CLOUD, 'broker/mosquitto.conf'), 'utf8')
      .replaceAll('/run/secrets/', `${this.secrets}/`)
      .replace('/mosquitto/config/', `${join(CLOUD, 'broker')}/`)
      .replace('/mosquitto/data/', `${this.folder}/`)
      .replace('listener 8883', `listener ${this.#port} 127.0.0.1`);
    writeFileSync(join(this.folder, 'mosquitto.conf'), config);
    this.#broker = new TetheredProcess({ command: MOSQUITTO ?? '', args: ['-c', join(this.folder, 'mosquitto.conf')] });
  }

  get port(): number {
    return this.#port;
  }

  /** As `docker compose exec broker kill -HUP 1` has it. */
  readAnew(): void {
    this.#broker?.child.kill('SIGHUP');
  }

  /** The certificate that it shows to whoever trusts this authority and calls it so. */
  async shows(authority: string, servername: string): Promise<X509Certificate> {
    for (let attempt = 0; ; attempt++) {
      const socket = connect({ host: '127.0.0.1', port: this.#port, servername, ca: authority });
      try {
        await once(socket, 'secureConnect');
        const certificate = socket.getPeerX509Certificate();
        if (certificate !== undefined) return certificate;
      } catch (error) {
        if (attempt === LOGIN_TRIES_MAX) throw error;
      } finally {
        socket.destroy();
      }
      await sleep(100);
    }
  }

  /** A line to it, or why there is none; it is ended with the broker. */
  async connect(authority: string, { servername = 'broker', ...login }: Login): Promise<MqttClient | string> {
    for (let attempt = 0; ; attempt++) {
      const client = mqtt.connect(`mqtts://127.0.0.1:${this.#port}`, {
        ...login,
        ...{ ca: authority, servername, reconnectPeriod: 0 },
      });
      this.#clients.push(client);
      const outcome = await new Promise<MqttClient | string>((resolve) => {
        client.once('connect', () => resolve(client));
        client.once('error', (error) =>
          resolve('code' in error && String(error.code) === 'ECONNREFUSED' ? 'not yet' : error.message),
        );
      });
      if (outcome !== 'not yet' || attempt === LOGIN_TRIES_MAX) return outcome;
      await sleep(100);
    }
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.end(true);
    this.#broker?.child.kill('SIGTERM');
    await this.#broker?.exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
