/** Sends a video that was made of a swing, as a file to keep. */
import type { Response } from 'express';
import type { FilmFile } from '../../export/export-desk.ts';
import { sendStoredFile } from '../stored-file.ts';

export async function sendFilm(response: Response, { path, tag, name }: FilmFile): Promise<void> {
  response.set('Content-Disposition', `attachment; filename="${name}"`);
  try {
    await sendStoredFile(response, { path, mediaType: 'video/mp4', sha256: tag });
  } catch (error) {
    response.removeHeader('Content-Disposition');
    throw error;
  }
}
