import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { sessionConsistency } from '../bay/games/session-consistency.ts';
import { STORE, type Store } from '../store/store.ts';
import { CHALLENGE_SWINGS, type MetricConsistency } from '../swing/consistency/consistency.ts';
import { catalogueEntry, isMetricId } from '../swing/metrics/metric-catalogue.ts';
import { compareWithBeat } from '../swing/tempo/compare-with-beat.ts';
import { TEMPO_BEATS, type TempoBeat } from '../swing/tempo/tempo-beat.ts';
import { BAY_VIEW, type BayView } from './bay-view.port.ts';
import {
  type ConsistencyBody,
  type LeaderboardBody,
  leaderboardQuerySchema,
  type MetricConsistencyBody,
  type SwingOnBeatBody,
  type TempoBeatId,
  type TempoBeats,
  tempoBeatIdSchema,
} from './contract/games.ts';
import { swingIdSchema } from './contract/rest.ts';

/** What the games of the bay screen ask: rhythms, a swing beside one, and how consistent the visit is. */
@Controller('api/v1/games')
export class GamesController {
  readonly #store: Store;
  readonly #bay: BayView;

  constructor(@Inject(STORE) store: Store, @Inject(BAY_VIEW) bay: BayView) {
    this.#store = store;
    this.#bay = bay;
  }

  @Get('tempo')
  tempo(): TempoBeats {
    return { beats: TEMPO_BEATS.map((beat) => ({ ...beat })) };
  }

  @Get('tempo/:beat/swings/:id')
  swingOnBeat(
    @Param('beat', { schema: tempoBeatIdSchema }) beat: TempoBeatId,
    @Param('id', { schema: swingIdSchema }) id: string,
  ): SwingOnBeatBody {
    const { metrics } = this.#store.swings.report(id);
    const rhythm = TEMPO_BEATS.find((each) => each.id === beat) as TempoBeat;
    return { swing: id, beat, ...compareWithBeat(metrics, rhythm) };
  }

  /** Of the visit that is going on. */
  @Get('consistency')
  consistency(): ConsistencyBody {
    const consistency = sessionConsistency(this.#store, this.#bay.sessionId());
    const isComplete = consistency.status === 'complete';
    return {
      status: consistency.status,
      swingsWanted: CHALLENGE_SWINGS,
      swings: [...consistency.swings],
      score: isComplete ? consistency.score : null,
      metrics: isComplete ? consistency.metrics.map(metricBody) : [],
    };
  }

  /** The best of each visit, to this bay and to those of its facility. */
  @Get('consistency/leaderboard')
  leaderboard(
    @Query({ schema: leaderboardQuerySchema }) { limit }: z.infer<typeof leaderboardQuerySchema>,
  ): LeaderboardBody {
    const ranked = this.#store.consistency.best(limit);
    return {
      entries: ranked.map(({ session, playerName, bay, points, low, high, achievedAt }, at) => {
        const before = ranked[at - 1];
        return {
          ...{ place: at + 1, player: playerName, bay, points, low, high, achievedAt },
          isThisVisit: session === this.#bay.sessionId(),
          isTooCloseToCall: before !== undefined && before.low <= high,
        };
      }),
    };
  }
}

function metricBody(metric: MetricConsistency): MetricConsistencyBody {
  const { id } = metric;
  return {
    ...metric,
    values: [...metric.values],
    decimals: isMetricId(id) ? catalogueEntry(id).decimals : 1,
  };
}
