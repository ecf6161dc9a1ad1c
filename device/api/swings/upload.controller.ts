import { Body, Controller, HttpCode, Inject, Post, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { probeVideo } from '../../capture/video-probe.ts';
import { type Access, CallAccess } from '../access.ts';
import { BAY_VIEW, type BayView, type UploadedVideo } from '../bay-view.port.ts';
import { type AcceptedSwing, type UploadFields, uploadFieldsSchema } from '../contract/rest.ts';
import { Ownership } from '../ownership.ts';
import type { ReceivedFile } from '../received-files.ts';
import { UploadAdmission } from './upload-admission.ts';
import { UploadQuota } from './upload-quota.ts';
import {
  durationRefused,
  noFile,
  notMp4OrMov,
  pictureRefused,
  UPLOAD_MS_MAX,
  UPLOAD_MS_MIN,
} from './upload-refusals.ts';
import { readMediaType } from './video-container.ts';

/** Takes the video of one swing. It goes to the data disk as it comes and is never held in memory. */
@Controller('api/v1/swings')
export class UploadController {
  readonly #bay: BayView;
  readonly #ownership: Ownership;
  readonly #quota: UploadQuota;

  constructor(
    @Inject(BAY_VIEW) bay: BayView,
    @Inject(Ownership) ownership: Ownership,
    @Inject(UploadQuota) quota: UploadQuota,
  ) {
    this.#bay = bay;
    this.#ownership = ownership;
    this.#quota = quota;
  }

  @Post('upload')
  @HttpCode(202)
  @UseInterceptors(UploadAdmission, AnyFilesInterceptor())
  async upload(
    @UploadedFiles() files: readonly ReceivedFile[],
    @Body({ schema: uploadFieldsSchema }) { player: named, ...fields }: UploadFields,
    @CallAccess() access: Access,
  ): Promise<AcceptedSwing> {
    const file = files[0];
    if (file === undefined) throw noFile();
    const player = this.#ownership.receiverOf(access, named);
    if (player !== null) this.#quota.refuseBeyond(player, file.size);
    const video: UploadedVideo = { ...(await examine(file)), ...fields, player };
    const { id, status } = await this.#bay.submitUpload(video);
    return { id, status };
  }
}

async function examine(file: ReceivedFile): Promise<Pick<UploadedVideo, 'file' | 'bytes' | 'mediaType' | 'facts'>> {
  const mediaType = await readMediaType(file.path);
  if (mediaType === undefined) throw notMp4OrMov();
  const facts = await probeVideo(file.path);
  if (facts.durationMs < UPLOAD_MS_MIN || facts.durationMs > UPLOAD_MS_MAX) throw durationRefused(facts.durationMs);
  const unfit = pictureRefused(facts);
  if (unfit !== null) throw unfit;
  return { file: file.path, bytes: file.size, mediaType, facts };
}
