import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';

const RECORDING_PROCESS = fileURLToPath(new URL('./fixtures/recording-process.ts', import.meta.url));

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

/** A process that writes into the data directory, from its first acknowledgement on. */
async function aWriter(): Promise<ChildProcess> {
  const writer = spawn(process.execPath, [RECORDING_PROCESS, directory.path], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(writer.stdout, 'data');
  writer.stdout.resume();
  return writer;
}

async function kill(writer: ChildProcess): Promise<void> {
  const ended = once(writer, 'exit');
  writer.kill('SIGKILL');
  await ended;
}

describe('the lock of a data directory', () => {
  it('keeps a second writer out, also while the first one does not answer, and is free once that one is killed', async () => {
    const writer = await aWriter();
    try {
      await expect(openStoreIn(directory.path)).rejects.toMatchObject({ code: 'store/in-use', retryable: true });
      writer.kill('SIGSTOP');
      await expect(openStoreIn(directory.path)).rejects.toMatchObject({ code: 'store/in-use' });
    } finally {
      await kill(writer);
    }
    const store = await openStoreIn(directory.path);
    expect(store.swings.list({}, 1).swings).toHaveLength(1);
    await store.close();
    const next = await aWriter();
    await kill(next);
  });

  it('keeps a second store of the same process out, until the first one is closed', async () => {
    const store = await openStoreIn(directory.path);
    await expect(openStoreIn(directory.path)).rejects.toMatchObject({ code: 'store/in-use' });
    await store.close();
    await store.close();
    await (await openStoreIn(directory.path)).close();
  });

  it('is given back by a store that does not open', async () => {
    const database = join(directory.path, 'swingbay.sqlite');
    writeFileSync(database, 'no database at all, whatever its name says'.repeat(100));
    await expect(openStoreIn(directory.path)).rejects.toMatchObject({ code: 'store/damaged' });
    await expect(openStoreIn(directory.path)).rejects.toMatchObject({ code: 'store/damaged' });
  });
});
