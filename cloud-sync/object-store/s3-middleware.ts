/** What the S3 SDK does not do by itself: a known body hash in the signature, and the store's own clock. */
import type { PutObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';

type Headed = { readonly headers: Record<string, string> };

/** The SDK signs a stream as of unknown content; ours is known. Answers the command itself. */
export function withBodyHash<C extends PutObjectCommand | UploadPartCommand>(command: C, sha256: string): C {
  (command as UploadPartCommand).middlewareStack.add(
    (next) => (args) => {
      (args.request as Headed).headers['x-amz-content-sha256'] = sha256;
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'swingbayBodyHash' },
  );
  return command;
}

/** Milliseconds of the epoch by the store's newest answer; null before the first, and after one without a date. */
export function readServerTime(client: S3Client): () => number | null {
  let newest: number | null = null;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const date = Date.parse((result.response as Headed).headers['date'] ?? '');
      newest = Number.isFinite(date) ? date : null;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'swingbayServerTime' },
  );
  return () => newest;
}
