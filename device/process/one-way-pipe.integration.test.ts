import { closeSync, fstatSync, readSync, writeSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openOneWayPipe } from './one-way-pipe.ts';

it('is a pipe that ends with its writer and leaves nothing on the disk', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'swingbay-test-'));
  const { readFd, writeFd } = await openOneWayPipe(parent);
  expect(fstatSync(readFd).isFIFO()).toBe(true);
  writeSync(writeFd, 'hello');
  closeSync(writeFd);
  const bytes = new Uint8Array(10);
  expect(readSync(readFd, bytes)).toBe(5);
  expect(readSync(readFd, bytes)).toBe(0);
  closeSync(readFd);
  expect(await readdir(parent)).toEqual([]);
  await rm(parent, { recursive: true });
});
