/** A line between a bay and its broker that can be cut, also in the middle of what is being sent. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class CutLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #brokerPort: number;
  #isCut = false;
  #bytesLeft = Number.POSITIVE_INFINITY;
  cuts = 0;

  private constructor(brokerPort: number) {
    this.#brokerPort = brokerPort;
    this.#server = createServer((socket) => this.#join(socket));
  }

  static async open(brokerPort: number): Promise<CutLine> {
    const line = new CutLine(brokerPort);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends what is connected and refuses whoever comes, until {@link mend}. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Cuts once when the bay has sent so many bytes more. */
  cutAfter(bytes: number): void {
    this.#bytesLeft = bytes;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(bay: Socket): void {
    if (this.#isCut) {
      bay.destroy();
      return;
    }
    const broker = connect({ host: '127.0.0.1', port: this.#brokerPort });
    for (const [socket, other] of [
      [bay, broker],
      [broker, bay],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    broker.pipe(bay);
    bay.on('data', (chunk: Buffer) => {
      this.#bytesLeft -= chunk.length;
      if (this.#bytesLeft >= 0) {
        broker.write(chunk);
        return;
      }
      broker.write(chunk.subarray(0, chunk.length + this.#bytesLeft));
      this.#bytesLeft = Number.POSITIVE_INFINITY;
      this.cuts++;
      bay.destroy();
    });
  }
}
