/**
 * A real PostgreSQL for tests and benches: its own cluster in a temporary folder, on loopback, as a user who is not
 * root, gone with everything when stopped.
 */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../device/cli/free-port.fixture.ts';

const run = promisify(execFile);
const VERSIONS = '/usr/lib/postgresql';
const READY_MS_MAX = 30_000;

export interface PostgresServer {
  readonly url: string;
  /** Of its user, where it asks for one. */
  readonly password: string;
  /** Ends it at once: it writes nothing more, and its next start recovers from its log. */
  crash(): Promise<void>;
  /** On the same port, with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The folder of `initdb` and its companions; Debian keeps them off the path. Null where there is no PostgreSQL. */
export function postgresBinaries(): string | null {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
  return (
    versions.map((version) => join(VERSIONS, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null
  );
}

export async function startPostgres(
  settings: readonly string[] = [],
  asks: 'trust' | 'scram-sha-256' = 'trust',
): Promise<PostgresServer> {
  const bin = postgresBinaries();
  if (bin === null) throw new Error('PostgreSQL is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'swingbay-postgres-'));
  const owner = unprivileged();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const identity = owner === null ? {} : owner;
  const data = join(folder, 'data');
  const password = 'a password of tests';
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const made = ['-D', data, '-U', 'swingbay', '-A', asks, '--pwfile', passwordFile];
  await run(join(bin, 'initdb'), [...made, '-E', 'UTF8', '--locale', 'C', '-N'], { ...identity, cwd: folder });
  const port = await freePort();
  const start = async (): Promise<ReturnType<typeof spawn>> => {
    const options = [`listen_addresses=127.0.0.1`, `port=${port}`, `unix_socket_directories=${folder}`, ...settings];
    // The kernel ends it with whoever started it: a run that is killed leaves no server behind.
    const server = [join(bin, 'postgres'), '-D', data, ...options.flatMap((option) => ['-c', option])];
    const child = spawn('setpriv', ['--pdeathsig', 'SIGQUIT', '--', ...server], {
      ...identity,
      cwd: folder,
      stdio: 'ignore',
    });
    await untilReady(bin, port, child);
    return child;
  };
  let server = await start();
  return {
    url: `postgres://swingbay@127.0.0.1:${port}/postgres`,
    password,
    crash: () => ended(server, 'SIGQUIT'),
    restart: async () => {
      server = await start();
    },
    stop: async () => {
      await ended(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server, and a line to it for whoever looks at what lies there. */
export interface AskedPostgres {
  readonly server: PostgresServer;
  readonly client: pg.Client;
  stop(): Promise<void>;
}

export async function startAskedPostgres(): Promise<AskedPostgres> {
  const server = await startPostgres();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const stop = async (): Promise<void> => {
    await client.end();
    await server.stop();
  };
  return { server, client, stop };
}

/** PostgreSQL refuses to run as root; anybody else is asked nothing. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (option: string): number => Number(spawnSync('id', [option, 'postgres']).stdout.toString().trim());
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function untilReady(bin: string, port: number, child: ReturnType<typeof spawn>): Promise<void> {
  const deadline = performance.now() + READY_MS_MAX;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode}`);
    if (spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0) return;
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error(`PostgreSQL was not ready within ${READY_MS_MAX} ms`);
}

async function ended(child: ReturnType<typeof spawn>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.kill(signal);
  await gone;
}
