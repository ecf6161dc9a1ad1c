import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { storedMotion } from '../../bay/stored-motion.ts';
import { STORE, type Store } from '../../store/store.ts';
import { figureWithheld, spaceFigure } from '../../swing/figure/space-figure.ts';
import {
  type ClipPoses,
  cameraQuerySchema,
  frameNameSchema,
  type KeyFrameList,
  type SwingJoints,
  swingIdSchema,
} from '../contract/rest.ts';
import { clipUnknown, keyFrameUnknown, posesUnknown } from '../errors.ts';
import { MediaSender } from '../media-sender.ts';
import { clipPosesOf, swingJointsOf } from './swing-body.ts';

type CameraQuery = z.infer<typeof cameraQuerySchema>;

/** What can be seen of a swing: its clips, its key frames and the poses and joints that pages draw. */
@Controller('api/v1/swings/:id')
export class SwingMediaController {
  readonly #store: Store;
  readonly #sender: MediaSender;

  constructor(@Inject(STORE) store: Store, @Inject(MediaSender) sender: MediaSender) {
    this.#store = store;
    this.#sender = sender;
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
    const here = named.find((file) => file.state === 'present');
    const clip = here ?? named.find((file) => this.#sender.isToBeHad(file)) ?? named[0];
    if (clip === undefined) throw clipUnknown(camera);
    await this.#sender.send(response, clip);
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
    await this.#sender.send(response, file);
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

  /** As the analysis left them; of older revisions, triangulated from their poses. */
  @Get('joints')
  joints(@Param('id', { schema: swingIdSchema }) id: string): SwingJoints {
    const report = this.#store.swings.report(id);
    const trusted = report.cameras.map(({ calibrated, nudged }) => ({
      calibration: calibrated && !nudged ? {} : null,
    }));
    const withheld = figureWithheld({ views: trusted, slowMotion: report.slowMotion });
    if (withheld !== null) return { withheld };
    const figure = this.#store.figures.find(id) ?? spaceFigure(storedMotion(this.#store, id).motion);
    return 'withheld' in figure ? figure : swingJointsOf(figure, report.handedness);
  }

  #keyFrameAt(id: string, event: string, camera: string | undefined): string {
    const { keyFrames } = this.#store.swings.report(id);
    const match = keyFrames.find((frame) => frame.event === event && (camera ?? frame.camera) === frame.camera);
    if (match === undefined) throw keyFrameUnknown(event);
    return match.sha256;
  }
}
