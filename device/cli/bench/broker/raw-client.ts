/**
 * An MQTT client that does exactly what it is told, right or wrong, and keeps what it heard: no client library sends a
 * packet that the specification forbids.
 */
import { connect as connectTcp, type NetConnectOpts, type Socket } from 'node:net';
import mqttPacket, { type IConnectPacket, type Packet } from 'mqtt-packet';

export interface Heard {
  readonly topic: string;
  readonly payload: string;
  readonly isRetained: boolean;
  readonly qos: number;
}

const PATIENCE_MS = 5_000;

export class RawClient {
  readonly heard: Heard[] = [];
  readonly #socket: Socket;
  readonly #waiting = new Set<{ want: (packet: Packet) => boolean; resolve: (packet: Packet | null) => void }>();
  #isClosed = false;
  #messageId = 0;
  #onHeard: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    const parser = mqttPacket.parser({ protocolVersion: 4 });
    parser.on('packet', (packet) => this.#take(packet));
    parser.on('error', () => socket.destroy());
    socket.on('data', (chunk) => parser.parse(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isClosed = true;
      for (const { resolve } of this.#waiting) resolve(null);
      this.#waiting.clear();
    });
  }

  static async open(at: NetConnectOpts): Promise<RawClient> {
    const socket = connectTcp(at);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new RawClient(socket);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  sendBytes(bytes: Buffer): void {
    if (!this.#isClosed) this.#socket.write(bytes);
  }

  send(packet: Packet): void {
    this.sendBytes(mqttPacket.generate(packet));
  }

  /** The CONNACK's code; null where the connection was closed without one. */
  async connect(packet: Partial<IConnectPacket> & { clientId: string }): Promise<number | null> {
    const plain = { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0 } as const;
    return this.connectWith(mqttPacket.generate({ ...plain, ...packet }));
  }

  /** The same for bytes that no encoder would make. */
  async connectWith(bytes: Buffer): Promise<number | null> {
    const answered = this.#next(({ cmd }) => cmd === 'connack');
    this.sendBytes(bytes);
    const answer = await answered;
    return answer?.cmd === 'connack' ? (answer.returnCode ?? null) : null;
  }

  /** Whether it was acknowledged; a refused message closes the connection. */
  async publish(topic: string, payload: string, { retain = false }: { retain?: boolean } = {}): Promise<boolean> {
    const messageId = this.#nextId();
    const answered = this.#next((packet) => packet.cmd === 'puback' && packet.messageId === messageId);
    this.send({ cmd: 'publish', topic, payload, qos: 1, messageId, retain, dup: false });
    return (await answered) !== null;
  }

  /** What was granted for each filter, 0x80 for a refusal; null where the connection was closed. */
  async subscribe(...filters: string[]): Promise<readonly number[] | null> {
    const messageId = this.#nextId();
    const answered = this.#next((packet) => packet.cmd === 'suback' && packet.messageId === messageId);
    this.send({ cmd: 'subscribe', messageId, subscriptions: filters.map((topic) => ({ topic, qos: 1 })) });
    const answer = await answered;
    return answer?.cmd === 'suback' ? (answer.granted as number[]) : null;
  }

  /** Whether such a message is heard, now or within five seconds. */
  async hears(want: (message: Heard) => boolean): Promise<boolean> {
    const deadlineMs = performance.now() + PATIENCE_MS;
    while (!this.heard.some(want)) {
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0 || this.#isClosed) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(leftMs, 200));
        this.#onHeard.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return true;
  }

  /** Whether the other side closes within five seconds. */
  async isTurnedAway(): Promise<boolean> {
    if (!this.#isClosed) await this.#next(() => false);
    return this.#isClosed;
  }

  /** As a broken line does: without DISCONNECT, so that the will is told. */
  destroy(): void {
    this.#socket.destroy();
  }

  async disconnect(): Promise<void> {
    if (this.#isClosed) return;
    this.send({ cmd: 'disconnect' });
    if (!(await this.isTurnedAway())) this.#socket.destroy();
  }

  #take(packet: Packet): void {
    if (packet.cmd === 'publish') {
      const { topic, payload, retain, qos, messageId } = packet;
      this.heard.push({ topic, payload: payload.toString(), isRetained: retain, qos });
      if (qos === 1 && messageId !== undefined) this.send({ cmd: 'puback', messageId });
      for (const wake of this.#onHeard.splice(0)) wake();
    }
    for (const waiting of this.#waiting) if (waiting.want(packet)) waiting.resolve(packet);
  }

  #next(want: (packet: Packet) => boolean): Promise<Packet | null> {
    if (this.#isClosed) return Promise.resolve(null);
    return new Promise((resolve) => {
      const waiting = {
        want,
        resolve: (packet: Packet | null) => {
          clearTimeout(timer);
          this.#waiting.delete(waiting);
          resolve(packet);
        },
      };
      const timer = setTimeout(() => waiting.resolve(null), PATIENCE_MS);
      this.#waiting.add(waiting);
    });
  }

  #nextId(): number {
    this.#messageId = (this.#messageId % 65_535) + 1;
    return this.#messageId;
  }
}
