import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CLOCK, type Clock } from '../../clock/clock.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess, playerOf } from '../access.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import {
  type DrillEffects,
  type GoalBody,
  goalIdSchema,
  type GoalList,
  type GoalToSetBody,
  goalToSetSchema,
  type Progress,
  type ProgressQuery,
  progressQuerySchema,
} from '../contract/progress.ts';
import { requestInvalid } from '../errors.ts';
import { drillEffectsOf } from './drill-effects-of.ts';
import { goalBody, goalsOf } from './goals-of.ts';
import { knownMetric } from './known-metric.ts';
import { progressBody } from './progress-body.ts';
import { shotHistoryOf } from './shot-history.ts';

/** A player over time: what has really changed, what is aimed at, and what practice has gone with. */
@Controller('api/v1')
export class ProgressController {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(@Inject(STORE) store: Store, @Inject(CLOCK) clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  @Get('users/:id/progress')
  async progress(
    @Param('id', { schema: playerIdSchema }) id: string,
    @Query({ schema: progressQuerySchema }) { metric, at, club, from, to }: ProgressQuery,
  ): Promise<Progress> {
    this.#store.players.profile(id);
    const asked = {
      metric: metric === undefined ? null : knownMetric(metric, at),
      club: club === '' ? null : club,
      ...{ from, to },
    };
    return progressBody(id, await shotHistoryOf(this.#store, id), this.#store.consistency.ofPlayer(id), asked);
  }

  @Get('users/me/goals')
  goals(@CallAccess() access: Access): Promise<GoalList> {
    return goalsOf(this.#store, playerOf(access));
  }

  @Post('users/me/goals')
  async setGoal(
    @Body({ schema: goalToSetSchema }) asked: GoalToSetBody,
    @CallAccess() access: Access,
  ): Promise<GoalBody> {
    const player = playerOf(access);
    const { plausible, at } = knownMetric(asked.metric, asked.at);
    for (const end of ['low', 'high'] as const) {
      const value = asked[end];
      if (value !== null && (value < plausible.low || value > plausible.high)) {
        throw requestInvalid(`"${end}": nobody is measured outside of ${plausible.low} to ${plausible.high}.`);
      }
    }
    if (asked.dueOn !== null && asked.dueOn < this.#yesterday()) throw requestInvalid('"dueOn": that day is over.');
    const goal = this.#store.goals.set(player, { ...asked, at });
    return goalBody(goal, (await shotHistoryOf(this.#store, player)).shots);
  }

  @Delete('users/me/goals/:id')
  @HttpCode(204)
  removeGoal(@Param('id', { schema: goalIdSchema }) id: string, @CallAccess() access: Access): void {
    this.#store.goals.remove(playerOf(access), id);
  }

  /** Whether the number that each drill aims at has moved since it was begun. */
  @Get('drills/effects')
  drillEffects(@CallAccess() access: Access): Promise<DrillEffects> {
    return drillEffectsOf(this.#store, playerOf(access));
  }

  /** It may still be yesterday where the player is. */
  #yesterday(): string {
    return new Date(this.#clock.wall().getTime() - 24 * 3_600_000).toISOString().slice(0, 10);
  }
}
