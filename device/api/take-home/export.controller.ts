import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { EXPORT_DESK, type ExportDesk, type ExportStatus } from '../../export/export-desk.ts';
import { exportNotDone } from '../../export/errors.ts';
import { swingIdSchema } from '../contract/rest.ts';
import { exportIdSchema, type ExportOrder, exportOrderSchema, type ExportStatusBody } from '../contract/take-home.ts';
import { sendFilm } from './send-film.ts';

/** Videos of a swing, made on the bay. */
@Controller('api/v1/swings/:id/exports')
export class ExportController {
  readonly #desk: ExportDesk;

  constructor(@Inject(EXPORT_DESK) desk: ExportDesk) {
    this.#desk = desk;
  }

  /** The same order again is the same video. */
  @Post()
  @HttpCode(202)
  ask(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Body({ schema: exportOrderSchema }) order: ExportOrder,
  ): ExportStatusBody {
    return bodyOf(this.#desk.ask(id, order));
  }

  @Get(':export')
  status(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Param('export', { schema: exportIdSchema }) film: string,
  ): ExportStatusBody {
    return bodyOf(this.#desk.status(id, film));
  }

  @Get(':export/video')
  async video(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Param('export', { schema: exportIdSchema }) film: string,
    @Res() response: Response,
  ): Promise<void> {
    const file = this.#desk.fileOf(id, film);
    if (file === null) throw exportNotDone();
    await sendFilm(response, file);
  }
}

function bodyOf(status: ExportStatus): ExportStatusBody {
  const { id, swing, state, failure } = status;
  return {
    ...status,
    order: { ...status.order, cameras: [...status.order.cameras] },
    failure: failure === null ? null : { ...failure },
    url: state === 'done' ? `/api/v1/swings/${swing}/exports/${id}/video` : null,
  };
}
