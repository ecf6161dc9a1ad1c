/** What really lies in the bucket, read by the plain SDK and held against the ledger; every byte of it is hashed. */
import { createHash } from 'node:crypto';
import { ListMultipartUploadsCommand, ListObjectsV2Command, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { S3ObjectStoreOptions } from '../../../../cloud-sync/object-store/s3-object-store.ts';
import type { Ledger } from './swings-made-offline.ts';

export interface Arrived {
  /** Objects of the ledger that are not there, and swings without the document that says that they happened. */
  readonly lost: number;
  /** Objects that nothing accounts for. What the appliance puts away of itself, its sealed copies, is looked over. */
  readonly doubled: number;
  /** Objects whose bytes are not those that their key says. */
  readonly unequal: number;
  readonly openUploads: number;
  readonly objects: number;
  /** Bytes of each. */
  readonly sizes: readonly number[];
}

const AT_ONCE = 4;
const OF_THE_APPLIANCE = 'appliances/';
const KEY = /^users\/[^/]+\/swings\/([^/]+)\/([0-9a-f]{64})\./;

/** The SDK as it comes, with nothing of ours. */
export function plainSdk({
  endpoint,
  region,
  accessKeyId,
  secretAccessKey,
}: Omit<S3ObjectStoreOptions, 'ca'>): S3Client {
  const credentials = { accessKeyId, secretAccessKey };
  return new S3Client({ endpoint: endpoint ?? '', region, forcePathStyle: true, credentials });
}

export async function lookWhatArrived(options: S3ObjectStoreOptions, ledger: Ledger): Promise<Arrived> {
  const sdk = plainSdk(options);
  const found: string[] = [];
  for (let token: string | undefined; ; ) {
    const page = await sdk.send(
      new ListObjectsV2Command({
        Bucket: options.bucket,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    const keys = (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    found.push(...keys.filter((key) => !key.startsWith(OF_THE_APPLIANCE)));
    token = page.NextContinuationToken;
    if (token === undefined) break;
  }
  let unequal = 0;
  const sizes: number[] = [];
  const happened = new Map<string, number>();
  await atOnce(found, async (Key) => {
    const { Body } = await sdk.send(new GetObjectCommand({ Bucket: options.bucket, Key }));
    const chunks: Buffer[] = [];
    for await (const chunk of Body as Readable) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    sizes.push(bytes.length);
    const [, swing = '', sha256] = KEY.exec(Key) ?? [];
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) unequal++;
    if (!ledger.keys.has(Key) && Key.endsWith('.json') && JSON.parse(String(bytes)).id === swing) {
      happened.set(swing, (happened.get(swing) ?? 0) + 1);
    }
  });
  const uploads = await sdk.send(new ListMultipartUploadsCommand({ Bucket: options.bucket }));
  sdk.destroy();
  const there = new Set(found);
  const unaccounted = found.filter((key) => !ledger.keys.has(key)).length;
  const once = [...ledger.swings].filter((swing) => happened.has(swing)).length;
  return {
    lost: [...ledger.keys].filter((key) => !there.has(key)).length + (ledger.swings.size - once),
    doubled: unaccounted - once,
    unequal,
    openUploads: uploads.Uploads?.length ?? 0,
    objects: found.length,
    sizes,
  };
}

/** As many beside each other as a bay has connections. */
export async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}
