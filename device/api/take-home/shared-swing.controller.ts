/**
 * What a link shows: one swing, to whoever has it. Without a login; every call brings the link's token in a header, and
 * never in an address, which browsers keep and servers log.
 */
import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { isRetryable } from '../../errors/bay-error.ts';
import { exportNotDone } from '../../export/errors.ts';
import { EXPORT_DESK, type ExportDesk } from '../../export/export-desk.ts';
import { filmOrderSchema } from '../../export/film-order.ts';
import { filmNumbers } from '../../export/film-numbers.ts';
import type { StoredShare } from '../../store/share-repository.ts';
import { STORE, type Store } from '../../store/store.ts';
import type { Language } from '../../swing/advice/language.ts';
import { BAY_LANGUAGE } from '../catalogue.controller.ts';
import { type ClipPoses, languageQuerySchema } from '../contract/rest.ts';
import { SHARE_HEADER } from '../contract/share-header.ts';
import { type SharedSwing, sharedViewSchema } from '../contract/take-home.ts';
import { clipUnknown, mediaGone, posesUnknown } from '../errors.ts';
import { MediaSender } from '../media-sender.ts';
import { clipPosesOf } from '../swings/swing-body.ts';
import { ShareDesk } from './share-desk.ts';
import { sendFilm } from './send-film.ts';

const HEADER = SHARE_HEADER.toLowerCase();

@Controller('api/v1/shared')
export class SharedSwingController {
  readonly #store: Store;
  readonly #shares: ShareDesk;
  readonly #exports: ExportDesk;
  readonly #language: Language;
  readonly #sender: MediaSender;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(ShareDesk) shares: ShareDesk,
    @Inject(EXPORT_DESK) exports: ExportDesk,
    @Inject(BAY_LANGUAGE) language: Language,
    @Inject(MediaSender) sender: MediaSender,
  ) {
    this.#store = store;
    this.#shares = shares;
    this.#exports = exports;
    this.#language = language;
    this.#sender = sender;
  }

  @Get()
  swing(
    @Headers(HEADER) token: string | undefined,
    @Query({ schema: languageQuerySchema }) { lang }: z.infer<typeof languageQuerySchema>,
    @Res({ passthrough: true }) response: Response,
  ): SharedSwing {
    const share = this.#open(token, response);
    const report = this.#store.swings.report(share.swing);
    const shown = new Set(this.#clipsToBeHad(share).map(({ camera }) => camera));
    return {
      recordedAt: report.recordedAt,
      expiresAt: new Date(share.expiresAtMs).toISOString(),
      handedness: report.handedness,
      views: report.cameras.flatMap(({ name: camera, role, width, height, fps }) => {
        const clip = report.clips.find((each) => each.camera === camera);
        if (clip === undefined || !shown.has(camera)) return [];
        const hasPoses = report.landmarks.some((each) => each.camera === camera);
        return [{ camera, role, width, height, fps, fromMs: clip.fromMs, toMs: clip.toMs, hasPoses }];
      }),
      events: report.events.map(({ name, timeMs }) => ({ name, timeMs })),
      phases: report.phases.map((phase) => ({ ...phase })),
      numbers: filmNumbers(report, lang ?? this.#language).map((number) => ({
        ...number,
        scale: { ...number.scale, typical: number.scale.typical && spanOf(number.scale.typical) },
      })),
      film: this.#filmOf(share),
    };
  }

  @Get('clips/:camera')
  async clip(
    @Headers(HEADER) token: string | undefined,
    @Param('camera', { schema: sharedViewSchema }) camera: string,
    @Res() response: Response,
  ): Promise<void> {
    const share = this.#open(token, response);
    const clip = this.#clipsToBeHad(share).find((each) => each.camera === camera);
    if (clip === undefined) throw clipUnknown(camera);
    await this.#sender.send(response, clip);
  }

  @Get('poses/:camera')
  poses(
    @Headers(HEADER) token: string | undefined,
    @Param('camera', { schema: sharedViewSchema }) camera: string,
    @Res({ passthrough: true }) response: Response,
  ): ClipPoses {
    const share = this.#open(token, response);
    const wanted = this.#store.swings.report(share.swing).landmarks.find((each) => each.camera === camera);
    const track = wanted && this.#store.poses.find(share.swing, camera, wanted.sha256);
    if (track === undefined) throw posesUnknown(camera);
    return clipPosesOf(track);
  }

  /** It is made again where it has made way. */
  @Get('film')
  async film(@Headers(HEADER) token: string | undefined, @Res() response: Response): Promise<void> {
    const share = this.#open(token, response);
    if (share.film === null) throw mediaGone('dropped');
    const { id } = this.#exports.ask(share.swing, filmOrderSchema.parse(share.film), false);
    const file = this.#exports.fileOf(share.swing, id);
    if (file === null) throw exportNotDone();
    await sendFilm(response, file);
  }

  /** Nothing of it is for search engines, whatever they get hold of. */
  #open(token: string | undefined, response: Response): StoredShare {
    response.set('X-Robots-Tag', 'noindex, nofollow, noarchive');
    return this.#shares.open(token ?? '');
  }

  #clipsToBeHad({ swing }: StoredShare) {
    return this.#store.media.list(swing).filter((file) => file.kind === 'clip' && this.#sender.isToBeHad(file));
  }

  /** Null also where it cannot be made any more, because the clips have made way. */
  #filmOf(share: StoredShare): SharedSwing['film'] {
    if (share.film === null) return null;
    try {
      // Whoever looks on does not have it tried over and over.
      const asked = this.#exports.ask(share.swing, filmOrderSchema.parse(share.film), false);
      const { state, isHalted, progress, bytes } = asked;
      return { state, isHalted, progress, bytes };
    } catch (error) {
      return { state: isRetryable(error) ? 'queued' : 'failed', isHalted: false, progress: 0, bytes: null };
    }
  }
}

function spanOf({ low, high }: { low: number; high: number }): { low: number; high: number } {
  return { low, high };
}
