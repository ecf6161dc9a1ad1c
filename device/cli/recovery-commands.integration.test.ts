import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import pg from 'pg';
import { stringify } from 'yaml';
import { FolderObjectStore } from '../../cloud-sync/object-store/folder-object-store.ts';
import { ownerPrefix } from '../../cloud-sync/object-store/object-key.ts';
import { contentOf, keyOf } from '../../cloud-sync/object-store/object-store.suite.ts';
import {
  type PostgresServer,
  postgresBinaries,
  startPostgres,
} from '../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { makeIdentity } from '../../provisioning/identity/appliance-identity.ts';
import { identityCommand } from './identity.ts';
import { restoreCommand } from './restore.ts';
import { warehouseCommand } from './warehouse.ts';

let directory: string;
let identity: string;
/** What the command said on standard output. */
let said: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'swingbay-recovery-'));
  identity = join(directory, 'bay-1.txt');
  makeIdentity(identity, 'bay-1');
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(directory, { recursive: true, force: true });
});

function written(sections: object): string {
  const file = join(directory, 'from.yaml');
  writeFileSync(file, stringify(sections));
  return file;
}

const drive = (): string => join(directory, 'drive');
const sync = () => ({ to: { kind: 'folder', path: drive() } });
const warehouse = (url = 'postgres://nobody@127.0.0.1:9/fleet') => {
  return { kind: 'postgres', url, tls: { mode: 'off' }, facility: 'north' };
};
const store = () => ({ dataDirectory: join(directory, 'data'), floorMiB: 0, reserveMiB: 0 });

const restore = (...words: string[]) => restoreCommand().exitOverride().parseAsync(words, { from: 'user' });
const rebuild = (...words: string[]) =>
  warehouseCommand().parseAsync(['rebuild', '--cursor', join(directory, 'cursor.json'), ...words], { from: 'user' });

/** A folder that was used, and from which everything was erased since. */
async function emptied(): Promise<void> {
  const objects = new FolderObjectStore({ path: drive(), mustBeMounted: false });
  const content = contentOf(Buffer.from('a film'));
  await objects.put(keyOf('ada', 'one', content), content);
  await objects.removeAll(ownerPrefix('ada'));
  await objects.close();
}

describe('an object store whose folder is not there', () => {
  it('is said to be missing, and neither it nor a data directory is made', async () => {
    const missing = { code: 'object-store/folder-missing', message: expect.stringContaining(drive()) as string };
    const fleet = written({ sync: sync(), warehouse: warehouse() });
    await expect(rebuild('--from', fleet)).rejects.toMatchObject(missing);
    await expect(rebuild('--from', fleet, '--check')).rejects.toMatchObject(missing);
    const bay = written({ sync: sync(), store: store() });
    await expect(restore('--identity', identity, '--from', bay)).rejects.toMatchObject(missing);
    expect([drive(), store().dataDirectory].filter((path) => existsSync(path))).toEqual([]);
  });
});

describe('an identity that is not where it was looked for', () => {
  it('is told as a path to be checked, before anything is read or written', async () => {
    const from = written({ sync: sync(), store: store(), warehouse: warehouse() });
    const nowhere = join(directory, 'nope.txt');
    const absent = { code: 'identity/absent', hint: expect.stringContaining('Check the path') as string };
    await expect(restore('--identity', nowhere, '--from', from)).rejects.toMatchObject(absent);
    await expect(rebuild('--from', from, '--identity', nowhere)).rejects.toMatchObject(absent);
  });

  it('is one that the bay makes, or that it makes no more than it sends anything', async () => {
    const show = (from: string) => identityCommand().parseAsync(['show', '--config', from], { from: 'user' });
    await expect(show(written({ store: store(), sync: sync() }))).rejects.toMatchObject({
      ...{ code: 'identity/absent', hint: expect.stringContaining('Start the bay once') as string },
    });
    await expect(show(written({ store: store() }))).rejects.toMatchObject({
      ...{ code: 'identity/absent', hint: expect.stringContaining('at its first start with `sync.to`') as string },
    });
  });
});

describe('what is asked of a restore', () => {
  it('is read of a whole configuration too, and a mistyped section of it is refused with the name that is near', async () => {
    const whole = { cameras: [], bay: { name: 'bay-1' }, log: { level: 'warn' }, sync: sync(), warehouse: warehouse() };
    const missing = { code: 'object-store/folder-missing' };
    await expect(
      restore('--identity', identity, '--from', written({ ...whole, store: store() })),
    ).rejects.toMatchObject(missing);
    await expect(rebuild('--from', written({ ...whole, facilities: { 'bay-7': 'south' } }))).rejects.toMatchObject(
      missing,
    );
    const stroe = written({ sync: sync(), stroe: store() });
    const mistyped = { code: 'config/invalid', message: expect.stringContaining('did you mean “store”') as string };
    await expect(restore('--identity', identity, '--from', stroe)).rejects.toMatchObject(mistyped);
    await expect(
      identityCommand().parseAsync(['show', '--config', written({ ...whole, stroe: store() })], { from: 'user' }),
    ).rejects.toMatchObject({ code: 'config/invalid' });
    const facilites = written({ sync: sync(), warehouse: warehouse(), facilites: { 'bay-7': 'south' } });
    await expect(rebuild('--from', facilites)).rejects.toMatchObject({
      ...{ code: 'config/invalid', hint: expect.stringContaining('`facilities` in docs/restore.md') as string },
      message: expect.stringContaining('did you mean “facilities”') as string,
    });
  });

  it.each(['abc', '-1', 'Infinity', ''])('has no patience of “%s” minutes', async (patience) => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const from = written({ sync: sync(), store: store(), warehouse: warehouse() });
    const refused = { code: 'commander.invalidArgument' };
    await expect(restore('--identity', identity, '--from', from, `--patience=${patience}`)).rejects.toMatchObject(
      refused,
    );
    await expect(rebuild('--from', from, `--patience=${patience}`)).rejects.toMatchObject(refused);
  });

  it('leaves nothing where nothing was when there is no copy to bring back', async () => {
    await emptied();
    const from = written({ sync: sync(), store: { ...store(), dataDirectory: join(directory, 'new', 'data') } });
    const nothing = { code: 'restore/no-copy' };
    await expect(restore('--identity', identity, '--from', from)).rejects.toMatchObject(nothing);
    expect(existsSync(join(directory, 'new'))).toBe(false);
    mkdirSync(store().dataDirectory);
    const empty = written({ sync: sync(), store: store() });
    await expect(restore('--identity', identity, '--from', empty)).rejects.toMatchObject(nothing);
    expect(readdirSync(store().dataDirectory)).toEqual([]);
  });

  it('is refused with what to do about it where it has no rights on the data directory', async () => {
    await emptied();
    writeFileSync(store().dataDirectory, 'a file');
    const from = written({ sync: sync(), store: store() });
    await expect(restore('--identity', identity, '--from', from, '--without-copy', '--bay', 'b')).rejects.toMatchObject(
      {
        ...{ code: 'store/not-writable', hint: expect.stringContaining('`store.dataDirectory`') as string },
      },
    );
  });

  it('names a bay only where no sealed copy does', async () => {
    const bay = written({ sync: sync(), store: store() });
    const asked = restore('--identity', identity, '--from', bay, '--bay', 'bay-2');
    await expect(asked).rejects.toMatchObject({ code: 'restore/bay-not-asked' });
  });
});

describe.runIf(postgresBinaries() !== null)('a warehouse', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  it('is not called made again from an object store that has no swings', async () => {
    const fleet = written({ sync: sync(), warehouse: warehouse(server.url) });
    mkdirSync(drive());
    await expect(rebuild('--from', fleet)).rejects.toMatchObject({ code: 'object-store/folder-missing' });
    await emptied();
    const nothing = { code: 'restore/nothing-there', message: expect.stringContaining(drive()) as string };
    await expect(rebuild('--from', fleet)).rejects.toMatchObject(nothing);
    expect(said).toBe('');
  });

  it('of which there is nothing is said to be missing by a check, which makes nothing of it', async () => {
    await emptied();
    const fleet = written({ sync: sync(), warehouse: { ...warehouse(server.url), schema: 'not_made' } });
    await expect(rebuild('--from', fleet, '--check')).rejects.toMatchObject({ code: 'warehouse/not-made' });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      const { rows } = await client.query("select 1 from pg_namespace where nspname = 'not_made'");
      expect(rows).toEqual([]);
    } finally {
      await client.end();
    }
    await expect(rebuild('--from', fleet)).rejects.toMatchObject({ code: 'restore/nothing-there' });
    await rebuild('--from', fleet, '--check');
    expect(said).toContain('The warehouse has what the object store has.');
  });
});
