/** A bay in its fleet: a real broker, a line that can be cut, a store on a disk, and who looks after the fleet. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Aedes } from 'aedes';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { type Clock, NS_PER_MS, systemClock } from '../../device/clock/clock.ts';
import { parseConfig } from '../../device/config/load-config.ts';
import type { SyncStatePort } from '../../device/ports/sync-state.port.ts';
import { openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { Store } from '../../device/store/store.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { FakeBay } from '../../firmware-bridge/mqtt/fake-bay.ts';
import { KeptInTheBay } from '../outbox/kept-in-the-bay.ts';
import type { FleetHost } from './commands/fleet-host.ts';
import { ConfigurationFile } from './configuration/configuration-file.ts';
import { camerasProve } from './configuration/proof-of-health.ts';
import { ConfigurationTrial } from './configuration/configuration-trial.ts';
import { type FleetConfig, fleetConfigSchema } from './fleet.config.ts';
import { FleetDesk } from './fleet-desk.ts';
import { CutLine } from './line/cut-line.fixture.ts';
import { makeKeys, readPrivateKey } from './signed/signature.ts';
import { type CommandToSign, type SignedCommand, signCommand } from './signed/signed-command.ts';
import type { Trouble } from './told/alert-tracker.ts';
import { z } from 'zod';

export const BASE = 'swingbay/v1/north/bay-7';
const WAITS_MS_MAX = 15_000;
export const KEYS = makeKeys();
export const STRANGER = makeKeys();
const BAY_CLOCK_MS = Date.parse('2026-06-01T12:00:00.000Z');

/** Of a small bay: enough to be valid or not. */
const fileSchema = z.strictObject({
  voice: z.strictObject({ volume: z.number().min(0).max(1) }),
  api: z.strictObject({ port: z.number(), tokenFile: z.string().optional() }).optional(),
});
const FILE = '# The bay by the door.\nvoice:\n  volume: 0.5\n';

/** A clock that runs as fast as a test likes. */
class LabClock implements Clock {
  #aheadNs = 0;
  #wallMs = BAY_CLOCK_MS - systemClock.monotonicNs() / NS_PER_MS;

  monotonicNs(): number {
    return systemClock.monotonicNs() + this.#aheadNs;
  }

  wall(): Date {
    return new Date(this.#wallMs + this.monotonicNs() / NS_PER_MS);
  }

  pass(ms: number): void {
    this.#aheadNs += ms * NS_PER_MS;
  }

  setWall(ms: number): void {
    this.#wallMs = ms - this.monotonicNs() / NS_PER_MS;
  }
}

export interface Heard {
  readonly what: string;
  readonly isRetained: boolean;
  // Held against the message's own schema where a test is about it.
  readonly body: Record<string, never> & { readonly id: string; readonly command?: string };
}

export interface FleetInTestOptions {
  readonly config?: Partial<FleetConfig>;
  /** Absent: aedes within this process. */
  readonly broker?: BrokerInTest;
  readonly isClockTrusted?: boolean;
}

export interface BrokerInTest {
  readonly port: number;
  /** How whoever looks after the fleet logs in; not at all where absent. */
  readonly desk?: IClientOptions;
  /** How the bay logs in, by the port of its line. */
  readonly bay?: (port: number) => Partial<FleetConfig['broker']>;
  stop(): Promise<void>;
}

export class FleetInTest {
  readonly clock = new LabClock();
  readonly heard: Heard[] = [];
  readonly directory = temporaryDirectory();
  readonly counters = new Counters();
  readonly restarts: string[] = [];
  troubles: readonly Trouble[] = [];
  host: Partial<FleetHost> = {};
  isClockTrusted: boolean;
  bay = new FakeBay('bay-7');
  #desk: FleetDesk | undefined;
  #store: Store | undefined;
  #ticker: NodeJS.Timeout | undefined;
  readonly #options: FleetInTestOptions;
  readonly #broker: BrokerInTest;
  readonly line: CutLine;
  readonly client: MqttClient;

  private constructor(options: FleetInTestOptions, broker: BrokerInTest, line: CutLine, client: MqttClient) {
    this.#options = options;
    this.#broker = broker;
    this.line = line;
    this.client = client;
    this.isClockTrusted = options.isClockTrusted ?? true;
    mkdirSync(this.directory.path, { recursive: true });
    writeFileSync(this.configFile, FILE);
    client.on('message', (topic, payload, { retain }) => {
      const body = JSON.parse(payload.toString()) as Heard['body'];
      this.heard.push({ what: topic.slice(BASE.length + 1), isRetained: retain, body });
    });
  }

  static async open(options: FleetInTestOptions = {}): Promise<FleetInTest> {
    const broker = options.broker ?? (await startAedes());
    const line = await CutLine.open(broker.port);
    const client = await connectAsync({
      ...{ host: '127.0.0.1', port: broker.port, clientId: 'desk' },
      ...broker.desk,
    });
    const fleet = new FleetInTest(options, broker, line, client);
    const told = ['status', 'heartbeat', 'state', 'metrics', 'alert', 'ack', 'result', 'reported'];
    await client.subscribeAsync(
      told.map((what) => `${BASE}/${what}`),
      { qos: 1 },
    );
    return fleet;
  }

  get brokerPort(): number {
    return this.#broker.port;
  }

  get configFile(): string {
    return join(this.directory.path, 'bay.yaml');
  }

  get desk(): FleetDesk {
    if (this.#desk === undefined) throw new Error('The bay is not open.');
    return this.#desk;
  }

  get store(): Store {
    if (this.#store === undefined) throw new Error('The bay is not open.');
    return this.#store;
  }

  /** Opens the bay as its daemon does; ticking, and connected, unless the test is to tick itself. */
  async startBay(isTicking = true): Promise<FleetDesk> {
    const store = await openStoreIn(join(this.directory.path, 'data'), {}, this.clock);
    this.#store = store;
    const bootId = 'boot-1';
    const trial = ConfigurationTrial.begin(this.configFile, {
      ...{ bootId, monotonicMs: this.clock.monotonicNs() / NS_PER_MS },
    });
    const config = fleetConfigSchema.parse({
      ...{
        facility: 'north',
        bay: 'bay-7',
        broker: this.#brokerOfBay(),
      },
      issuers: [
        {
          name: 'desk',
          publicKey: KEYS.publicKey,
          rights: [
            'ping',
            'collect-logs',
            'update-window',
            'recalibrate',
            'restart',
            'set-configuration',
            'desired-state',
            'force',
          ],
        },
        { name: 'viewer', publicKey: STRANGER.publicKey, rights: ['ping'] },
      ],
      ...this.#options.config,
    });
    const host: FleetHost = {
      ...{ version: '1.0.0', dataDirectory: this.directory.path, trial, logFiles: null, objects: null },
      troubles: () => this.troubles,
      configuration: new ConfigurationFile(this.configFile, (text) => parseConfig(fileSchema, text, 'bay.yaml')),
      restart: () => this.restarts.push('asked'),
      calibration: { open: () => Promise.resolve(), hash: () => null },
      ...{ proof: camerasProve(this.bay), facility: null },
      ...this.host,
    };
    const kept = new KeptInTheBay(store.outbox);
    const sync: SyncStatePort = {
      state: () => ({ ...kept.state(), warehouse: null }),
      retryParked: () => kept.retryParked(),
    };
    this.#desk = new FleetDesk({
      ...{ config, bootId, store, host, state: this.bay, sync, clock: this.clock, counters: this.counters },
      ...{
        log: silentLog,
        reconnect: { firstDelayMs: 20, delayMsMax: 100, healthyAfterMs: 1_000 },
      },
      askIfSynchronised: async () => this.isClockTrusted,
    });
    this.#desk.open();
    if (!isTicking) return this.#desk;
    // What a test lets pass afterwards has begun by now, however soon the line is there.
    this.#desk.tick();
    this.#ticker = setInterval(() => this.#desk?.tick(), 20);
    await this.until('the bay is there', () => this.desk.state().isConnected);
    return this.#desk;
  }

  #brokerOfBay(): Partial<FleetConfig['broker']> {
    const { port } = this.line;
    return this.#broker.bay?.(port) ?? { url: `mqtt://127.0.0.1:${port}`, keepaliveSeconds: 5 };
  }

  async stopBay(): Promise<void> {
    clearInterval(this.#ticker);
    await this.#desk?.close();
    await this.#store?.close();
    this.#desk = undefined;
    this.#store = undefined;
  }

  /** The daemon is gone, and had no time for anything. */
  async killBay(): Promise<void> {
    clearInterval(this.#ticker);
    const [desk, store] = [this.#desk, this.#store];
    this.#desk = undefined;
    this.#store = undefined;
    this.line.cut();
    await store?.close();
    // What it still wants to write finds no database, as a killed one finds no time.
    void desk?.close().catch(() => undefined);
    await sleep(20);
    this.line.mend();
  }

  sign(change: Partial<CommandToSign> = {}, privatePem = KEYS.privatePem): SignedCommand {
    return signCommand(
      {
        ...{ facility: 'north', bay: 'bay-7', command: 'ping', arguments: {}, issuer: 'desk', lastsMs: 600_000 },
        issuedAtMs: this.clock.wall().getTime(),
        ...change,
      },
      readPrivateKey(privatePem),
    );
  }

  /** Answers the id. */
  async send(command: SignedCommand): Promise<string> {
    await this.client.publishAsync(`${BASE}/command`, JSON.stringify(command), { qos: 1 });
    return command.document.id;
  }

  all(what: string, command?: string): Heard[] {
    return this.heard.filter((each) => each.what === what && (command === undefined || each.body.command === command));
  }

  /** The first that was heard, or will be. */
  async hear(
    what: string,
    matches: (body: Record<string, unknown>) => boolean = () => true,
  ): Promise<Record<string, unknown>> {
    const find = () => this.heard.find((each) => each.what === what && matches(each.body));
    await this.until(`${what} is heard`, () => find() !== undefined);
    return find()?.body ?? {};
  }

  ack(id: string): Promise<Record<string, unknown>> {
    return this.hear('ack', ({ command }) => command === id);
  }

  result(id: string): Promise<Record<string, unknown>> {
    return this.hear('result', ({ command }) => command === id);
  }

  async until(what: string, isSo: () => boolean): Promise<void> {
    const until = performance.now() + WAITS_MS_MAX;
    while (!isSo()) {
      if (performance.now() > until)
        throw new Error(
          `In vain: ${what}. Heard: ${this.heard
            .map((h) => h.what)
            .join(' ')
            .slice(-400)}`,
        );
      await sleep(10);
    }
  }

  async close(): Promise<void> {
    await this.stopBay();
    await this.client.endAsync(true);
    await this.line.close();
    await this.#broker.stop();
    this.directory.remove();
  }
}

async function startAedes(): Promise<BrokerInTest> {
  const aedes = await Aedes.createBroker();
  const server = createServer((socket) => aedes.handle(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.close();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
  };
}
