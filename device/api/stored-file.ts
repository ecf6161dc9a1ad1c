/** Sends a file of the store, whole or the range that was asked for. */
import { basename, dirname } from 'node:path';
import type { Response } from 'express';
import { mediaGone, rangeRefused } from './errors.ts';

export interface StoredFile {
  readonly path: string;
  readonly mediaType: string;
  readonly sha256: string;
}

/** Whatever a file holds besides what it is said to be, a browser that opens it by itself runs nothing of it. */
const CONTENT_SECURITY_POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

/** Content never changes under its name, but a deleted swing must be gone: kept, and asked about every time. */
const CACHE_CONTROL = 'private, no-cache';

/** Said of a file wherever it comes from. */
export function headersOfFile({ mediaType, sha256 }: Omit<StoredFile, 'path'>): Record<string, string> {
  return {
    'Content-Type': mediaType,
    ETag: `"${sha256}"`,
    'Cache-Control': CACHE_CONTROL,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  };
}

/** Resolves when the answer has been handed over or the reader has gone; rejects with a coded error before that. */
export function sendStoredFile(response: Response, file: StoredFile): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = {
      root: dirname(file.path),
      headers: headersOfFile(file),
      cacheControl: false,
      lastModified: false,
    };
    response.sendFile(basename(file.path), options, (error?: Error & { status?: number }) => {
      if (error === undefined || response.headersSent || response.destroyed) return resolve();
      reject(error.status === 416 ? rangeRefused() : mediaGone('lost'));
    });
  });
}
