/**
 * One connection to the fleet’s broker, MQTT 3.1.1, from its CONNECT to its end.
 *
 * INVARIANTS
 * - The broker keeps the session: commands that are sent while the bay is away come when it is back.
 * - What came is with `onMessage` before it is acknowledged; where `onMessage` throws, the line ends and it comes again.
 * - `publish` settles when the broker has it. What was not acknowledged is the caller’s to send again.
 * - A packet of more than {@link INCOMING_BYTES_MAX} ends the line; `closed` settles once, with the reason.
 */
import { readFileSync } from 'node:fs';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { explain } from '../../../device/errors/bay-error.ts';
import { brokerRefused, lineLost, secretUnreadable } from '../errors.ts';
import type { FleetBrokerConfig } from '../fleet.config.ts';

const INCOMING_BYTES_MAX = 512 * 1024;
const CONNECT_MS_MAX = 15_000;
const ANSWER_MS_MAX = 15_000;
const FAREWELL_MS_MAX = 1_000;

/** What the library makes of a CONNACK that refuses. */
export const REFUSAL = /not authorized|bad user name|identifier rejected/i;

export interface FleetLineOrder {
  readonly config: FleetBrokerConfig;
  readonly secrets: IClientOptions;
  readonly clientId: string;
  readonly will: { readonly topic: string; readonly payload: string };
  /** `isRetained`: kept by the broker from before; `isRepeated`: it may have come before. */
  readonly onMessage: (topic: string, payload: Uint8Array, flags: { isRetained: boolean; isRepeated: boolean }) => void;
}

/** Reads password and certificates. Throws `fleet/secret-unreadable`; `unreadable` says it in the reader's words. */
export function readSecrets(config: FleetBrokerConfig, unreadable = secretUnreadable): IClientOptions {
  const { username, passwordFile, caFile, certificateFile, keyFile } = config;
  const read = (file: string): Buffer => {
    try {
      return readFileSync(file);
    } catch (error) {
      throw unreadable(file, error);
    }
  };
  return {
    ...(username === null ? {} : { username }),
    ...(passwordFile === null ? {} : { password: read(passwordFile).toString('utf8').split('\n', 1)[0]?.trim() ?? '' }),
    ...(caFile === null ? {} : { ca: read(caFile) }),
    ...(certificateFile === null ? {} : { cert: read(certificateFile) }),
    ...(keyFile === null ? {} : { key: read(keyFile) }),
  };
}

export class FleetLine {
  readonly closed: Promise<string>;
  readonly #client: MqttClient;
  readonly #broker: string;
  /** Of everything that waits for the broker's answer: a line lives for months, and what it once waited for does not. */
  readonly #waiting = new Set<(reason: string) => void>();
  #end: (reason: string) => void = () => undefined;
  #isOver = false;

  private constructor({ config, secrets, clientId, will, onMessage }: FleetLineOrder) {
    this.#broker = config.url;
    this.closed = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#client = connect(config.url, {
      ...secrets,
      ...{ rejectUnauthorized: true, protocolVersion: 4, clean: false, reconnectPeriod: 0, resubscribe: false },
      ...{ queueQoSZero: false, reschedulePings: false, connectTimeout: CONNECT_MS_MAX, clientId },
      keepalive: config.keepaliveSeconds,
      will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true },
    });
    this.#client.on('error', (error) => this.drop(error.message));
    this.#client.on('close', () => this.drop('it was closed'));
    this.#client.on('message', (topic, payload, { retain, dup }) => {
      try {
        onMessage(topic, payload, { isRetained: retain, isRepeated: dup });
      } catch (error) {
        this.drop(`what came could not be kept: ${explain(error)}`);
      }
    });
    this.#boundIncoming();
  }

  /** Rejects with a coded error where no broker answers or it refuses. */
  static async open(order: FleetLineOrder, subscriptions: readonly string[]): Promise<FleetLine> {
    const line = new FleetLine(order);
    const accepted = new Promise<null>((resolve) => line.#client.once('connect', () => resolve(null)));
    const failure = await Promise.race([accepted, line.closed]);
    if (failure !== null) {
      const isRefusal = REFUSAL.test(failure);
      throw isRefusal ? brokerRefused(order.config.url, failure) : lineLost(order.config.url, failure);
    }
    await line.#subscribe(subscriptions);
    return line;
  }

  get isOpen(): boolean {
    return !this.#isOver;
  }

  /** At QoS 1. Rejects with `fleet/line-lost` where the line ends before the broker has it. */
  async publish(topic: string, payload: string, isRetained: boolean): Promise<void> {
    if (this.#isOver) throw lineLost(this.#broker, 'it is closed');
    const taken = this.#client.publishAsync(topic, payload, { qos: 1, retain: isRetained }).then(
      () => null,
      (error: unknown) => explain(error),
    );
    const failure = await this.#answerTo(taken, 'the broker acknowledges nothing');
    if (failure === null) return;
    this.drop(failure);
    throw lineLost(this.#broker, failure);
  }

  /** Says goodbye, so that the broker sends no will; bounded, since a broker may not answer. */
  async leave(): Promise<void> {
    if (!this.#isOver) await Promise.race([this.#client.endAsync(false), late('no answer', FAREWELL_MS_MAX)]);
    this.drop('the bay has left');
  }

  /** Ends it at once, so that the broker sends the will. Idempotent. */
  drop(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#end(reason);
    for (const giveUp of this.#waiting) giveUp(reason);
    this.#client.end(true);
    this.#client.stream?.destroy();
  }

  /** What `answer` says, or why there is none: the line ended, or it took too long. Leaves nothing behind. */
  async #answerTo(answer: Promise<string | null>, tooLate: string): Promise<string | null> {
    if (this.#isOver) return 'it is closed';
    let giveUp: (reason: string) => void = () => undefined;
    const gaveUp = new Promise<string>((resolve) => {
      giveUp = resolve;
    });
    this.#waiting.add(giveUp);
    const timer = setTimeout(() => giveUp(`${tooLate} within ${ANSWER_MS_MAX} ms`), ANSWER_MS_MAX).unref();
    try {
      return await Promise.race([answer, gaveUp]);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(giveUp);
    }
  }

  async #subscribe(topics: readonly string[]): Promise<void> {
    const granted = this.#client.subscribeAsync([...topics], { qos: 1 }).then(
      (grants) => (grants.some(({ qos }) => qos > 2) ? 'it may not hear its commands' : null),
      (error: unknown) => explain(error),
    );
    const failure = await this.#answerTo(granted, 'no answer to a subscription');
    if (failure === null) return;
    this.drop(failure);
    throw brokerRefused(this.#broker, failure);
  }

  /** The library keeps what came until a packet is whole, whatever length it announced. */
  #boundIncoming(): void {
    let sinceLastPacket = 0;
    this.#client.stream.on('data', (chunk: Buffer) => {
      sinceLastPacket += chunk.length;
      if (sinceLastPacket > INCOMING_BYTES_MAX) this.drop('the broker sent a packet that is too long');
    });
    this.#client.on('packetreceive', () => {
      sinceLastPacket = 0;
    });
  }
}

function late(what: string, afterMs: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve(`${what} within ${afterMs} ms`), afterMs).unref());
}
