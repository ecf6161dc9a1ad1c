/** Reads from a pipe until a whole piece is there, however the kernel splits it. */
import { read, readSync } from 'node:fs';
import { promisify } from 'node:util';

const readSome = promisify(read) as (
  fd: number,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: null,
) => Promise<{ bytesRead: number }>;

/** Fills the first `length` bytes of `into`; false where the stream ended first. */
export async function readExactly(fd: number, into: Uint8Array, length: number): Promise<boolean> {
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await readSome(fd, into, filled, length - filled, null);
    if (bytesRead === 0) return false;
    filled += bytesRead;
  }
  return true;
}

/** The same for a thread of its own, which it blocks. */
export function readExactlySync(fd: number, into: Uint8Array, length: number): boolean {
  for (let filled = 0; filled < length; ) {
    const bytesRead = readSync(fd, into, filled, length - filled, null);
    if (bytesRead === 0) return false;
    filled += bytesRead;
  }
  return true;
}
