import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import {
  type PostgresServer,
  postgresBinaries,
  startPostgres,
} from '../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { freePort } from './free-port.fixture.ts';
import { COMMAND_MS_MAX, swingbay } from './swingbay-command.fixture.ts';
import { warehouseCommand } from './warehouse.ts';

if (postgresBinaries() === null) {
  process.stdout.write(
    'A warehouse that is away: PostgreSQL is not installed (`./swingbay test --install-servers`).\n',
  );
}

describe.runIf(postgresBinaries() !== null)('swingbay warehouse rebuild', () => {
  const folder = mkdtempSync(join(tmpdir(), 'swingbay-warehouse-cli-'));
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
    mkdirSync(join(folder, 'objects', 'users'), { recursive: true });
  }, COMMAND_MS_MAX);
  afterEach(() => void vi.restoreAllMocks());
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const words = (warehouse: object): string[] => {
    const file = join(folder, 'fleet.yaml');
    const sync = { to: { kind: 'folder', path: join(folder, 'objects') } };
    writeFileSync(file, stringify({ sync, warehouse: { kind: 'postgres', facility: 'north', ...warehouse } }));
    return ['warehouse', 'rebuild', '--from', file, '--cursor', join(folder, 'cursor.json')];
  };

  it(
    'says at once that a database is missing, or that the server takes no TLS: nobody waits for either',
    async () => {
      const url = new URL(server.url);
      url.pathname = '/nobodys';
      const missing = await swingbay(...words({ url: url.href, tls: { mode: 'off' } }));
      expect([missing.code, missing.error]).toEqual([
        ...[1, expect.stringMatching(/^swingbay: warehouse\/no-database: .*at the end of `warehouse.url`/)],
      ]);
      const open = await swingbay(...words({ url: server.url }));
      expect([open.code, open.error]).toEqual([
        ...[1, expect.stringMatching(/^swingbay: warehouse\/no-tls: .*`warehouse.tls.mode`/)],
      ]);
    },
    COMMAND_MS_MAX,
  );

  it(
    'waits for a server that is away for a while, and says so and for what',
    async () => {
      const [, ...asked] = words({ url: server.url, tls: { mode: 'off' } });
      await server.crash();
      const waits = new Promise<string>((resolve) => {
        vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
          resolve(String(text));
          return true;
        });
      });
      const rebuilding = expect(warehouseCommand().parseAsync(asked, { from: 'user' })).rejects.toMatchObject({
        code: 'restore/nothing-there',
      });
      expect(await waits).toMatch(/^The warehouse cannot be reached.*It is waited for, 10 minutes at most\.\n$/);
      await server.restart();
      // It came as far as the object store, which has nothing.
      await rebuilding;
    },
    COMMAND_MS_MAX,
  );

  it(
    'waits no longer than it is told to',
    async () => {
      const asked = words({ url: `postgres://swingbay@127.0.0.1:${await freePort()}/fleet`, tls: { mode: 'off' } });
      const { code, error } = await swingbay(...asked, '--patience', '0.01');
      expect([code, error]).toEqual([1, expect.stringMatching(/^swingbay: warehouse\/unreachable: /m)]);
    },
    COMMAND_MS_MAX,
  );

  it(
    'refuses at the beginning a cursor that it could never write',
    async () => {
      const asked = words({ url: `postgres://swingbay@127.0.0.1:${await freePort()}/fleet`, tls: { mode: 'off' } });
      const { code, error } = await swingbay(...asked, '--cursor', join(folder, 'nowhere', 'cursor.json'));
      expect([code, error]).toEqual([
        ...[1, expect.stringMatching(/^swingbay: restore\/cursor-unwritable: .*nowhere.*--cursor/)],
      ]);
    },
    COMMAND_MS_MAX,
  );
});
