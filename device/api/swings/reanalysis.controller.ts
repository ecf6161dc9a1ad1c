import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { requestReanalysis } from '../../bay/reanalysis.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Reanalysis, type RevisionList, reanalyzeQuerySchema, swingIdSchema } from '../contract/rest.ts';

/** The revisions of a swing's report, and how a newer one is asked for. */
@Controller('api/v1/swings/:id')
export class ReanalysisController {
  readonly #store: Store;

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
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
}
