/**
 * The broker as the daemon sees it: a child process that is watched and started again, whose facts are stored here and
 * acknowledged there.
 */
import { rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BayError, isRetryable } from '../../../device/errors/bay-error.ts';
import { SupervisedChild } from '../../../device/process/supervised-child.ts';
import type { Counters } from '../../../device/telemetry/counters.ts';
import type { Log } from '../../../device/telemetry/log.ts';
import type { Places } from '../access/rights.ts';
import { brokerDidNotOpen } from '../errors.ts';
import type { BrokerConfig } from '../mqtt.config.ts';
import { countFromNothing, noteRefusal } from '../refusals.ts';
import type { Fact } from './bay-broker.ts';
import type { BrokerOrder, BrokerReport } from './broker-messages.ts';
import type { Endpoints } from './listeners.ts';

export interface BrokerProcessOptions {
  readonly config: BrokerConfig;
  readonly places: Places;
  /** A folder that only this user can enter; the private socket lies there. */
  readonly runDirectory: string;
  /** Resolves when the fact is stored for good; what it rejects is not acknowledged. */
  readonly storeFact: (fact: Fact) => Promise<void>;
  readonly log: Log;
  readonly counters: Counters;
}

const SILENCE_MS_MAX = 3_000;
const START_MS_MAX = 20_000;
const RESTART = { firstDelayMs: 200, delayMsMax: 10_000, healthyAfterMs: 30_000 };
/** Strangers decide what it holds; beyond this it dies and begins anew, and nothing else does. */
const HEAP_MIB_MAX = 192;
const SOCKET_NAME = 'mqtt.sock';

export class BrokerProcess {
  readonly privateSocket: string;
  readonly #options: BrokerProcessOptions;
  readonly #child: SupervisedChild;
  #obstacle: BayError | null = null;
  /** Whether the process that runs now has come so far. */
  #isOpen = false;
  #opened: { resolve: () => void; reject: (error: unknown) => void } | null = null;
  #endpoints: Endpoints = { tcp: null, tls: null, webSocket: null };

  constructor(options: BrokerProcessOptions) {
    this.#options = options;
    countFromNothing(options.counters);
    this.privateSocket = join(options.runDirectory, SOCKET_NAME);
    const program = new URL(`./broker-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
    this.#child = new SupervisedChild({
      name: 'mqtt broker',
      command: process.execPath,
      args: [`--max-old-space-size=${HEAP_MIB_MAX}`, fileURLToPath(program)],
      ipc: true,
      outputAgeMsMax: SILENCE_MS_MAX,
      startMsMax: START_MS_MAX,
      restart: RESTART,
      onStarted: () => this.#order(),
      onMessage: (message) => this.#hear(message as BrokerReport),
      onStopped: ({ lastWords }) => {
        this.#options.counters.gauge('mqtt_clients', 0);
        const why = brokerDidNotOpen(lastWords);
        if (!this.#isOpen) this.#obstacle ??= why;
        this.#fail(why);
      },
      log: options.log,
    });
  }

  /** Of the broker that runs now; a restart takes other ports where the configuration says 0. */
  get endpoints(): Endpoints {
    return this.#endpoints;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get restarts(): number {
    return this.#child.restarts;
  }

  /** Why the broker does not listen though it should; null while it does, and while it is only starting. */
  get obstacle(): BayError | null {
    return this.#obstacle;
  }

  /**
   * Resolves when the broker listens, or when the first try has failed for a reason that may pass: it goes on trying
   * then. Rejects with the coded error of what can never work; nothing runs then.
   */
  async open(): Promise<void> {
    const opened = new Promise<void>((resolve, reject) => {
      this.#opened = { resolve, reject };
    });
    this.#child.start();
    try {
      await opened;
    } catch (error) {
      if (isRetryable(error)) return;
      await this.close();
      throw error;
    }
  }

  /** Idempotent. */
  close(): Promise<void> {
    return this.#child.stop();
  }

  #order(): void {
    const { config, places } = this.#options;
    this.#isOpen = false;
    // What a killed broker left there would keep the next one from listening.
    rmSync(this.privateSocket, { force: true });
    this.#send({ type: 'open', config, places, privateSocket: this.privateSocket });
  }

  #hear(report: BrokerReport): void {
    const { log, counters } = this.#options;
    switch (report.type) {
      case 'open':
        this.#endpoints = report.endpoints;
        this.#obstacle = null;
        this.#isOpen = true;
        log.info({ ...report.endpoints }, 'The broker listens.');
        this.#opened?.resolve();
        this.#opened = null;
        break;
      case 'failed': {
        const { code, message, hint, retryable } = report;
        if (this.#obstacle?.message !== message) log.error({ code }, message);
        this.#obstacle = new BayError(code, message, { retryable, ...(hint === undefined ? {} : { hint }) });
        this.#fail(this.#obstacle);
        // Another try may find the port free or the file mended.
        void this.#child.killNow();
        break;
      }
      case 'alive':
        counters.gauge('mqtt_clients', report.clients);
        counters.gauge('mqtt_connections', report.connections);
        break;
      case 'refused':
        noteRefusal(report.report, log, counters);
        break;
      case 'fact':
        void this.#store(report);
        break;
    }
  }

  /** An answer to a broker that has died meanwhile reaches nobody: the next one counts its facts anew. */
  async #store({ fact, user, party, topic, payload }: Extract<BrokerReport, { type: 'fact' }>): Promise<void> {
    const asker = this.#child.pid;
    let isStored = false;
    try {
      await this.#options.storeFact({ user, party, topic, payload: Buffer.from(payload) });
      isStored = true;
    } catch {
      // The desk has said why where it is our fault; where it is the sender's, the broker counts and logs it.
    }
    this.#options.counters.count(isStored ? 'mqtt_facts_stored' : 'mqtt_facts_not_stored');
    if (this.#child.pid === asker) this.#send({ type: 'stored', fact, isStored });
  }

  #fail(error: unknown): void {
    this.#opened?.reject(error);
    this.#opened = null;
  }

  #send(order: BrokerOrder): void {
    this.#child.send(order);
  }
}
