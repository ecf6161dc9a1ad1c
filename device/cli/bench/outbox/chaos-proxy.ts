/** A line as bad as they come: it cuts, delays, repeats, swallows and falls silent at random bytes, seeded. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

export interface ChaosProxy {
  readonly port: number;
  /** How often each thing was done. */
  readonly done: Readonly<Record<Harm, number>>;
  close(): Promise<void>;
}

const HARMS = ['cut', 'delay', 'repeat', 'truncate', 'silence'] as const;
type Harm = (typeof HARMS)[number];

/** Of the directions of connections, so many are harmed. */
const HARMED_SHARE = 0.8;
const DELAY_MS = 200;
const DELAY_EVERY_BYTES = 500_000;

/**
 * @param random from 0 to 1
 * @param withinBytes a direction that is harmed is so within these, mostly early
 */
export async function startChaosProxy(toPort: number, random: () => number, withinBytes: number): Promise<ChaosProxy> {
  const done = { cut: 0, delay: 0, repeat: 0, truncate: 0, silence: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      const isHarmed = random() < HARMED_SHARE;
      const harm = HARMS[Math.floor(random() * HARMS.length)] ?? 'cut';
      const atByte = Math.floor(random() ** 3 * withinBytes);
      if (!isHarmed) from.pipe(to);
      else from.pipe(harming(harm, atByte, to, () => done[harm]++)).pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    done,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function harming(harm: Harm, atByte: number, to: Socket, count: () => void): Transform {
  let passed = 0;
  let isOver = false;
  let nextByte = atByte;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      const before = passed;
      passed += chunk.length;
      if (isOver) {
        // What is silent or was cut short says nothing any more.
        next(null, harm === 'repeat' ? chunk : undefined);
        return;
      }
      if (passed <= nextByte) {
        next(null, chunk);
        return;
      }
      count();
      // A slow direction stays slow; every other harm is done once.
      if (harm === 'delay') nextByte += DELAY_EVERY_BYTES;
      else isOver = true;
      const head = chunk.subarray(0, nextByte - before);
      if (harm === 'delay') setTimeout(() => next(null, chunk), DELAY_MS);
      else if (harm === 'repeat') next(null, Buffer.concat([chunk, chunk.subarray(0, Math.min(chunk.length, 100))]));
      else {
        next(null, head);
        if (harm === 'cut') to.destroy();
        else if (harm === 'truncate') to.end();
      }
    },
  });
}
