/** The files of videos that were made of swings: `exports/<id of the video>.mp4`. They can be made again. */
import { join } from 'node:path';
import { FileShelf } from './file-shelf.ts';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class ExportShelf extends FileShelf {
  constructor(dataDirectory: string, bytesMax: number) {
    super({ directory: join(dataDirectory, 'exports'), bytesMax, id: ID, suffix: '.mp4' });
  }
}
