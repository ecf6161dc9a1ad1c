/**
 * The plain SDK, in a process of its own as the bay's sending is in the bench: puts objects of these sizes from memory,
 * as many beside each other as a bay has connections. Says in one line of JSON how long it took.
 */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3ObjectStoreOptions } from '../../../../cloud-sync/object-store/s3-object-store.ts';
import { atOnce, plainSdk } from './arrived.ts';

export interface PlainTold {
  readonly ms: number;
}

const { options, sizes } = JSON.parse(process.argv[2] ?? '') as {
  readonly options: Omit<S3ObjectStoreOptions, 'ca'>;
  readonly sizes: readonly number[];
};
const sdk = plainSdk(options);
const bytes = Buffer.alloc(Math.max(...sizes), 7);
const beganMs = performance.now();
await atOnce([...sizes.entries()], async ([index, size]) => {
  const Body = bytes.subarray(0, size);
  await sdk.send(new PutObjectCommand({ Bucket: options.bucket, Key: `plain/${index}`, Body }));
});
const told: PlainTold = { ms: performance.now() - beganMs };
process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
