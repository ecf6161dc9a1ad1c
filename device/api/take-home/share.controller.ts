import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { EXPORT_DESK, type ExportDesk } from '../../export/export-desk.ts';
import { type Access, CallAccess, playerOf } from '../access.ts';
import { swingIdSchema } from '../contract/rest.ts';
import {
  type ShareBody,
  shareIdSchema,
  type ShareList,
  type ShareRequest,
  shareRequestSchema,
} from '../contract/take-home.ts';
import { ShareDesk } from './share-desk.ts';

/** Links by which a player lets others see a swing. Only the player gives them out: no coach, no staff, no screen. */
@Controller('api/v1/swings/:id/shares')
export class ShareController {
  readonly #shares: ShareDesk;
  readonly #exports: ExportDesk;

  constructor(@Inject(ShareDesk) shares: ShareDesk, @Inject(EXPORT_DESK) exports: ExportDesk) {
    this.#shares = shares;
    this.#exports = exports;
  }

  @Post()
  @HttpCode(201)
  give(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Body({ schema: shareRequestSchema }) asked: ShareRequest,
    @CallAccess() access: Access,
  ): ShareBody {
    const player = playerOf(access);
    this.#shares.requireConsent(player, id);
    // A video that cannot be made is refused before the link is given out.
    if (asked.film !== null) this.#exports.ask(id, asked.film);
    return this.#shares.give(player, id, asked);
  }

  @Get()
  list(@Param('id', { schema: swingIdSchema }) id: string, @CallAccess() access: Access): ShareList {
    return { shares: this.#shares.list(playerOf(access), id) };
  }

  @Delete(':share')
  @HttpCode(204)
  end(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Param('share', { schema: shareIdSchema }) share: string,
    @CallAccess() access: Access,
  ): void {
    this.#shares.end(playerOf(access), id, share);
  }
}
