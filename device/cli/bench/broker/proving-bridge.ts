/** A whole MQTT side of a bay in a folder of its own: real broker process, real database, a bay that behaves. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from '../../../../firmware-bridge/mqtt/access/password-hash.ts';
import { ROLES, type Role } from '../../../../firmware-bridge/mqtt/access/rights.ts';
import { userLine } from '../../../../firmware-bridge/mqtt/access/users.ts';
import { FakeBay } from '../../../../firmware-bridge/mqtt/fake-bay.ts';
import { type BrokerLimits, type MqttConfig, mqttConfigSchema } from '../../../../firmware-bridge/mqtt/mqtt.config.ts';
import { type MqttBridge, openMqttBridge } from '../../../../firmware-bridge/mqtt/open-mqtt-bridge.ts';
import { systemClock } from '../../../clock/clock.ts';
import { storeConfigSchema } from '../../../store/store.config.ts';
import { openStore, type Store } from '../../../store/store.ts';
import { Counters } from '../../../telemetry/counters.ts';
import { silentLog } from '../../../telemetry/log.ts';
import { makeCertificates, type ProvingCertificates } from './proving-certificates.ts';
import { RawClient } from './raw-client.ts';

const PROVING_BAY = 'bay-7';
export const PROVING_PASSWORD = 'proving-password';
/** Two of each role: `controller-1`, `controller-2` and so on; `tee-9` shows a certificate. */
export const userOf = (role: Role, number = 1): string => `${role}-${number}`;
export const CERTIFIED_USER = 'tee-9';
/** The cheapest that the broker takes: what is proved here is not the price of a password. */
const CHEAP = { log2N: 14, r: 8, p: 1 };

export interface ProvingBridge {
  readonly bay: FakeBay;
  readonly bridge: MqttBridge;
  readonly store: Store;
  readonly counters: Counters;
  readonly certificates: ProvingCertificates;
  readonly ports: { readonly tcp: number; readonly tls: number; readonly webSocket: number };
  readonly privateSocket: string;
  /** A client of that user that is connected and welcome. */
  client(user: string, clientId?: string): Promise<RawClient>;
  close(): Promise<void>;
}

export interface ProvingOptions {
  readonly limits?: Partial<BrokerLimits>;
  readonly homeAssistant?: Partial<MqttConfig['homeAssistant']>;
}

export async function openProvingBridge({ limits, homeAssistant }: ProvingOptions = {}): Promise<ProvingBridge> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-mqtt-'));
  const certificates = await makeCertificates(directory);
  const usersFile = join(directory, 'users');
  await writeProvingUsers(usersFile);
  const config = mqttConfigSchema.parse({
    broker: {
      ...{ usersFile, limits, tcp: { port: 0 }, tls: { port: 0 }, webSocket: { port: 0 } },
      certificate: {
        certificateFile: certificates.certificateFile,
        keyFile: certificates.keyFile,
        clientCaFile: certificates.caFile,
      },
    },
    homeAssistant: { isAnnounced: true, ...homeAssistant },
  });
  const counters = new Counters();
  const store = await openStore(storeConfigSchema.parse({ dataDirectory: directory, floorMiB: 0, reserveMiB: 0 }), {
    log: silentLog,
    clock: systemClock,
  });
  const bay = new FakeBay(PROVING_BAY);
  const bridge = await openMqttBridge({
    ...{ config, bay: PROVING_BAY, state: bay, commands: bay, events: store.bridgeEvents },
    ...{ runDirectory: directory, version: '0.0.0', clock: systemClock, log: silentLog, counters },
  });
  const { tcp, tls, webSocket } = bridge.endpoints ?? { tcp: null, tls: null, webSocket: null };
  const ports = { tcp: tcp ?? 0, tls: tls ?? 0, webSocket: webSocket ?? 0 };
  return {
    ...{ bay, bridge, store, counters, certificates, ports, privateSocket: join(directory, 'mqtt', 'mqtt.sock') },
    async client(user, clientId = user) {
      const client = await RawClient.open({ host: '127.0.0.1', port: ports.tcp });
      const code = await client.connect({ clientId, ...credentialsOf(user) });
      if (code !== 0) throw new Error(`${user} was refused with ${code}`);
      return client;
    },
    async close() {
      await bridge.close();
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function credentialsOf(user: string): { username: string; password: Buffer } {
  return { username: user, password: Buffer.from(PROVING_PASSWORD) };
}

export async function writeProvingUsers(file: string): Promise<void> {
  const passwordHash = await hashPassword(PROVING_PASSWORD, CHEAP);
  const lines = ROLES.flatMap((role) => [1, 2].map((at) => userLine({ name: userOf(role, at), role, passwordHash })));
  const certified = userLine({ name: CERTIFIED_USER, role: 'controller', passwordHash: null });
  await writeFile(file, `${[...lines, certified].join('\n')}\n`, { mode: 0o600 });
}
