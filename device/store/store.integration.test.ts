import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';

const OPENING_PROCESS = fileURLToPath(new URL('./fixtures/opening-process.ts', import.meta.url));

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

/** What becomes of each when somebody opens it who has no rights on what is another's. */
async function openedWithoutRights(...paths: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [OPENING_PROCESS, ...paths]);
  return JSON.parse(stdout);
}

const refused = (path: string) => ({
  code: 'store/not-writable',
  message: expect.stringContaining(path) as string,
  hint: expect.stringContaining('`store.dataDirectory`') as string,
});

describe('a data directory', () => {
  it('that this user may not write to is refused before anything is opened', async () => {
    const within = (name: string): string => join(directory.path, name);
    const [fresh, empty, used] = [within('fresh'), within('empty'), within('used')];
    await (await openStoreIn(used)).close();
    const files = readdirSync(used);
    mkdirSync(empty);
    const closed = [directory.path, empty, used];
    for (const path of closed) chmodSync(path, 0o555);
    try {
      expect(await openedWithoutRights(fresh, empty, used)).toEqual([fresh, empty, used].map(refused));
    } finally {
      for (const path of closed) chmodSync(path, 0o755);
    }
    expect([readdirSync(empty), readdirSync(used)]).toEqual([[], files]);
  });

  it('whose database this user may only read is refused, though its folder may be written to', async () => {
    await (await openStoreIn(directory.path)).close();
    const database = join(directory.path, 'swingbay.sqlite');
    for (const name of readdirSync(directory.path)) chmodSync(join(directory.path, name), 0o777);
    chmodSync(directory.path, 0o777);
    chmodSync(database, 0o444);
    expect(await openedWithoutRights(directory.path)).toEqual([refused(database)]);
    chmodSync(database, 0o644);
    await (await openStoreIn(directory.path)).close();
  });

  it('in whose place a file stands, or above it, is refused', async () => {
    const file = join(directory.path, 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'data')]) {
      await expect(openStoreIn(path)).rejects.toMatchObject(refused(path));
    }
  });
});
