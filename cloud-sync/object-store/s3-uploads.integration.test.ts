import { randomBytes } from 'node:crypto';
import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CephGateway, hasCeph, startCeph, WITHOUT_CEPH } from './ceph-gateway.fixture.ts';
import { makeBucket } from './made-bucket.fixture.ts';
import { ownerPrefix } from './object-key.ts';
import { codeOf, contentOf, keyOf } from './object-store.suite.ts';
import { S3ObjectStore, type S3ObjectStoreOptions } from './s3-object-store.ts';

if (!hasCeph()) process.stdout.write(WITHOUT_CEPH);

describe.runIf(hasCeph())('uploads in parts, links and refusals of a real S3 server', () => {
  let ceph: CephGateway;
  let options: S3ObjectStoreOptions;
  let store: S3ObjectStore;
  let sdk: S3Client;
  const PART = 5 * 1024 * 1024;

  beforeAll(async () => {
    ceph = await startCeph();
  }, 120_000);
  afterAll(() => ceph?.stop());
  beforeEach(async () => {
    options = await makeBucket(ceph);
    store = new S3ObjectStore(options);
    const { accessKeyId, secretAccessKey } = options;
    const credentials = { accessKeyId, secretAccessKey };
    sdk = new S3Client({ endpoint: ceph.url, region: 'us-east-1', forcePathStyle: true, credentials });
  });

  const openUploads = async (): Promise<number> =>
    (await sdk.send(new ListMultipartUploadsCommand({ Bucket: options.bucket }))).Uploads?.length ?? 0;

  it('an upload that another process began is gone on with: what is there is not sent again', async () => {
    const content = contentOf(randomBytes(PART * 3));
    const key = keyOf('ada', 'cut', content);
    let sent = 0;
    const cutInThirdPart = (bytes: number): Promise<void> => {
      sent += bytes;
      return sent > PART * 2 + 1_000_000 ? Promise.reject(new Error('cut')) : Promise.resolve();
    };
    await expect(store.put(key, content, cutInThirdPart)).rejects.toThrow();
    expect(await openUploads()).toBe(1);
    await store.close();
    let again = 0;
    const next = new S3ObjectStore(options);
    await next.put(key, content, (bytes) => {
      again += bytes;
      return Promise.resolve();
    });
    expect(again).toBe(PART);
    expect(await next.holds(key, content, 'digests')).toBe(true);
    expect(await openUploads()).toBe(0);
  });

  it('the answer shows what is held of one piece; of several this store names no digest when it joins them', async () => {
    for (const [bytes, receipt] of [
      [0, 'shown'],
      [50_000, 'shown'],
      [PART * 2 + 7, 'taken'],
    ] as const) {
      const content = contentOf(randomBytes(bytes));
      const key = keyOf('ada', 'shown', content);
      expect(await store.put(key, content)).toBe(receipt);
      expect(await store.holds(key, content, 'digests')).toBe(true);
    }
  });

  it('a part of other bytes in a found upload is sent anew', async () => {
    const content = contentOf(randomBytes(PART + 10));
    const key = keyOf('ada', 'foreign', content);
    const begun = await sdk.send(
      new CreateMultipartUploadCommand({ Bucket: options.bucket, Key: key, Metadata: { sha256: content.sha256 } }),
    );
    const part = { Bucket: options.bucket, Key: key, UploadId: begun.UploadId, PartNumber: 1 };
    await sdk.send(new UploadPartCommand({ ...part, Body: randomBytes(PART) }));
    await store.put(key, content);
    expect(await store.holds(key, content, 'read')).toBe(true);
  });

  it('uploads that nobody finishes are given up when they are old by the store’s clock, and with a person’s erasure', async () => {
    for (const owner of ['ada', 'bea']) {
      const key = keyOf(owner, 'orphan', contentOf(randomBytes(10)));
      await sdk.send(new CreateMultipartUploadCommand({ Bucket: options.bucket, Key: key }));
    }
    expect(await store.abandonUploads('users/', 60_000)).toBe(0);
    await store.removeAll(ownerPrefix('bea'));
    expect(await openUploads()).toBe(1);
    // The store tells its time in whole seconds, and when an upload began more exactly.
    await expect.poll(() => store.abandonUploads('users/', 0)).toBe(1);
    expect(await openUploads()).toBe(0);
  });

  it('an erasure takes older versions with it, those of before there were versions too', async () => {
    const before = contentOf(randomBytes(1_000));
    await store.put(keyOf('ada', 'versions', before), before);
    await sdk.send(
      new PutBucketVersioningCommand({ Bucket: options.bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const content = contentOf(randomBytes(1_000));
    const key = keyOf('ada', 'versions', content);
    await store.put(key, content);
    await store.put(key, content);
    expect(await store.removeAll(ownerPrefix('ada'))).toBe(2);
    const left = await sdk.send(new ListObjectVersionsCommand({ Bucket: options.bucket }));
    expect([...(left.Versions ?? []), ...(left.DeleteMarkers ?? [])]).toEqual([]);
  });

  it('a link gives the object to whoever has it, and ends', async () => {
    const content = contentOf(randomBytes(1_000));
    const key = keyOf('ada', 'linked', content);
    await store.put(key, content);
    const link = await store.link(key, 2);
    const answer = await fetch(link);
    expect(Buffer.from(await answer.arrayBuffer())).toHaveLength(1_000);
    expect((await fetch(link.replace('X-Amz-Signature=', 'X-Amz-Signature=0'))).status).toBe(403);
    await expect.poll(async () => (await fetch(link)).status, { timeout: 20_000 }).toBe(403);
  });

  it('says that its key is wrong, that there is no bucket, and that there is no room, each in its own words', async () => {
    const content = contentOf(randomBytes(1_000));
    const key = keyOf('ada', 'refused', content);
    const put = (changes: Partial<S3ObjectStoreOptions>) =>
      codeOf(new S3ObjectStore({ ...options, ...changes }).put(key, content));
    expect(await put({ secretAccessKey: 'wrong' })).toBe('object-store/not-allowed');
    expect(await put({ accessKeyId: 'nobody' })).toBe('object-store/not-allowed');
    expect(await put({ bucket: 'not-there' })).toBe('object-store/no-bucket');
    const small = await makeBucket(ceph, { objectsMax: 1 });
    const full = new S3ObjectStore(small);
    await full.put(key, content);
    const other = contentOf(randomBytes(1_000));
    expect(await codeOf(full.put(keyOf('ada', 'refused', other), other))).toBe('object-store/full');
  });
});
