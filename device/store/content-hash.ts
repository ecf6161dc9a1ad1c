/** What stored things are named and checked by. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

export function contentSha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Of one reading: the name that content has here, and what an object store checks it by. Lower-case hexadecimal. */
export interface ContentDigests {
  readonly sha256: string;
  readonly md5: string;
}

export function contentDigests(bytes: Uint8Array): ContentDigests {
  return { sha256: contentSha256(bytes), md5: createHash('md5').update(bytes).digest('hex') };
}

export async function fileDigests(file: string): Promise<ContentDigests> {
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  for await (const piece of createReadStream(file)) {
    sha256.update(piece as Buffer);
    md5.update(piece as Buffer);
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
