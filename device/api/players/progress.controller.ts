import { setImmediate } from 'node:timers/promises';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CLOCK, type Clock } from '../../clock/clock.ts';
import type { StoredGoal } from '../../store/goal-repository.ts';
import { STORE, type Store } from '../../store/store.ts';
import { DRILLS } from '../../swing/drills/drill-catalogue.ts';
import { catalogueEntry, isMetricId } from '../../swing/metrics/metric-catalogue.ts';
import { drillEffect } from '../../swing/progress/drill-effect.ts';
import { type GoalLevel, goalStanding } from '../../swing/progress/goal-standing.ts';
import { bySession, type ShotReadings } from '../../swing/progress/shot-readings.ts';
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
  async goals(@CallAccess() access: Access): Promise<GoalList> {
    const player = playerOf(access);
    const goals = this.#store.goals.of(player);
    if (goals.length === 0) return { goals: [] };
    const { shots } = await shotHistoryOf(this.#store, player);
    const bodies: GoalBody[] = [];
    for (const goal of goals) {
      bodies.push(goalBody(goal, shots));
      await setImmediate();
    }
    return { goals: bodies };
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
  async drillEffects(@CallAccess() access: Access): Promise<DrillEffects> {
    const player = playerOf(access);
    const done = this.#store.players.drillsDoneBy(player);
    if (done.length === 0) return { drills: [] };
    const sessions = bySession((await shotHistoryOf(this.#store, player)).shots);
    const drills: DrillEffects['drills'] = [];
    for (const [drill, times] of Map.groupBy(done, (each) => each.drill)) {
      const begunAt = times.at(-1)?.doneAt ?? '';
      const known = DRILLS.find(({ id }) => id === drill);
      const found = known === undefined ? null : drillEffect(known, begunAt, sessions);
      const told = { drill, times: times.length, begunAt, lastAt: times[0]?.doneAt ?? begunAt };
      drills.push({ ...told, effect: found === null ? null : effectBody(found) });
      await setImmediate();
    }
    return { drills };
  }

  /** It may still be yesterday where the player is. */
  #yesterday(): string {
    return new Date(this.#clock.wall().getTime() - 24 * 3_600_000).toISOString().slice(0, 10);
  }
}

function effectBody(
  effect: NonNullable<ReturnType<typeof drillEffect>>,
): NonNullable<DrillEffects['drills'][number]['effect']> {
  const { sessionsBefore, sessionsSince, ...said } = effect;
  const { unit, decimals } = catalogueEntry(effect.metric);
  return { ...said, unit, decimals, visitsBefore: sessionsBefore, visitsSince: sessionsSince };
}

function goalBody(goal: StoredGoal, shots: readonly ShotReadings[]): GoalBody {
  const { metric, at, low, high, club, setAt } = goal;
  // A goal for a number that this version does not know any more stays, unmeasured.
  const { unit, decimals } = isMetricId(metric) ? catalogueEntry(metric) : { unit: '', decimals: 1 };
  const { status, baseline, now, share, reachedIn, isProvable } = goalStanding(
    { id: metric, at, low, high, club },
    setAt,
    shots,
  );
  const startOf = (session: string): string => shots.find((shot) => shot.session === session)?.recordedAt ?? setAt;
  const levelBody = (level: GoalLevel | null): GoalBody['now'] =>
    level === null
      ? null
      : { value: level.value, low: level.low, high: level.high, shots: level.shots, visitAt: startOf(level.session) };
  return {
    ...goal,
    ...{ unit, decimals, status, share, isProvable },
    baseline: levelBody(baseline),
    now: levelBody(now),
    reachedAt: reachedIn === null ? null : startOf(reachedIn),
  };
}
