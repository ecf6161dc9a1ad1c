import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type StoredMotion, storedMotion } from '../../bay/stored-motion.ts';
import { STORE, type Store } from '../../store/store.ts';
import { compareSwings, type SwingComparison } from '../../swing/compare/compare-swings.ts';
import { OVERLAY_BONES, overlaySwings } from '../../swing/compare/overlay.ts';
import { type Access, CallAccess } from '../access.ts';
import { comparePage } from './compare-page.ts';
import { type SimilarSwings, similarQuerySchema, type SwingComparisonBody, swingIdSchema } from '../contract/rest.ts';
import { notEmbedded } from '../errors.ts';
import { swingSummaryOf, toldOf } from './swing-body.ts';

/** A swing beside another one, and the swings that are like it. */
@Controller('api/v1/swings/:id')
export class SwingLikenessController {
  readonly #store: Store;

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
  }

  @Get('compare/:other')
  compare(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Param('other', { schema: swingIdSchema }) other: string,
  ): SwingComparisonBody {
    const { comparison, first, second } = this.#compared(id, other);
    return {
      ...comparison,
      metrics: comparison.metrics.map((metric) => ({ ...metric })),
      bones: OVERLAY_BONES.map(([from, to]) => [from, to]),
      overlays: overlaySwings(first.motion, second.motion).map(({ view, frames }) => ({
        view,
        frames: frames.map((frame) => ({ ...frame, first: [...frame.first], second: [...frame.second] })),
      })),
    };
  }

  @Get('compare/:other/page')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'")
  page(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Param('other', { schema: swingIdSchema }) other: string,
  ): string {
    const { comparison, first, second } = this.#compared(id, other);
    const nameOf = ({ report }: StoredMotion): string => report.recordedAt.slice(0, 16).replace('T', ' ');
    return comparePage({
      comparison,
      overlays: overlaySwings(first.motion, second.motion),
      names: [nameOf(first), nameOf(second)],
    });
  }

  @Get('similar')
  async similar(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Query({ schema: similarQuerySchema }) { scope, limit }: z.infer<typeof similarQuerySchema>,
    @CallAccess() { reach }: Access,
  ): Promise<SimilarSwings> {
    const { swings, embeddings, similarity } = this.#store;
    const swing = this.#store.players.shown(swings.find(id));
    const embedding = embeddings.find(id);
    if (embedding === undefined) throw notEmbedded(id);
    await similarity.readOn(embedding);
    // A guest has no swings of other visits: a swing without a player looks among those of its own visit only.
    const found = similarity.nearest({
      embedding,
      except: id,
      limit,
      ...(scope === 'bay' && reach === 'any'
        ? {}
        : { among: swing.player === null ? { session: swing.session } : { player: swing.player } }),
    });
    return {
      space: embedding.space,
      swings: found.map(({ swing: neighbour, distance }) => {
        const stored = this.#store.players.shown(swings.find(neighbour));
        const told = toldOf(stored.revision === null ? null : swings.report(neighbour));
        return { swing: swingSummaryOf(stored, told), distance };
      }),
    };
  }

  #compared(id: string, other: string): { comparison: SwingComparison; first: StoredMotion; second: StoredMotion } {
    const [first, second] = [storedMotion(this.#store, id), storedMotion(this.#store, other)];
    return { comparison: compareSwings(first, second), first, second };
  }
}
