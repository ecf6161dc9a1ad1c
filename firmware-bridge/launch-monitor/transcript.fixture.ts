/**
 * Golden transcripts: what goes over the line between a launch monitor and what it talks to, one text file a framing
 * or trap. They were written from the documented fields; nobody's recording is in them.
 *
 *     # why this file is there
 *     > what the other program sends; \n, \r, \0 and \\ are escaped
 *     < what is sent to it: one JSON object, whose given fields must be there
 *     = what must have come of it: `shot`, `state` or `relay`, with the fields that count
 *     ~ the connection ends and begins anew
 *     ! something to do before going on, such as `relay`
 */
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { MessageSplitter, type Piece } from './message-splitter.ts';

export type TranscriptStep =
  | { readonly type: 'send'; readonly bytes: Buffer }
  | { readonly type: 'receive'; readonly fields: Record<string, unknown> }
  | { readonly type: 'expect'; readonly what: string; readonly fields: Record<string, unknown> }
  | { readonly type: 'do'; readonly what: string }
  | { readonly type: 'reconnect' };

const GOLDEN = join(import.meta.dirname, 'golden');

export function transcriptNames(ofRelay: boolean): string[] {
  return readdirSync(GOLDEN)
    .filter((name) => name.endsWith('.txt') && name.startsWith('relay-') === ofRelay)
    .map((name) => name.slice(0, -'.txt'.length))
    .sort();
}

export function readTranscript(name: string): TranscriptStep[] {
  const lines = readFileSync(join(GOLDEN, `${name}.txt`), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map(stepOf);
}

function stepOf(line: string): TranscriptStep {
  const rest = line.slice(2);
  switch (line[0]) {
    case '>':
      return { type: 'send', bytes: Buffer.from(unescaped(rest)) };
    case '<':
      return { type: 'receive', fields: JSON.parse(rest) as Record<string, unknown> };
    case '=': {
      const [what = '', ...words] = rest.split(' ');
      return { type: 'expect', what, fields: JSON.parse(words.join(' ')) as Record<string, unknown> };
    }
    case '!':
      return { type: 'do', what: rest };
    case '~':
      return { type: 'reconnect' };
    default:
      throw new Error(`A transcript has no lines such as ${line}`);
  }
}

function unescaped(text: string): string {
  const meanings: Readonly<Record<string, string>> = { n: '\n', r: '\r', '0': '\0', '\\': '\\' };
  return text.replaceAll(/\\([nr0\\])/g, (_, letter: string) => meanings[letter] ?? '');
}

/** Waits in turn for the things that arrive; each rejects after a while that a slow machine does not reach. */
export class Arrivals<T> {
  readonly #there: T[] = [];
  readonly #wanted: ((value: T) => void)[] = [];

  push(value: T): void {
    const next = this.#wanted.shift();
    if (next === undefined) this.#there.push(value);
    else next(value);
  }

  get waiting(): readonly T[] {
    return this.#there;
  }

  next(): Promise<T> {
    const there = this.#there.shift();
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Nothing arrived.')), 30_000);
      this.#wanted.push((value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
  }
}

/** The other program's end of a connection. */
export class ProgramLine {
  readonly received = new Arrivals<Piece>();
  readonly closed: Promise<void>;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    const splitter = new MessageSplitter();
    socket.on('data', (chunk) => {
      for (const piece of splitter.push(chunk)) this.received.push(piece);
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', () => resolve());
    });
  }

  static async to(port: number, host = '127.0.0.1'): Promise<ProgramLine> {
    const socket = connect({ host, port, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new ProgramLine(socket);
  }

  /** In pieces of so many bytes, each written by itself. */
  async send(bytes: Uint8Array | string, pieceBytes = Number.POSITIVE_INFINITY): Promise<void> {
    const all = Buffer.from(bytes);
    for (let from = 0; from < all.length; from += pieceBytes) {
      const piece = all.subarray(from, Math.min(all.length, from + pieceBytes));
      await new Promise<void>((resolve) => this.#socket.write(piece, () => resolve()));
    }
  }

  async receive(): Promise<Record<string, unknown>> {
    const piece = await this.received.next();
    if (piece.kind !== 'json') throw new Error(`No message but ${JSON.stringify(piece)} arrived.`);
    return { ...piece.value };
  }

  async end(): Promise<void> {
    this.#socket.destroy();
    await this.closed;
  }
}
