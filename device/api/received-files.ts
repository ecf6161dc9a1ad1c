/** Files that a form has brought onto the data disk, until somebody has taken them over. */
import { rm } from 'node:fs/promises';
import type { Request } from 'express';
import { catchError, concatMap, type Observable } from 'rxjs';

/** What the form parser says of a file that it has written. */
export interface ReceivedFile {
  readonly path: string;
  readonly size: number;
}

/**
 * Removes what a call has left lying before it is answered, such as the file of a form whose other fields were refused.
 * What somebody has taken over is not there any more.
 */
export function removingReceived<T>(request: Request, answers: Observable<T>): Observable<T> {
  return answers.pipe(
    concatMap(async (answer) => {
      await removeReceived(request);
      return answer;
    }),
    catchError(async (error: unknown) => {
      await removeReceived(request);
      throw error;
    }),
  );
}

async function removeReceived(request: Request): Promise<void> {
  const files = (request as { files?: unknown }).files;
  if (!Array.isArray(files)) return;
  for (const { path } of files as readonly ReceivedFile[]) await rm(path, { force: true });
}
