/** A bucket of its own in a running gateway, for one test. */
import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { CephGateway } from './ceph-gateway.fixture.ts';
import type { S3ObjectStoreOptions } from './s3-object-store.ts';

const PART_BYTES_MIN = 5 * 1024 * 1024;

export async function makeBucket(ceph: CephGateway, quota?: { objectsMax: number }): Promise<S3ObjectStoreOptions> {
  const { accessKeyId, secretAccessKey } = await ceph.user(quota);
  const credentials = { accessKeyId, secretAccessKey };
  const bucket = `bay-${randomUUID()}`;
  const region = 'us-east-1';
  const sdk = new S3Client({ endpoint: ceph.url, region, forcePathStyle: true, credentials });
  await sdk.send(new CreateBucketCommand({ Bucket: bucket }));
  sdk.destroy();
  return { endpoint: ceph.url, region, bucket, ...credentials, ca: null, partBytes: PART_BYTES_MIN, idleMs: 30_000 };
}
