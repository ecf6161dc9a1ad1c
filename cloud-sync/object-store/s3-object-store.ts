/**
 * An object store that speaks S3: AWS, Ceph, MinIO and their like.
 *
 * Every body carries its Content-MD5, which all of them check, and its SHA-256 in the signature; some take a wrong
 * SHA-256, so it also lies beside the object and what arrived is asked for afterwards. Large files go in parts, and an
 * upload that was cut off is taken up by what the store itself lists of it: nothing about it is kept here.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  type _Object,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import {
  type ByteRange,
  type ObjectContent,
  type ObjectStore,
  ObjectStoreError,
  type Pace,
  type Proof,
  type Receipt,
  type StoredObject,
} from '../../device/ports/object-store.port.ts';
import { type ContentPart, knownPart, partsOf, sendPaced, tagOf } from './content.ts';
import { foreignAnswer, objectRefused, storeClosed } from './errors.ts';
import { isNotOffered, isDamaged, translateS3Error } from './s3-errors.ts';
import { readServerTime, withBodyHash } from './s3-middleware.ts';
import { abortUploads, putInParts } from './s3-multipart.ts';
import { SendingTurns, sentAs } from './sending-turns.ts';

export interface S3ObjectStoreOptions {
  /** Null for AWS's own. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Certificates that the store's must descend from; null trusts those of the system. */
  readonly ca: Buffer | null;
  /** A file of at most this size goes in one piece. At least 5 MiB, which S3 asks of a part. */
  readonly partBytes: number;
  /** A line on which nothing moves for this long is given up. */
  readonly idleMs: number;
  /** Absent for no limit but that of who calls. */
  readonly sendingsAtOnce?: number;
}

const CONNECT_MS = 5_000;
const SOCKETS_MAX = 16;
const DELETES_AT_ONCE = 8;
const TAGS_KEPT_MAX = 256;
const LINK_SECONDS_MAX = 7 * 24 * 3600;
/** The SDK writes to the console otherwise; what it would say comes as an error as well. */
const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const MD5 = /^[0-9a-f]{32}$/;

export class S3ObjectStore implements ObjectStore {
  readonly #client: S3Client;
  readonly #options: S3ObjectStoreOptions;
  readonly #turns: SendingTurns;
  readonly #serverTime: () => number | null;
  /** What was computed when it was sent, so that asking for it afterwards reads no file again; the newest few. */
  readonly #tagsSent = new Map<string, string>();
  #isClosed = false;

  constructor(options: S3ObjectStoreOptions) {
    this.#options = options;
    this.#turns = new SendingTurns(options.sendingsAtOnce ?? Number.POSITIVE_INFINITY);
    const { endpoint, region, accessKeyId, secretAccessKey, ca, idleMs } = options;
    const agent = { keepAlive: true, maxSockets: SOCKETS_MAX };
    this.#client = new S3Client({
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      region,
      credentials: { accessKeyId, secretAccessKey },
      // A stale connection costs one more attempt; patience is the outbox's business.
      maxAttempts: 2,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      logger: SILENT,
      // Asking first costs a way there and back for every object; a store that refuses is asked once, then rested.
      expectContinueHeader: false,
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        socketTimeout: idleMs,
        httpAgent: agent,
        httpsAgent: { ...agent, ...(ca === null ? {} : { ca }) },
      },
    });
    this.#serverTime = readServerTime(this.#client);
  }

  put(key: string, content: ObjectContent, pace: Pace = () => Promise.resolve()): Promise<Receipt> {
    const known = knownPart(content, this.#options.partBytes);
    if (known === null) return this.#translated(() => this.#put(key, content, pace));
    return this.#translated(async () => {
      try {
        return await this.#put(key, content, pace, [known]);
      } catch (error) {
        // The other side found other bytes than were stored: this tells a damaged disk from a damaged line.
        if (isDamaged(error)) await partsOf(content, this.#options.partBytes);
        throw error;
      }
    });
  }

  holds(key: string, content: ObjectContent, proof: Proof): Promise<boolean> {
    return this.#translated(() => (proof === 'read' ? this.#readsAs(key, content) : this.#showsAs(key, content)));
  }

  /** One list of the prefix tells of them all; only one whose tag does not say it all is asked for by itself. */
  heldBelow(prefix: string, contents: ReadonlyMap<string, ObjectContent>): Promise<ReadonlySet<string>> {
    return this.#translated(async () => {
      const held = new Set<string>();
      const [only] = contents;
      if (contents.size === 1 && only !== undefined) {
        if (await unlessChanged(this.#showsAs(...only))) held.add(only[0]);
        return held;
      }
      for await (const { Key, Size, ETag } of this.#listed(prefix)) {
        const content = Key === undefined ? undefined : contents.get(Key);
        if (Key === undefined || content === undefined || Size !== content.bytes) continue;
        const isAsSent = plain(ETag) === (await unlessChanged(this.#expectedTag(content)));
        if (isAsSent || (await unlessChanged(this.#showsAs(Key, content)))) held.add(Key);
      }
      return held;
    });
  }

  read(key: string, range?: ByteRange): Promise<Readable | null> {
    return this.#translated(async () => ((await this.#read(key, range))?.Body as Readable | undefined) ?? null);
  }

  async *list(prefix: string, after?: string): AsyncIterable<StoredObject> {
    const objects = this.#listed(prefix, after);
    for (;;) {
      const { value, done } = await this.#translated(() => objects.next());
      if (done === true) return;
      if (value.Key !== undefined) yield { key: value.Key, bytes: value.Size ?? 0 };
    }
  }

  removeAll(prefix: string): Promise<number> {
    return this.#translated(async () => {
      if (!prefix.endsWith('/')) throw objectRefused(`"${prefix}" is no folder`);
      await abortUploads(this.#client, this.#options.bucket, prefix, () => true);
      const keys = new Set<string>();
      for (let after: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {}; after !== undefined; ) {
        const page = await this.#versions(prefix, after);
        if (page === null) return this.#removeListed(prefix);
        const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
        for (let at = 0; at < versions.length; at += DELETES_AT_ONCE) {
          await Promise.all(versions.slice(at, at + DELETES_AT_ONCE).map((version) => this.#remove(version, keys)));
        }
        const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
        after =
          IsTruncated === true
            ? {
                ...(NextKeyMarker === undefined ? {} : { KeyMarker: NextKeyMarker }),
                ...(NextVersionIdMarker === undefined ? {} : { VersionIdMarker: NextVersionIdMarker }),
              }
            : undefined;
      }
      return keys.size;
    });
  }

  abandonUploads(prefix: string, olderThanMs: number): Promise<number> {
    return this.#translated(() =>
      abortUploads(this.#client, this.#options.bucket, prefix, ({ begunAtMs }) => {
        // The store's own clock counts: the bay's may be years away, and other bays upload here too.
        const now = this.#serverTime();
        return now !== null && now - begunAtMs >= olderThanMs;
      }),
    );
  }

  link(key: string, seconds: number): Promise<string> {
    return this.#translated(() => {
      const command = new GetObjectCommand({ Bucket: this.#options.bucket, Key: key });
      return getSignedUrl(this.#client, command, { expiresIn: Math.min(seconds, LINK_SECONDS_MAX) });
    });
  }

  close(): Promise<void> {
    if (!this.#isClosed) this.#client.destroy();
    this.#isClosed = true;
    return Promise.resolve();
  }

  async #put(key: string, content: ObjectContent, pace: Pace, known?: readonly ContentPart[]): Promise<Receipt> {
    const { bucket, partBytes } = this.#options;
    const parts = known ?? (await partsOf(content, partBytes));
    const [only] = parts;
    const isOne = parts.length === 1 && only !== undefined;
    const tag = isOne
      ? await this.#putWhole(key, content, only, pace)
      : await putInParts(this.#client, { bucket, key, content, parts, pace, turns: this.#turns });
    const expected = tagOf(parts);
    this.#rememberTag(content.sha256, expected);
    return plain(tag) === expected ? 'shown' : 'taken';
  }

  /** Answers the tag that the store gave it. */
  async #putWhole(key: string, content: ObjectContent, part: ContentPart, pace: Pace): Promise<string> {
    const { md5, sha256 } = part;
    const about = {
      ...{ Bucket: this.#options.bucket, Key: key, ContentLength: content.bytes, ContentType: content.mediaType },
      ContentMD5: Buffer.from(md5, 'hex').toString('base64'),
      Metadata: { sha256 },
    };
    const answer = await sendPaced(content, part, pace, (Body, abortSignal) =>
      this.#turns.run(sentAs(content), () =>
        this.#client.send(withBodyHash(new PutObjectCommand({ ...about, Body }), sha256), { abortSignal }),
      ),
    );
    if (answer.ETag === undefined) throw foreignAnswer('it took an object and gave no ETag');
    return answer.ETag;
  }

  async *#listed(prefix: string, after?: string): AsyncGenerator<_Object, void> {
    for (let token: string | undefined; ; ) {
      const page: ListObjectsV2CommandOutput = await this.#client.send(
        new ListObjectsV2Command({
          ...{ Bucket: this.#options.bucket, Prefix: prefix },
          ...(after === undefined ? {} : { StartAfter: after }),
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      );
      if (page.KeyCount === undefined) throw foreignAnswer('it lists nothing that can be counted');
      yield* page.Contents ?? [];
      token = page.NextContinuationToken;
      if (token === undefined) return;
    }
  }

  /** Of a store that keeps no versions, and so cannot list them. */
  async #removeListed(prefix: string): Promise<number> {
    const keys = new Set<string>();
    let some: _Object[] = [];
    for await (const object of this.#listed(prefix)) {
      if (some.push(object) < DELETES_AT_ONCE) continue;
      await Promise.all(some.map(({ Key }) => this.#remove({ Key }, keys)));
      some = [];
    }
    await Promise.all(some.map(({ Key }) => this.#remove({ Key }, keys)));
    return keys.size;
  }

  /** Null from a store that knows no versions. */
  async #versions(
    prefix: string,
    after: { KeyMarker?: string; VersionIdMarker?: string },
  ): Promise<ListObjectVersionsCommandOutput | null> {
    const page = await this.#client
      .send(new ListObjectVersionsCommand({ Bucket: this.#options.bucket, Prefix: prefix, ...after }))
      .catch((error: unknown) => {
        if (isNotOffered(error)) return null;
        throw error;
      });
    if (page === null) return null;
    if (page.IsTruncated === undefined) throw foreignAnswer('it lists nothing that can be counted');
    return page;
  }

  async #remove(
    { Key, VersionId }: { Key?: string | undefined; VersionId?: string | undefined },
    keys: Set<string>,
  ): Promise<void> {
    if (Key === undefined) return;
    keys.add(Key);
    // What lay there before the bucket kept versions is the version `null`: unnamed it would only be hidden.
    const version = VersionId === undefined ? {} : { VersionId };
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#options.bucket, Key, ...version }));
  }

  async #read(key: string, range?: ByteRange): Promise<GetObjectCommandOutput | null> {
    const part = range === undefined ? {} : { Range: `bytes=${range.first}-${range.last}` };
    const found = await this.#client
      .send(new GetObjectCommand({ Bucket: this.#options.bucket, Key: key, ...part }))
      .catch(nullIfMissing);
    if (found === null) return null;
    if (found.ETag === undefined || found.Body === undefined) throw foreignAnswer('it gives an object without an ETag');
    if (range !== undefined && found.ContentLength !== range.last - range.first + 1) {
      (found.Body as Readable).destroy();
      throw foreignAnswer(`asked for ${range.last - range.first + 1} bytes it gives ${found.ContentLength}`);
    }
    return found;
  }

  /** By size and digest, without a byte of it; read where these say nothing. */
  async #showsAs(key: string, content: ObjectContent): Promise<boolean> {
    const there = await this.#client
      .send(new HeadObjectCommand({ Bucket: this.#options.bucket, Key: key }))
      .catch(nullIfMissing);
    if (there === null) return false;
    const { ETag, ContentLength, Metadata, ServerSideEncryption, SSECustomerAlgorithm } = there;
    if (ETag === undefined) throw foreignAnswer('it has an object without an ETag');
    if (ContentLength !== content.bytes || Metadata?.['sha256'] !== content.sha256) return false;
    const isOfPlainBytes = ServerSideEncryption !== 'aws:kms' && SSECustomerAlgorithm === undefined;
    const [tag, expected] = [plain(ETag), await this.#expectedTag(content)];
    if (tag === expected) return true;
    // Another size of part, or a digest of what is encrypted, says nothing; a plain MD5 that differs says all.
    if (isOfPlainBytes && MD5.test(tag) && MD5.test(expected)) return false;
    return this.#readsAs(key, content);
  }

  async #readsAs(key: string, content: ObjectContent): Promise<boolean> {
    const found = await this.#read(key);
    if (found === null) return false;
    const body = found.Body as Readable;
    const isOfItsSize = found.ContentLength === undefined || found.ContentLength === content.bytes;
    let left = isOfItsSize && found.Metadata?.['sha256'] === content.sha256 ? content.bytes : -1;
    const hash = createHash('sha256');
    if (left >= 0) {
      for await (const chunk of body) {
        hash.update(chunk as Buffer);
        left -= (chunk as Buffer).length;
        // Whoever answers without end is no store of ours.
        if (left < 0) break;
      }
    }
    body.destroy();
    return left === 0 && hash.digest('hex') === content.sha256;
  }

  async #expectedTag(content: ObjectContent): Promise<string> {
    return this.#tagsSent.get(content.sha256) ?? tagOf(await partsOf(content, this.#options.partBytes));
  }

  #rememberTag(sha256: string, tag: string): void {
    this.#tagsSent.set(sha256, tag);
    for (const oldest of this.#tagsSent.keys()) {
      if (this.#tagsSent.size <= TAGS_KEPT_MAX) break;
      this.#tagsSent.delete(oldest);
    }
  }

  async #translated<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw storeClosed();
    try {
      return await work();
    } catch (error) {
      throw translateS3Error(error);
    }
  }
}

/** A file of the bay that is not what it was keeps nobody from being told of the others. */
async function unlessChanged<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ObjectStoreError && error.isOfTheObject) return undefined;
    throw error;
  }
}

/** Without its quotes. */
function plain(tag: string | undefined): string {
  return (tag ?? '').replaceAll('"', '');
}

function nullIfMissing(error: unknown): null {
  if (error instanceof NotFound || error instanceof NoSuchKey) return null;
  throw error;
}
