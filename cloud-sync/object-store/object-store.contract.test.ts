import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll } from 'vitest';
import { type CephGateway, hasCeph, startCeph, WITHOUT_CEPH } from './ceph-gateway.fixture.ts';
import { FolderObjectStore } from './folder-object-store.ts';
import { makeBucket } from './made-bucket.fixture.ts';
import { objectStoreSuite } from './object-store.suite.ts';
import { S3ObjectStore } from './s3-object-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'swingbay-objects-'));
let ceph: CephGateway | undefined;
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await ceph?.stop();
});

objectStoreSuite('a folder', () =>
  Promise.resolve({
    open: () => new FolderObjectStore({ path: folder, mustBeMounted: false }),
    partBytes: 256 * 1024,
    damage: (key) => {
      const path = join(folder, key);
      writeFileSync(path, randomBytes(readFileSync(path).length));
      return Promise.resolve();
    },
  }),
);

if (hasCeph()) {
  objectStoreSuite('S3, as Ceph speaks it', async () => {
    ceph = await startCeph();
    const options = await makeBucket(ceph);
    const { accessKeyId, secretAccessKey, endpoint, region, bucket } = options;
    const sdk = new S3Client({
      endpoint: endpoint ?? '',
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    });
    return {
      open: () => new S3ObjectStore(options),
      partBytes: options.partBytes,
      damage: async (key) => {
        const sha256 = /([0-9a-f]{64})\./.exec(key)?.[1] ?? '';
        await sdk.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: randomBytes(20_000), Metadata: { sha256 } }),
        );
      },
    };
  });
} else {
  process.stdout.write(WITHOUT_CEPH);
}
