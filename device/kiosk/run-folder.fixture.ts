/**
 * A folder for all test files of one run: what takes long to make, and is the same for every page test, is made there
 * by whoever needs it first. The next run makes it anew, so that no test ever sees yesterday's sources.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, type ProvidedContext } from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly runFolder: string;
  }
}

const FOLDER: keyof ProvidedContext = 'runFolder';

/** Called by vitest before the first file of a run; what it returns, after the last. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'swingbay-test-run-'));
  provide(FOLDER, folder);
  return () => rm(folder, { recursive: true, force: true });
}

/**
 * Files that come at the same time may both make it; the first that is done is what all of them use.
 * @param make writes the file or the folder at the path that it is given
 * @returns where it lies: to be read and never to be changed
 */
export async function onceARun(name: string, make: (place: string) => Promise<unknown>): Promise<string> {
  const place = join(inject(FOLDER), name);
  if (existsSync(place)) return place;
  const draft = `${place}-${randomUUID()}`;
  await make(draft);
  try {
    await rename(draft, place);
  } catch (error) {
    // A folder does not take the place of another one: somebody else was quicker.
    if (!existsSync(place)) throw error;
    await rm(draft, { recursive: true, force: true });
  }
  return place;
}
