import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { requestOtherHand, requestReanalysis } from '../../bay/reanalysis.ts';
import { VisitDesk } from '../../bay/visit-desk.ts';
import { STORE, type Store } from '../../store/store.ts';
import {
  type HandChoice,
  handChoiceSchema,
  type Reanalysis,
  type RevisionList,
  reanalyzeQuerySchema,
  swingIdSchema,
} from '../contract/rest.ts';

/** The revisions of a swing's report, and how a newer one is asked for. */
@Controller('api/v1/swings/:id')
export class ReanalysisController {
  readonly #store: Store;
  readonly #visits: VisitDesk;

  constructor(@Inject(STORE) store: Store, @Inject(VisitDesk) visits: VisitDesk) {
    this.#store = store;
    this.#visits = visits;
  }

  @Get('revisions')
  revisions(@Param('id', { schema: swingIdSchema }) id: string): RevisionList {
    return { revisions: this.#store.swings.revisions(id) };
  }

  /** The daemon looks into its queue by itself; progress comes over the socket like any other analysis's. */
  @Post('reanalyze')
  @HttpCode(202)
  reanalyze(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Query({ schema: reanalyzeQuerySchema }) { model, again }: z.infer<typeof reanalyzeQuerySchema>,
  ): Reanalysis {
    const state = requestReanalysis(this.#store, id, { model, again: again === 'true' });
    return { id, state };
  }

  /** A hand that was wrongly recognised. Whose swing it is keeps it for the swings to come, whatever becomes of this one. */
  @Put('handedness')
  @HttpCode(202)
  hand(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Body({ schema: handChoiceSchema }) { handedness }: HandChoice,
  ): Reanalysis {
    this.#visits.takeHand(this.#store.swings.find(id), handedness);
    return { id, state: requestOtherHand(this.#store, id, handedness) };
  }
}
