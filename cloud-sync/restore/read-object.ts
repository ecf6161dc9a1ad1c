/** Reads one object as what its key says it is: whole, of a bounded size, and the content that its name promises. */
import { createHash } from 'node:crypto';
import { type ObjectStore, ObjectStoreError } from '../../device/ports/object-store.port.ts';
import { brokenOff } from './errors.ts';
import type { Finding } from './finding.ts';

export interface NamedObject {
  readonly key: string;
  /** That its key promises. */
  readonly sha256: string;
  readonly bytes: number;
}

export type Read<T> = { readonly content: T } | { readonly finding: Finding };

/**
 * The bytes of an object that its listing calls no larger than `bytesMax`. What is wrong with this object is a finding;
 * rejects with an `ObjectStoreError` about the store or the way to it.
 */
export async function readObject(objects: ObjectStore, object: NamedObject, bytesMax: number): Promise<Read<Buffer>> {
  const chunks: Buffer[] = [];
  const finding = await hashed(objects, object, bytesMax, (chunk) => chunks.push(chunk));
  return finding === null ? { content: Buffer.concat(chunks) } : { finding };
}

/** The same for what is only to be known whole; nothing of it is kept in memory. */
export function checkObject(objects: ObjectStore, object: NamedObject): Promise<Finding | null> {
  return hashed(objects, object, Number.POSITIVE_INFINITY, () => undefined);
}

async function hashed(
  objects: ObjectStore,
  { key, sha256, bytes }: NamedObject,
  bytesMax: number,
  take: (chunk: Buffer) => unknown,
): Promise<Finding | null> {
  if (bytes > bytesMax) {
    return { code: 'restore/too-large', key, message: `It has ${bytes} bytes; at most ${bytesMax} are read.` };
  }
  try {
    const body = await objects.read(key);
    if (body === null) return { code: 'restore/object-gone', key, message: 'It was listed and is not there any more.' };
    const hash = createHash('sha256');
    let length = 0;
    for await (const piece of body) {
      const chunk = piece as Buffer;
      length += chunk.length;
      // A store that sends more than it listed is not read for ever.
      if (length > bytes) break;
      hash.update(chunk);
      take(chunk);
    }
    if (length === bytes && hash.digest('hex') === sha256) return null;
    return { code: 'restore/content-differs', key, message: 'Its bytes are not those that its name promises.' };
  } catch (error) {
    if (error instanceof ObjectStoreError && error.isOfTheObject) {
      return { code: error.code, key, message: error.message };
    }
    // A stream that breaks says so in the words of whatever carried it.
    throw error instanceof ObjectStoreError ? error : brokenOff(key, error);
  }
}
