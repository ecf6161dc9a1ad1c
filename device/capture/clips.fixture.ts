/** Where the real clips lie that tests are tried on; they are no part of the repository. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment } from '../config/environment.ts';

const directory = readEnvironment().clipsDirectory ?? join(import.meta.dirname, '../../../shared/clips');

export const clipsAvailable = existsSync(join(directory, 'labels.json'));

if (!clipsAvailable) process.stderr.write(`Tests on real clips are left out: ${directory} is not there.\n`);

export function clip(name: string): string {
  return join(directory, name);
}
