/** In which order things came to lie in a bucket, by the store's own times. */
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { S3ObjectStoreOptions } from '../../../../cloud-sync/object-store/s3-object-store.ts';
import { plainSdk } from '../outbox/arrived.ts';

export interface OrderOfArrival {
  readonly results: number;
  readonly keyFrames: number;
  readonly clips: number;
  /** Results that came after the first key frame or clip. */
  readonly resultsLate: number;
  /** Key frames that came after the first clip. */
  readonly keyFramesLate: number;
  readonly resultBytes: number;
}

const RANKS: Readonly<Record<string, number>> = { json: 0, poses: 0, jpg: 1, mp4: 2 };

export async function orderOfArrival(options: S3ObjectStoreOptions): Promise<OrderOfArrival> {
  const sdk = plainSdk(options);
  const ranks: { readonly atMs: number; readonly bytes: number }[][] = [[], [], []];
  for (let token: string | undefined; ; ) {
    const page = await sdk.send(
      new ListObjectsV2Command({
        // What the appliance puts away of itself is no part of a swing.
        ...{ Bucket: options.bucket, Prefix: 'users/' },
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    for (const { Key = '', LastModified, Size = 0 } of page.Contents ?? []) {
      const rank = RANKS[Key.slice(Key.lastIndexOf('.') + 1)] ?? 2;
      ranks[rank]?.push({ atMs: LastModified?.getTime() ?? Number.NaN, bytes: Size });
    }
    token = page.NextContinuationToken;
    if (token === undefined) break;
  }
  sdk.destroy();
  const [results = [], keyFrames = [], clips = []] = ranks;
  const first = (of: typeof results): number => of.reduce((least, { atMs }) => Math.min(least, atMs), Infinity);
  const after = (of: typeof results, ms: number): number => of.filter(({ atMs }) => atMs > ms).length;
  return {
    ...{ results: results.length, keyFrames: keyFrames.length, clips: clips.length },
    resultsLate: after(results, Math.min(first(keyFrames), first(clips))),
    keyFramesLate: after(keyFrames, first(clips)),
    resultBytes: results.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
