import { Controller, Delete, Get, HttpCode, Inject, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess } from '../access.ts';
import {
  type AcceptedSwing,
  revisionQuerySchema,
  type SwingDetail,
  type SwingList,
  swingIdSchema,
  swingListQuerySchema,
} from '../contract/rest.ts';
import { analysisFailed } from '../errors.ts';
import { cursorAt, placeOf } from '../list-cursor.ts';
import { Ownership } from '../ownership.ts';
import { utc } from '../utc.ts';
import { swingDetailOf, swingSummaryOf, toldOf } from './swing-body.ts';

/** Swings, their reports, and their deletion. */
@Controller('api/v1/swings')
export class SwingController {
  readonly #store: Store;
  readonly #ownership: Ownership;

  constructor(@Inject(STORE) store: Store, @Inject(Ownership) ownership: Ownership) {
    this.#store = store;
    this.#ownership = ownership;
  }

  @Get()
  list(
    @Query({ schema: swingListQuerySchema }) query: z.infer<typeof swingListQuerySchema>,
    @CallAccess() access: Access,
  ): SwingList {
    const { limit, cursor, from, to, ...asked } = query;
    const filter = { ...this.#ownership.filterFor(access, asked), from: utc(from), to: utc(to) };
    const page = this.#store.swings.list(filter, limit, placeOf(cursor, filter));
    return {
      swings: page.swings.map((swing) => swingSummaryOf(this.#store.players.shown(swing), swing)),
      nextCursor: cursorAt(page.nextBefore, filter),
    };
  }

  @Get(':id')
  find(@Param('id', { schema: swingIdSchema }) id: string): SwingDetail {
    const swing = this.#store.players.shown(this.#store.swings.find(id));
    const told = toldOf(swing.revision === null ? null : this.#store.swings.report(id));
    return swingDetailOf(swing, told, this.#store.media.list(id));
  }

  /** The report as it was stored; 202 with the status while there is none, 409 when there will be none. */
  @Get(':id/analysis')
  analysis(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Query({ schema: revisionQuerySchema }) query: z.infer<typeof revisionQuerySchema>,
    @Res({ passthrough: true }) response: Response,
  ): string | AcceptedSwing {
    const swing = this.#store.swings.find(id);
    if (swing.revision !== null) {
      response.type('json');
      return this.#store.swings.reportText(id, query.revision ?? swing.revision);
    }
    if (swing.status === 'failed') {
      throw analysisFailed(swing.failure?.message ?? 'The reason is not known.');
    }
    response.status(202);
    return { id, status: swing.status };
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', { schema: swingIdSchema }) id: string): Promise<void> {
    await this.#store.swings.remove(id);
  }
}
