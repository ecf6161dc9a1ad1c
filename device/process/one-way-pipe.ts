/**
 * A kernel pipe whose two ends are file descriptors: what `pipe(2)` gives, which Node does not offer.
 *
 * It starts as a FIFO in a private directory, which is gone again before this returns: nothing is left behind by a
 * crash. The reader sees the end of the stream exactly when the last writer is gone, and the writer is killed by
 * SIGPIPE or sees EPIPE when the reader is: give the write end to one child (`stdio`), then close it here.
 */
import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ProgramNotStartedError } from './errors.ts';

export interface OneWayPipe {
  /** Blocking. Whoever reads it closes it. */
  readonly readFd: number;
  readonly writeFd: number;
}

export async function openOneWayPipe(parent = tmpdir()): Promise<OneWayPipe> {
  const directory = await mkdtemp(join(parent, 'swingbay-pipe-'));
  try {
    const path = join(directory, 'fifo');
    await makeFifo(path);
    // Opening one end blocks until there is another; a non-blocking reader breaks the tie and is replaced.
    const first = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writeFd = openSync(path, constants.O_WRONLY);
    const readFd = openSync(path, constants.O_RDONLY);
    closeSync(first);
    return { readFd, writeFd };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function makeFifo(path: string): Promise<void> {
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', path]);
  } catch (cause) {
    throw new ProgramNotStartedError('mkfifo', cause);
  }
}
