/** One node under test with all that it needs: brokers, taps, a host at each broker, a bay and a store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../device/clock/clock.ts';
import { BayError } from '../../../device/errors/bay-error.ts';
import { type Database, openDatabase } from '../../../device/store/database.ts';
import { SparkplugRepository } from '../../../device/store/sparkplug-repository.ts';
import { Counters } from '../../../device/telemetry/counters.ts';
import { silentLog } from '../../../device/telemetry/log.ts';
import { SparkplugEdgeNode } from '../edge-node.ts';
import { reportedBay } from '../reported-metrics.ts';
import { sparkplugConfigSchema, type SparkplugConfig } from '../sparkplug.config.ts';
import { FakeBay } from './fake-bay.ts';
import { type RunningBroker, startMosquitto } from './mosquitto.ts';
import { Recorder } from './recorder.ts';
import { type HeardMessage, TestHost } from './test-host.ts';
import type { Transcript } from './transcript.ts';
import { WireTap } from './wire-tap.ts';

export interface TestBenchOptions {
  readonly name: string;
  readonly mosquitto: string;
  readonly brokers?: number;
  readonly primaryHost?: string;
  /** The number of the node’s last CONNECT, in a life before. */
  readonly lastBirthDeathSequence?: number;
  readonly config?: Partial<SparkplugConfig>;
  /** Another broker than Mosquitto. */
  readonly startBroker?: () => Promise<RunningBroker>;
}

const IDENTITY = { group: 'Range North', node: 'bay-7' };
const WAIT_MS_MAX = 20_000;

export class TestBench {
  readonly recorder = new Recorder();
  readonly bay = new FakeBay('bay-7');
  readonly counters = new Counters();
  readonly #options: TestBenchOptions;
  readonly #directory = mkdtempSync(join(tmpdir(), 'swingbay-sparkplug-'));
  readonly #database: Database;
  readonly kept: SparkplugRepository;
  #parts: { broker: RunningBroker; tap: WireTap; host: TestHost }[] = [];
  #node: SparkplugEdgeNode | null = null;

  private constructor(options: TestBenchOptions) {
    this.#options = options;
    this.#database = openDatabase(join(this.#directory, 'test.sqlite'));
    this.kept = new SparkplugRepository(this.#database);
    if (options.lastBirthDeathSequence !== undefined) {
      const { lastBirthDeathSequence } = options;
      this.kept.advanceBirthDeathSequence(`${IDENTITY.group}/${IDENTITY.node}`, () => lastBirthDeathSequence);
    }
  }

  static async open(options: TestBenchOptions): Promise<TestBench> {
    const bench = new TestBench(options);
    for (let index = 0; index < (options.brokers ?? 1); index++) {
      const broker = await (options.startBroker?.() ?? startMosquitto(options.mosquitto));
      const tap = await WireTap.open({ index, port: broker.port }, bench.recorder);
      bench.#parts.push({ broker, tap, host: await TestHost.open(broker.port, IDENTITY, bench.recorder) });
    }
    return bench;
  }

  host(index = 0): TestHost {
    return this.#part(index).host;
  }

  tap(index = 0): WireTap {
    return this.#part(index).tap;
  }

  broker(index = 0): RunningBroker {
    return this.#part(index).broker;
  }

  get node(): SparkplugEdgeNode {
    if (this.#node === null) throw new BayError('sparkplug/bench', 'No node runs.');
    return this.#node;
  }

  startNode(): void {
    this.noteDevices();
    const config = sparkplugConfigSchema.parse({
      enabled: true,
      ...IDENTITY,
      brokers: this.#parts.map(({ tap }) => tap.url),
      primaryHost: this.#options.primaryHost ?? null,
      commandsAllowed: true,
      reportMs: 20,
      ...this.#options.config,
    });
    this.#node = new SparkplugEdgeNode({
      config,
      bay: this.bay,
      commands: this.bay,
      kept: this.kept,
      clock: systemClock,
      counters: this.counters,
      log: silentLog,
      reconnect: { firstDelayMs: 50, delayMsMax: 200, healthyAfterMs: 60_000 },
    });
  }

  async stopNode(): Promise<void> {
    await this.#node?.close();
    this.#node = null;
  }

  /** To be called before the bay’s devices change, with what will be there. */
  noteDevices(absent: readonly string[] = []): void {
    const present = reportedBay(this.bay.state())
      .devices.filter(({ id, isThere }) => isThere && !absent.includes(id))
      .map(({ id }) => id);
    this.recorder.see({ kind: 'devices', present });
  }

  /** Waits until the host has heard what is looked for. */
  async heard(what: string, isIt: (message: HeardMessage) => boolean, index = 0): Promise<HeardMessage> {
    let found: HeardMessage | undefined;
    await this.until(what, () => (found = this.host(index).heard.findLast(isIt)) !== undefined);
    return found as HeardMessage;
  }

  async until(what: string, isTrue: () => boolean): Promise<void> {
    const end = performance.now() + WAIT_MS_MAX;
    while (!isTrue()) {
      if (performance.now() > end) throw new BayError('sparkplug/bench', `Waited in vain for ${what}.`);
      await sleep(5);
    }
  }

  transcript(): Transcript {
    return this.recorder.read({
      ...IDENTITY,
      name: this.#options.name,
      primaryHost: this.#options.primaryHost ?? null,
      brokers: this.#parts.length,
      isFirstLife: this.#options.lastBirthDeathSequence === undefined,
    });
  }

  async close(): Promise<void> {
    await this.stopNode();
    for (const { tap, host, broker } of this.#parts) {
      await host.close();
      await tap.close();
      await broker.stop();
    }
    this.bay.close();
    this.#database.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #part(index: number): { broker: RunningBroker; tap: WireTap; host: TestHost } {
    const part = this.#parts[index];
    if (part === undefined) throw new BayError('sparkplug/bench', `There is no broker ${index}.`);
    return part;
  }
}
