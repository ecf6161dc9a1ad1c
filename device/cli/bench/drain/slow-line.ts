/** A line of so many bits a second in each direction, whatever goes over it; it may stand still, and be widened. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Duplex } from 'node:stream';
import { passage } from '../../../../cloud-sync/outbox/sync-rate.ts';

/** As a packet. */
const PIECE_BYTES = 1_460;
const LOOK_EVERY_MS = 5;

type Pass = 'still' | 'slow' | 'wide';

export class SlowLine {
  readonly #bytesPerMs: number;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer();
  #pass: Pass = 'still';
  #bytes = 0;

  private constructor(bitsPerSecond: number) {
    this.#bytesPerMs = bitsPerSecond / 8 / 1_000;
  }

  static async open(toPort: number, bitsPerSecond: number): Promise<SlowLine> {
    const line = new SlowLine(bitsPerSecond);
    const [up, down] = [line.#direction(), line.#direction()];
    line.#server.on('connection', (near) => {
      const far = connect(toPort, '127.0.0.1');
      near.pipe(up()).pipe(far);
      far.pipe(down()).pipe(near);
      for (const socket of [near, far]) {
        line.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.once('close', () => {
          line.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
    });
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Bytes that went over it, there and back: documents are read back whole. */
  get bytes(): number {
    return this.#bytes;
  }

  let(pass: Pass): void {
    this.#pass = pass;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** All connections share what a direction carries. */
  #direction(): () => Duplex {
    let freeAtMs = 0;
    const wait = async (bytes: number): Promise<void> => {
      while (this.#pass === 'still') await sleep(LOOK_EVERY_MS);
      if (this.#pass === 'wide') return;
      const passed = passage(freeAtMs, performance.now(), bytes, this.#bytesPerMs);
      freeAtMs = passed.freeAtMs;
      const waitMs = passed.goesAtMs - performance.now();
      if (waitMs > 1) await sleep(waitMs);
    };
    const count = (bytes: number): void => {
      this.#bytes += bytes;
    };
    return () => {
      async function* pieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const chunk of source) {
          for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
            const piece = chunk.subarray(at, at + PIECE_BYTES);
            await wait(piece.length);
            count(piece.length);
            yield piece;
          }
        }
      }
      return Duplex.from(pieces);
    };
  }
}
