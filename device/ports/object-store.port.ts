/**
 * Where the bay's swings are kept beside the bay: an S3 store, a folder, a network drive.
 *
 * CONTRACT
 * - Keys are made of the content (`…/<sha256>.<ext>`), so putting twice is putting once, and two that put the same key
 *   at once put the same bytes. An object is there whole or not at all.
 * - `put` answering `taken` says that the other side took it, not yet that it holds it: that is what `holds` finds out,
 *   and nothing may be given up locally before. `shown` says that the answer itself named the digest of what is now
 *   held, and that it is ours: as good as `holds` by digests. An answer that no object store would give is an error,
 *   never a success.
 * - Everything is idempotent. Every call rejects with an `ObjectStoreError` and with nothing else; one about an object
 *   says nothing about the next one, any other stands in the way of all of them.
 * - Calls may run beside each other, also for one key. After `close` every call rejects.
 */
import type { Readable } from 'node:stream';
import { BayError, type BayErrorDetails, type ErrorCode } from '../errors/bay-error.ts';

export interface ObjectContent {
  /** Of a file it is read when it is needed, and found out when it is not what it was. */
  readonly from: { readonly bytes: Uint8Array } | { readonly file: string };
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Lower-case hexadecimal; where it is known from when the content came, nobody need read it once more to send it. */
  readonly md5?: string | null;
  readonly bytes: number;
  readonly mediaType: string;
}

/** Resolves when so many bytes more may be sent; that is how a sender is slowed down or held. */
export type Pace = (bytes: number) => Promise<void>;

export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
}

/** Bytes of an object, the last one included, as HTTP counts them. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** `digests`: size and the store's own digest of what it holds; `read`: every byte is read back. */
export type Proof = 'digests' | 'read';

export type Receipt = 'taken' | 'shown';

export interface ObjectStore {
  /** Takes up an upload that an earlier process left unfinished. A failed one leaves no object. */
  put(key: string, content: ObjectContent, pace?: Pace): Promise<Receipt>;
  /**
   * Whether the object is there and is this content, byte for byte as far as the proof goes. A store whose digests
   * cannot be compared with ours is read whatever was asked.
   */
  holds(key: string, content: ObjectContent, proof: Proof): Promise<boolean>;
  /**
   * Which of these, all below the prefix, `holds` would find by their digests: asked for at once, which costs less than
   * one by one.
   */
  heldBelow(prefix: string, contents: ReadonlyMap<string, ObjectContent>): Promise<ReadonlySet<string>>;
  /**
   * The bytes of an object, or those of a range that lies within it; null where there is none. They are read as fast
   * as they are taken, and a reader who leaves ends it. What goes wrong on the way ends the stream with an error.
   */
  read(key: string, range?: ByteRange): Promise<Readable | null>;
  /** Every object whose key begins so and stands behind `after`, in the order of their keys; ends early when the reader does. */
  list(prefix: string, after?: string): AsyncIterable<StoredObject>;
  /**
   * Removes every object below a prefix that ends in `/`, older versions and unfinished uploads too; answers how many
   * objects went.
   */
  removeAll(prefix: string): Promise<number>;
  /** Gives up uploads below a prefix that were begun longer ago than this; answers how many. */
  abandonUploads(prefix: string, olderThanMs: number): Promise<number>;
  /** An address that gives the object to whoever has it, for a while; null where the store cannot make one. */
  link(key: string, seconds: number): Promise<string | null>;
  /** Idempotent. */
  close(): Promise<void>;
}

export class ObjectStoreError extends BayError {
  /** Whether it is about this one object; anything else is about the store or the way to it. */
  readonly isOfTheObject: boolean;

  constructor(code: ErrorCode, message: string, details: BayErrorDetails & { readonly isOfTheObject?: boolean } = {}) {
    super(code, message, details);
    this.isOfTheObject = details.isOfTheObject ?? false;
  }
}
