import { rm } from 'node:fs/promises';
import { Body, Controller, HttpCode, Inject, Post, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { probeVideo } from '../../capture/video-probe.ts';
import { BAY_VIEW, type BayView, type UploadedVideo } from '../bay-view.port.ts';
import { type AcceptedSwing, type UploadFields, uploadFieldsSchema } from '../contract/rest.ts';
import { UploadAdmission } from './upload-admission.ts';
import { durationRefused, noFile, notMp4OrMov, UPLOAD_MS_MAX, UPLOAD_MS_MIN } from './upload-refusals.ts';
import { readMediaType } from './video-container.ts';

/** What the form parser says of a file that it has written to the data disk. */
interface ReceivedFile {
  readonly path: string;
  readonly size: number;
}

/** Takes the video of one swing. It goes to the data disk as it comes and is never held in memory. */
@Controller('api/v1/swings')
export class UploadController {
  readonly #bay: BayView;

  constructor(@Inject(BAY_VIEW) bay: BayView) {
    this.#bay = bay;
  }

  @Post('upload')
  @HttpCode(202)
  @UseInterceptors(UploadAdmission, AnyFilesInterceptor())
  async upload(
    @UploadedFiles() files: readonly ReceivedFile[],
    @Body({ schema: uploadFieldsSchema }) fields: UploadFields,
  ): Promise<AcceptedSwing> {
    const file = files[0];
    if (file === undefined) throw noFile();
    let video: UploadedVideo;
    try {
      video = { ...(await examine(file)), ...fields };
    } catch (error) {
      await rm(file.path, { force: true });
      throw error;
    }
    const { id, status } = await this.#bay.submitUpload(video);
    return { id, status };
  }
}

async function examine(file: ReceivedFile): Promise<Omit<UploadedVideo, keyof UploadFields>> {
  const mediaType = await readMediaType(file.path);
  if (mediaType === undefined) throw notMp4OrMov();
  const facts = await probeVideo(file.path);
  if (facts.durationMs < UPLOAD_MS_MIN || facts.durationMs > UPLOAD_MS_MAX) throw durationRefused(facts.durationMs);
  return { file: file.path, bytes: file.size, mediaType, facts };
}
