/**
 * What somebody in the network may do to a bay, over and over: each attack is one short deed, and the next begins when
 * it has ended. Errors of the line are what an attacker expects.
 */
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface Target {
  readonly port: number;
  /** Of a player, who is let in and means no good. */
  readonly token: string;
  /** The path of a file that the bay serves. */
  readonly file: string;
}

export interface Attack {
  readonly name: string;
  readonly deed: (target: Target) => Promise<void>;
}

const DEED_MS_MAX = 2_000;
const JSON_BOMB = gzipSync(Buffer.from(JSON.stringify({ name: ' '.repeat(5_000_000) })));
const ZIP_HEAD = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(20_000)]);

export const ATTACKS: readonly Attack[] = [
  { name: 'large bodies', deed: (to) => send(to, posted(to, 'PATCH /api/v1/users/me', 'x'.repeat(200_000))) },
  { name: 'deep JSON', deed: (to) => send(to, posted(to, 'PATCH /api/v1/users/me', '{"a":'.repeat(3_000))) },
  {
    name: 'compressed bodies',
    deed: (to) => send(to, posted(to, 'PATCH /api/v1/users/me', JSON_BOMB, { 'Content-Encoding': 'gzip' })),
  },
  { name: 'large headers', deed: (to) => send(to, asked(to, '/api/v1/swings', { 'X-Large': 'x'.repeat(60_000) })) },
  { name: 'no HTTP at all', deed: (to) => send(to, Buffer.alloc(30_000, 7)) },
  { name: 'floods', deed: (to) => send(to, asked(to, '/api/v1/swings?limit=100').repeat(20)) },
  {
    name: 'forged tokens',
    deed: (to) => send({ ...to, token: 'x'.repeat(1_500) }, asked({ ...to, token: 'x.y.z' }, '/')),
  },
  { name: 'guessed passwords', deed: (to) => send(to, posted(to, 'POST /api/v1/auth/login', GUESS)) },
  {
    name: 'many ranges',
    deed: (to) => send(to, asked(to, to.file, { Range: `bytes=${'0-,'.repeat(2_000)}1-` })),
  },
  { name: 'paths', deed: (to) => send(to, asked(to, `/${'%2e%2e%2f'.repeat(1_000)}etc/passwd`)) },
  { name: 'zip bombs as videos', deed: (to) => send(to, form('/api/v1/swings/upload', to, ZIP_HEAD)) },
  { name: 'files of nonsense shots', deed: (to) => send(to, form('/api/v1/integrations/import', to, NONSENSE)) },
  { name: 'uploads that end early', deed: (to) => abandon(to, form('/api/v1/swings/upload', to, ZIP_HEAD, 9_000_000)) },
  {
    name: 'bodies that never end',
    deed: (to) => abandon(to, posted(to, 'POST /api/v1/auth/login', '{', { 'X-Slow': '1' }, 900)),
  },
];

const GUESS = JSON.stringify({ email: 'nobody@range.example', password: 'guessed once more' });
const NONSENSE = Buffer.from(`[${Array.from({ length: 1_900 }, (_, i) => `{"id":"${i}","struckAt":"no"}`).join(',')}]`);

function asked({ token }: Target, path: string, headers: Record<string, string> = {}): string {
  const all = { Host: 'localhost', Authorization: `Bearer ${token}`, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function posted(
  { token }: Target,
  line: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
  length = Buffer.byteLength(body),
): Buffer {
  const all = {
    ...{ Host: 'localhost', Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...{ 'Content-Length': String(length), ...headers },
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${line} HTTP/1.1\r\n${lines.join('')}\r\n`), Buffer.from(body)]);
}

function form(path: string, to: Target, file: Buffer, length?: number): Buffer {
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="swing.mp4"\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--b--\r\n')]);
  return posted(to, `POST ${path}`, body, { 'Content-Type': 'multipart/form-data; boundary=b' }, length);
}

/** Sends it and waits for the first words of an answer, or for the line to be closed. */
function send({ port }: Target, bytes: string | Buffer): Promise<void> {
  return onLine(port, (socket, finish) => {
    socket.once('data', finish);
    socket.write(bytes);
  });
}

/** Sends it, which is less than it promises, and goes away. */
function abandon({ port }: Target, bytes: Buffer): Promise<void> {
  return onLine(port, (socket, finish) => {
    socket.write(bytes);
    setTimeout(finish, DEED_MS_MAX / 4);
  });
}

function onLine(port: number, use: (socket: Socket, finish: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => finish(), DEED_MS_MAX);
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve();
    };
    socket.on('error', finish);
    socket.on('close', finish);
    socket.once('connect', () => use(socket, finish));
  });
}
