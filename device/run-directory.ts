/**
 * The private folder of a running appliance: FIFOs, and clips that found no room on the data disk. In memory where the
 * system has such a folder. What a killed appliance left there is removed by the next one.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY_FOLDER = '/dev/shm';
const PREFIX = 'swingbay-run-';

export async function openRunDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const parent = existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : tmpdir();
  await removeAbandoned(parent);
  const path = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(PREFIX)) continue;
    const pid = Number.parseInt(name.slice(PREFIX.length), 10);
    if (Number.isInteger(pid) && !existsSync(`/proc/${pid}`)) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}
