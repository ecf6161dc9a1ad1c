/** Files that a form has brought onto the data disk, until somebody has taken them over. */
import { rm } from 'node:fs/promises';
import type { Request } from 'express';

/** What the form parser says of a file that it has written. */
export interface ReceivedFile {
  readonly path: string;
  readonly size: number;
}

/** Removes what a call has left lying, such as the file of a form whose other fields were refused. */
export async function removeReceived(request: Request): Promise<void> {
  const files = (request as { files?: unknown }).files;
  if (!Array.isArray(files)) return;
  for (const { path } of files as readonly ReceivedFile[]) await rm(path, { force: true });
}
