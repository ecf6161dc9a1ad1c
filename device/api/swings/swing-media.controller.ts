import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { STORE, type Store } from '../../store/store.ts';
import {
  type ClipPoses,
  cameraQuerySchema,
  frameNameSchema,
  type KeyFrameList,
  swingIdSchema,
} from '../contract/rest.ts';
import { clipUnknown, keyFrameUnknown, mediaGone, posesUnknown } from '../errors.ts';
import { sendStoredFile } from '../stored-file.ts';
import { clipPosesOf } from './swing-body.ts';

type CameraQuery = z.infer<typeof cameraQuerySchema>;

/** What can be seen of a swing: its clips, its key frames and the poses that the replay draws. */
@Controller('api/v1/swings/:id')
export class SwingMediaController {
  readonly #store: Store;

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
  }

  @Get('video')
  async video(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Query({ schema: cameraQuerySchema }) { camera }: CameraQuery,
    @Res() response: Response,
  ): Promise<void> {
    this.#store.swings.find(id);
    const clips = this.#store.media.list(id).filter((file) => file.kind === 'clip');
    const named = camera === undefined ? clips : clips.filter((file) => file.camera === camera);
    const clip = named.find((file) => file.state === 'present') ?? named[0];
    if (clip === undefined) throw clipUnknown(camera);
    if (clip.state !== 'present') throw mediaGone(clip.state);
    await sendStoredFile(response, { ...clip, path: this.#store.media.pathOf(clip) });
  }

  @Get('frames')
  frames(@Param('id', { schema: swingIdSchema }) id: string): KeyFrameList {
    const { keyFrames } = this.#store.swings.report(id);
    return {
      frames: keyFrames.map(({ event, camera, timeMs, width, height, sha256 }) => ({
        event,
        camera,
        timeMs,
        width,
        height,
        sha256,
        url: `/api/v1/swings/${id}/frames/${sha256}`,
      })),
    };
  }

  /** By event and camera as the newest report has them, or by content, which any revision may name. */
  @Get('frames/:name')
  async frame(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Param('name', { schema: frameNameSchema }) name: string,
    @Query({ schema: cameraQuerySchema }) { camera }: CameraQuery,
    @Res() response: Response,
  ): Promise<void> {
    this.#store.swings.find(id);
    const files = this.#store.media.list(id).filter((file) => file.kind === 'key-frame');
    const sha256 = files.some((file) => file.sha256 === name) ? name : this.#keyFrameAt(id, name, camera);
    const file = files.find((each) => each.sha256 === sha256);
    if (file === undefined) throw keyFrameUnknown(name);
    if (file.state !== 'present') throw mediaGone(file.state);
    await sendStoredFile(response, { ...file, path: this.#store.media.pathOf(file) });
  }

  @Get('poses')
  poses(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Query({ schema: cameraQuerySchema }) { camera }: CameraQuery,
  ): ClipPoses {
    const { landmarks } = this.#store.swings.report(id);
    const wanted = landmarks.find((each) => camera === undefined || each.camera === camera);
    const track = wanted && this.#store.poses.find(id, wanted.camera, wanted.sha256);
    if (track === undefined) throw posesUnknown(camera);
    return clipPosesOf(track);
  }

  #keyFrameAt(id: string, event: string, camera: string | undefined): string {
    const { keyFrames } = this.#store.swings.report(id);
    const match = keyFrames.find((frame) => frame.event === event && (camera ?? frame.camera) === frame.camera);
    if (match === undefined) throw keyFrameUnknown(event);
    return match.sha256;
  }
}
