import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BayError } from '../errors/bay-error.ts';

/**
 * The folder that holds `package.json`, `node_modules` and `models/built`: the same one whether this file runs from
 * its source or from `dist`.
 */
export const projectRoot: string = findProjectRoot(dirname(fileURLToPath(import.meta.url)));

function findProjectRoot(from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  throw new BayError('config/no-project', `No package.json above ${from}.`, {
    hint: 'Run Swingbay from its own folder, through ./swingbay.',
  });
}
