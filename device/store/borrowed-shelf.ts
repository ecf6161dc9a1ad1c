/**
 * Copies of media that lie in the object store, brought here because somebody looks at them: `borrowed/<sha256>`. Who
 * replays a swing asks for the same file again and again; whoever comes later finds it in the object store anyway.
 */
import { join } from 'node:path';
import { FileShelf } from './file-shelf.ts';

const SHA256 = /^[0-9a-f]{64}$/;

export class BorrowedShelf extends FileShelf {
  constructor(dataDirectory: string, bytesMax: number) {
    super({ directory: join(dataDirectory, 'borrowed'), bytesMax, id: SHA256, suffix: '' });
  }
}
