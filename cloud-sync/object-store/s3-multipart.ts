/**
 * Files in parts, gone on with after a cut by what the store lists of them.
 *
 * An upload that is found under the same key is of the same content, since keys are made of it; a part counts as sent
 * when its size and MD5 are ours. So no note is kept here that could be wrong after a crash or on another machine.
 */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ObjectContent, Pace } from '../../device/ports/object-store.port.ts';
import { type ContentPart, sendPaced } from './content.ts';
import { foreignAnswer } from './errors.ts';
import { withBodyHash } from './s3-middleware.ts';
import { type SendingTurns, sentAs } from './sending-turns.ts';

export interface PartsToPut {
  readonly bucket: string;
  readonly key: string;
  readonly content: ObjectContent;
  /** The whole content, in the order of its bytes. */
  readonly parts: readonly ContentPart[];
  readonly pace: Pace;
  readonly turns: SendingTurns;
}

interface SentPart {
  readonly bytes: number;
  /** Without its quotes. */
  readonly tag: string;
}

export interface OpenUpload {
  readonly key: string;
  readonly id: string;
  readonly begunAtMs: number;
}

/** Answers the tag that the store gave the whole. */
export async function putInParts(client: S3Client, toPut: PartsToPut): Promise<string> {
  const { bucket, key, parts } = toPut;
  const open: OpenUpload[] = [];
  for await (const upload of uploads(client, bucket, key)) if (upload.key === key) open.push(upload);
  const [newest, ...older] = open.toSorted((a, b) => b.begunAtMs - a.begunAtMs);
  const id = newest?.id ?? (await begin(client, toPut));
  const sent = newest === undefined ? new Map<number, SentPart>() : await sentParts(client, bucket, newest);
  const tags: string[] = [];
  for (const [index, part] of parts.entries()) {
    tags.push(await putPart(client, toPut, { id, number: index + 1, part, there: sent.get(index + 1) }));
  }
  const answer = await client.send(
    new CompleteMultipartUploadCommand({
      ...{ Bucket: bucket, Key: key, UploadId: id },
      MultipartUpload: { Parts: tags.map((ETag, index) => ({ ETag, PartNumber: index + 1 })) },
    }),
  );
  if (answer.ETag === undefined) throw foreignAnswer('it completed an upload and gave no ETag');
  for (const upload of older) await abort(client, bucket, upload);
  return answer.ETag;
}

/** Gives up the uploads below a prefix that are chosen; answers how many. */
export async function abortUploads(
  client: S3Client,
  bucket: string,
  prefix: string,
  isToGo: (upload: OpenUpload) => boolean,
): Promise<number> {
  let given = 0;
  for await (const upload of uploads(client, bucket, prefix)) {
    if (!isToGo(upload)) continue;
    await abort(client, bucket, upload);
    given++;
  }
  return given;
}

async function begin(client: S3Client, { bucket, key, content }: PartsToPut): Promise<string> {
  const answer = await client.send(
    new CreateMultipartUploadCommand({
      ...{ Bucket: bucket, Key: key, ContentType: content.mediaType },
      Metadata: { sha256: content.sha256 },
    }),
  );
  if (answer.UploadId === undefined) throw foreignAnswer('it began an upload and gave it no name');
  return answer.UploadId;
}

async function putPart(
  client: S3Client,
  { bucket, key, content, pace, turns }: PartsToPut,
  {
    id,
    number,
    part,
    there,
  }: { readonly id: string; readonly number: number; readonly part: ContentPart; readonly there: SentPart | undefined },
): Promise<string> {
  const { bytes, md5, sha256 } = part;
  if (there?.bytes === bytes && there.tag === md5) return there.tag;
  const about = {
    ...{ Bucket: bucket, Key: key, UploadId: id, PartNumber: number, ContentLength: bytes },
    ContentMD5: Buffer.from(md5, 'hex').toString('base64'),
  };
  const answer = await sendPaced(content, part, pace, (Body, abortSignal) =>
    turns.run(sentAs(content), () =>
      client.send(withBodyHash(new UploadPartCommand({ ...about, Body }), sha256), { abortSignal }),
    ),
  );
  if (answer.ETag === undefined) throw foreignAnswer('it took a part and gave no ETag');
  return answer.ETag.replaceAll('"', '');
}

async function sentParts(client: S3Client, bucket: string, { key, id }: OpenUpload): Promise<Map<number, SentPart>> {
  const sent = new Map<number, SentPart>();
  for (let after: string | undefined; ; ) {
    const page = await client.send(
      new ListPartsCommand({
        ...{ Bucket: bucket, Key: key, UploadId: id },
        ...(after === undefined ? {} : { PartNumberMarker: after }),
      }),
    );
    if (page.IsTruncated === undefined) throw foreignAnswer('it lists parts that cannot be counted');
    for (const { PartNumber, Size, ETag } of page.Parts ?? []) {
      if (PartNumber !== undefined) sent.set(PartNumber, { bytes: Size ?? -1, tag: (ETag ?? '').replaceAll('"', '') });
    }
    if (!page.IsTruncated || page.NextPartNumberMarker === undefined) return sent;
    after = page.NextPartNumberMarker;
  }
}

async function* uploads(client: S3Client, bucket: string, prefix: string): AsyncGenerator<OpenUpload> {
  for (let after: { KeyMarker?: string; UploadIdMarker?: string } = {}; ; ) {
    const page = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...after }));
    if (page.IsTruncated === undefined) throw foreignAnswer('it lists uploads that cannot be counted');
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key === undefined || UploadId === undefined) continue;
      yield { key: Key, id: UploadId, begunAtMs: Initiated?.getTime() ?? 0 };
    }
    const { NextKeyMarker, NextUploadIdMarker } = page;
    if (!page.IsTruncated || NextKeyMarker === undefined) return;
    after = {
      KeyMarker: NextKeyMarker,
      ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
    };
  }
}

async function abort(client: S3Client, bucket: string, { key, id }: OpenUpload): Promise<void> {
  await client
    .send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: id }))
    .catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'NoSuchUpload')) throw error;
    });
}
