import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  postgresBinaries,
  type PostgresServer,
  startPostgres,
} from '../../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { freePort } from '../../../device/cli/free-port.fixture.ts';
import { TetheredProcess } from '../../../device/process/tethered-process.ts';

const CONFIG = readFileSync(join(import.meta.dirname, 'haproxy.cfg'), 'utf8');
const HAPROXY = ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy'].find((path) => existsSync(path));
const canRun = HAPROXY !== undefined && postgresBinaries() !== null;
if (!canRun) {
  process.stdout.write(
    'The warehouse’s door: HAProxy or PostgreSQL is not installed (`./swingbay test --install-servers`).\n',
  );
}

it('the warehouse’s door leads to every node of CrateDB, by both of its ports', () => {
  const { services } = parse(readFileSync(join(import.meta.dirname, '../compose.yml'), 'utf8'), { merge: true }) as {
    services: Record<string, unknown>;
  };
  const nodes = Object.keys(services).filter((name) => name.startsWith('cratedb-'));
  const led = [...CONFIG.matchAll(/^ {2}server (\S+) (\S+):(\d+)$/gm)].map(([, name, host, port]) => [
    name,
    host,
    port,
  ]);
  expect(led).toEqual(['5432', '4200'].flatMap((port) => nodes.map((node) => [node, node, port])));
});

/** CrateDB’s first words to whoever says a name: a password, in clear. */
const ASKS_FOR_PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);
const CHECKS_SEEN = 6;

describe.runIf(canRun)('the warehouse’s door', () => {
  let folder: string;
  let nodes: PostgresServer[] = [];
  let door: TetheredProcess;
  let openPort: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'swingbay-door-'));
  });
  afterEach(async () => {
    door.child.kill('SIGTERM');
    await door.exited;
    for (const node of nodes.splice(0)) await node.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openTo(ports: readonly string[]): Promise<void> {
    openPort = await freePort();
    const config = CONFIG.replaceAll(
      /cratedb-(\d):(\d+)/g,
      (_, node: string) => `127.0.0.1:${ports[Number(node) - 1] ?? '1'}`,
    )
      .replace('bind :5432', `bind 127.0.0.1:${openPort}`)
      .replace('bind :4200', `bind 127.0.0.1:${await freePort()}`)
      .replace('inter 5s', 'inter 200ms');
    writeFileSync(join(folder, 'haproxy.cfg'), config);
    door = new TetheredProcess({ command: HAPROXY ?? '', args: ['-f', join(folder, 'haproxy.cfg')] });
  }

  /** The port of the node that answers; null where none does just now. */
  const answering = async (): Promise<string | null> => {
    const client = new pg.Client({ connectionString: `postgres://swingbay@127.0.0.1:${openPort}/postgres` });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ port: string }>("SELECT current_setting('port') AS port");
      return rows[0]?.port ?? null;
    } catch {
      return null;
    } finally {
      await client.end().catch(() => undefined);
    }
  };

  it('lets in to whichever node is there, while others go and come back', async () => {
    nodes = [await startPostgres(), await startPostgres()];
    const [first = '', second = ''] = nodes.map((node) => new URL(node.url).port);
    await openTo([first, second]);
    const seen = new Set<string | null>();
    await expect.poll(async () => seen.add(await answering()).has(first) && seen.has(second)).toBe(true);
    await nodes[0]?.crash();
    await expect.poll(answering).toBe(second);
    await nodes[0]?.restart();
    await nodes[1]?.crash();
    await expect.poll(answering).toBe(first);
  });

  it('takes a node that asks for a password for one that is there', async () => {
    let asked = 0;
    const node = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => (asked++, socket.write(ASKS_FOR_PASSWORD)));
    }).listen(0, '127.0.0.1');
    await once(node, 'listening');
    await openTo([String((node.address() as AddressInfo).port)]);
    await expect.poll(() => asked).toBeGreaterThan(CHECKS_SEEN);
    const bay = connect(openPort, '127.0.0.1', () => bay.write('a name'));
    const [words] = (await once(bay, 'data')) as [Buffer];
    expect(words).toEqual(ASKS_FOR_PASSWORD);
    bay.destroy();
    node.close();
  });
});
