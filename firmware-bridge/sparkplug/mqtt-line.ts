/**
 * One MQTT 3.1.1 connection, from its CONNECT to its end; the next one is another object, because its will is another.
 *
 * INVARIANTS
 * - Nothing is queued: what cannot be sent at once ends the line.
 * - More than {@link UNSENT_BYTES_MAX} on their way to a broker that does not read end the line, and so does a packet of
 *   more than {@link INCOMING_BYTES_MAX}.
 * - `closed` settles once, with the reason, however the line ends.
 */
import type { Socket } from 'node:net';
import { MqttClient } from 'mqtt';
import type { BrokerCredentials } from './broker-socket.ts';
import { brokerRefused, lineLost } from './errors.ts';

const UNSENT_BYTES_MAX = 1024 * 1024;
const INCOMING_BYTES_MAX = 1024 * 1024;
/** For CONNACK, for SUBACK and for the acknowledgement of the last word. */
const ANSWER_MS_MAX = 5_000;
const FAREWELL_MS_MAX = 1_000;

export interface LineOrder {
  readonly broker: string;
  readonly clientId: string;
  readonly credentials: BrokerCredentials;
  readonly keepaliveSeconds: number;
  readonly will: { readonly topic: string; readonly payload: Uint8Array };
  /** `isRetained`: kept by the broker from before, not said now. */
  readonly onMessage: (topic: string, payload: Uint8Array, isRetained: boolean) => void;
}

export class MqttLine {
  readonly closed: Promise<string>;
  readonly #client: MqttClient;
  readonly #socket: Socket;
  readonly #broker: string;
  #end: (reason: string) => void = () => undefined;
  #isOver = false;
  #pingsSent = 0;
  #pingsAnswered = 0;
  #waiting: { readonly ping: number; readonly settle: () => void }[] = [];

  private constructor(socket: Socket, order: LineOrder) {
    this.#socket = socket;
    this.#broker = order.broker;
    this.closed = new Promise((resolve) => {
      this.#end = resolve;
    });
    const { username, password } = order.credentials;
    this.#client = new MqttClient(() => socket, {
      protocolVersion: 4,
      clean: true,
      reconnectPeriod: 0,
      queueQoSZero: false,
      resubscribe: false,
      reschedulePings: false,
      clientId: order.clientId,
      keepalive: order.keepaliveSeconds,
      connectTimeout: ANSWER_MS_MAX,
      ...(username === null ? {} : { username }),
      ...(password === null ? {} : { password }),
      will: { topic: order.will.topic, payload: Buffer.from(order.will.payload), qos: 1, retain: false },
    });
    this.#client.on('error', (error) => this.drop(error.message));
    this.#client.on('close', () => this.drop('it was closed'));
    this.#client.on('message', (topic, payload, packet) => order.onMessage(topic, payload, packet.retain));
    this.#client.on('packetsend', ({ cmd }) => {
      if (cmd === 'pingreq') this.#pingsSent++;
    });
    this.#boundIncoming();
  }

  /** Rejects with `sparkplug/broker-refused` where the broker does not take the CONNECT. */
  static async open(socket: Socket, order: LineOrder): Promise<MqttLine> {
    const line = new MqttLine(socket, order);
    const accepted = new Promise<null>((resolve) => line.#client.once('connect', () => resolve(null)));
    const refusal = await Promise.race([accepted, line.closed]);
    if (refusal !== null) throw brokerRefused(order.broker, refusal);
    return line;
  }

  /** With QoS 1. Rejects where the broker does not grant all of it. */
  async subscribe(topics: readonly string[]): Promise<void> {
    const granted = this.#client.subscribeAsync([...topics], { qos: 1 }).then(
      (grants) => (grants.some(({ qos }) => qos > 2) ? `it may not read ${topics.join(', ')}` : null),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const refusal = await Promise.race([granted, this.closed, late('no answer to a subscription')]);
    if (refusal !== null) throw brokerRefused(this.#broker, refusal);
  }

  /** In the order of the calls. */
  publish(topic: string, payload: Uint8Array, qos: 0 | 1): void {
    this.#client.publish(topic, Buffer.from(payload), { qos, retain: false }, (error) => {
      if (error != null) this.drop(error.message);
    });
    if (this.#socket.writableLength > UNSENT_BYTES_MAX) this.drop('the broker does not read');
  }

  /**
   * Resolves when the broker has read all that was published before: it answers a ping after what came before it.
   * Rejects with `sparkplug/line-lost` where the line ends first. QoS 0 has no acknowledgement of its own.
   */
  async confirm(): Promise<void> {
    const answered = new Promise<null>((resolve) => {
      this.#client.sendPing();
      this.#waiting.push({ ping: this.#pingsSent, settle: () => resolve(null) });
    });
    const reason = await Promise.race([answered, this.closed]);
    if (reason !== null) throw lineLost(this.#broker, reason);
  }

  /** Says good-bye after what was published; bounded, since a broker may not answer. */
  async leave(): Promise<void> {
    await Promise.race([this.#client.endAsync(false), late('no answer to the farewell', FAREWELL_MS_MAX)]);
    this.drop('the bay has left');
  }

  /** Ends it at once, so that the broker sends the will. Idempotent. */
  drop(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#end(reason);
    this.#waiting = [];
    this.#client.end(true);
    this.#socket.destroy();
  }

  /** The library keeps what came until a packet is whole, whatever length it announced. */
  #boundIncoming(): void {
    let sinceLastPacket = 0;
    this.#socket.on('data', (chunk: Buffer) => {
      sinceLastPacket += chunk.length;
      if (sinceLastPacket > INCOMING_BYTES_MAX) this.drop('the broker sent a packet that is too long');
    });
    this.#client.on('packetreceive', ({ cmd }) => {
      sinceLastPacket = 0;
      if (cmd !== 'pingresp') return;
      this.#pingsAnswered++;
      const answered = this.#waiting.filter(({ ping }) => ping <= this.#pingsAnswered);
      this.#waiting = this.#waiting.filter(({ ping }) => ping > this.#pingsAnswered);
      for (const { settle } of answered) settle();
    });
  }
}

function late(what: string, afterMs = ANSWER_MS_MAX): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve(`${what} within ${afterMs} ms`), afterMs).unref());
}
