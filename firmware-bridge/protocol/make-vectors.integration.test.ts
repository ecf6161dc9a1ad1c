/** The vectors come from a third implementation of the page; whoever changes them changes it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

const NO_PYTHON = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status !== 0;
if (NO_PYTHON) process.stderr.write('The vectors are not made again: no python3.\n');

it.skipIf(NO_PYTHON)('makes the same vectors as are in the file', () => {
  const script = fileURLToPath(new URL('make-vectors.py', import.meta.url));
  const made: unknown = JSON.parse(execFileSync('python3', [script], { encoding: 'utf8' }));
  expect(JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'))).toEqual(made);
});
