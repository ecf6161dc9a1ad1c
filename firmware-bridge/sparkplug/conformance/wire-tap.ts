/**
 * Stands on the line between an edge node and its broker: passes every byte on, writes down every packet, and cuts the
 * line on request. What a node asks of a broker, such as a clean session, can be seen nowhere else.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { parser as createParser } from 'mqtt-packet';
import type { Recorder } from './recorder.ts';
import type { Published } from './transcript.ts';

interface PublishPacket {
  readonly topic: string;
  readonly qos: number;
  readonly retain: boolean;
  readonly payload: string | Uint8Array;
}

export class WireTap {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #recorder: Recorder;
  readonly #broker: { readonly index: number; readonly port: number };
  #isCut = false;

  private constructor(broker: { index: number; port: number }, recorder: Recorder) {
    this.#broker = broker;
    this.#recorder = recorder;
    this.#server = createServer((socket) => this.#join(socket));
  }

  static async open(broker: { index: number; port: number }, recorder: Recorder): Promise<WireTap> {
    const tap = new WireTap(broker, recorder);
    tap.#server.listen(0, '127.0.0.1');
    await once(tap.#server, 'listening');
    return tap;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends what is connected and refuses whoever comes, until {@link mend}. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(node: Socket): void {
    if (this.#isCut) {
      node.destroy();
      return;
    }
    const broker = connect({ host: '127.0.0.1', port: this.#broker.port });
    let connection: number | null = null;
    const fromNode = createParser();
    const fromBroker = createParser({ protocolVersion: 4 });
    fromNode.on('packet', (packet) => {
      if (packet.cmd === 'connect') {
        connection = this.#recorder.nextConnection();
        const will =
          packet.will === undefined
            ? null
            : published({ ...packet.will, qos: packet.will.qos ?? 0, retain: packet.will.retain ?? false });
        const { clean = false, protocolVersion: level = 0 } = packet;
        this.#recorder.see({ kind: 'connect', connection, broker: this.#broker.index, clean, level, will });
      } else if (connection !== null && packet.cmd === 'publish') {
        this.#recorder.see({ kind: 'published', connection, ...published(packet) });
      } else if (connection !== null && packet.cmd === 'subscribe') {
        for (const { topic, qos } of packet.subscriptions)
          this.#recorder.see({ kind: 'subscribe', connection, topic, qos });
      } else if (connection !== null && packet.cmd === 'disconnect')
        this.#recorder.see({ kind: 'disconnect', connection });
    });
    fromBroker.on('packet', (packet) => {
      if (connection === null) return;
      if (packet.cmd === 'connack') this.#recorder.see({ kind: 'connack', connection });
      if (packet.cmd === 'publish') this.#recorder.see({ kind: 'received', connection, ...published(packet) });
    });
    let isOver = false;
    const end = (): void => {
      if (!isOver && connection !== null) this.#recorder.see({ kind: 'closed', connection });
      isOver = true;
      for (const socket of [node, broker]) {
        this.#sockets.delete(socket);
        socket.destroy();
      }
    };
    for (const [from, to, parser] of [
      [node, broker, fromNode],
      [broker, node, fromBroker],
    ] as const) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk: Buffer) => {
        parser.parse(chunk);
        to.write(chunk);
      });
      from.on('end', () => to.end());
      from.on('error', () => undefined);
      from.on('close', end);
    }
  }
}

function published({ topic, qos, retain, payload }: PublishPacket): Published {
  return { topic, qos, retain, bytes: typeof payload === 'string' ? Buffer.from(payload) : Uint8Array.from(payload) };
}
