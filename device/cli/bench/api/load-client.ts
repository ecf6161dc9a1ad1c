/**
 * Callers that ask again as soon as they are answered, over lines that stay open. It parses no more of HTTP than where
 * an answer ends, so that the machine's time goes to the server.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface LoadOptions {
  readonly origin: string;
  readonly callers: number;
  readonly forMs: number;
  /** The headers and path of the call of this number. */
  readonly requestOf: (call: number) => { readonly path: string; readonly headers?: Readonly<Record<string, string>> };
}

export interface LoadTally {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<number, number>>;
}

const HEAD_END = Buffer.from('\r\n\r\n');

export async function load({ origin, callers, forMs, requestOf }: LoadOptions): Promise<LoadTally> {
  const { port } = new URL(origin);
  const timesMs: number[] = [];
  const statuses: Record<number, number> = {};
  let calls = 0;
  let isOver = false;
  const beganMs = performance.now();
  const caller = async (): Promise<void> => {
    const line = new KeptLine(await openSocket(Number(port)));
    try {
      while (!isOver) {
        const { path, headers = {} } = requestOf(calls++);
        const lines = Object.entries({ Host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
        const askedMs = performance.now();
        const status = await line.ask(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
        timesMs.push(performance.now() - askedMs);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    } finally {
      line.close();
    }
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  await Promise.race([sleep(forMs), all]);
  isOver = true;
  await all;
  const seconds = (performance.now() - beganMs) / 1_000;
  const inOrder = Float64Array.from(timesMs).sort();
  const at = (part: number): number => inOrder[Math.min(inOrder.length - 1, Math.floor(part * inOrder.length))] ?? 0;
  return { requestsPerSecond: timesMs.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), statuses };
}

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
  });
}

/** One line, one question at a time. */
class KeptLine {
  readonly #socket: Socket;
  #settle: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;
  #head: Buffer = Buffer.alloc(0);
  #status = 0;
  /** Bytes of the body that are still to come; null while the head is. */
  #left: number | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.removeAllListeners('error');
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#settle?.reject(error));
    socket.on('close', () => this.#settle?.reject(new Error('The server closed the line.')));
  }

  ask(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = null;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    let body = chunk.length;
    if (this.#left === null) {
      this.#head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
      const end = this.#head.indexOf(HEAD_END);
      if (end < 0) return;
      const head = this.#head.toString('latin1', 0, end);
      this.#status = Number(head.slice(9, 12));
      this.#left = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      body = this.#head.length - end - HEAD_END.length;
      this.#head = Buffer.alloc(0);
    }
    this.#left -= body;
    if (this.#left > 0) return;
    this.#left = null;
    const settle = this.#settle;
    this.#settle = null;
    settle?.resolve(this.#status);
  }
}
