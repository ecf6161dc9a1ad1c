import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import {
  type PostgresServer,
  postgresBinaries,
  startPostgres,
} from '../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { COMMAND_MS_MAX, swingbay } from './swingbay-command.fixture.ts';

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
});
