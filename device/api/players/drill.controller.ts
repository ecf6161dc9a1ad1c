import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { CLOCK, type Clock } from '../../clock/clock.ts';
import { FACILITY_LINE, type FacilityLinePort } from '../../ports/facility-line.port.ts';
import { STORE, type Store } from '../../store/store.ts';
import type { Language } from '../../swing/advice/language.ts';
import { DRILLS } from '../../swing/drills/drill-catalogue.ts';
import { type Access, CallAccess, playerOf } from '../access.ts';
import { catalogueIn } from '../catalogue.ts';
import { assignedDrillBody } from '../coaching/note-body.ts';
import { BAY_LANGUAGE } from '../catalogue.controller.ts';
import {
  type CompletedDrill,
  type DrillCompletion,
  drillCompletionSchema,
  type DrillList,
  type DrillsDone,
  type Leaderboard,
  leaderboardQuerySchema,
  type RecommendedDrills,
} from '../contract/accounts.ts';
import { drillIdSchema } from '../contract/rest.ts';
import { drillUnknown } from '../errors.ts';
import { recommendedDrills } from './recommended-drills.ts';

/** How many of the newest shots a recommendation looks at. */
const SHOTS = 10;
const DAY_MS = 24 * 3_600_000;

/** What to work on, what was worked on, and who is ahead. */
@Controller('api/v1')
export class DrillController {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #language: Language;
  readonly #facility: FacilityLinePort;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(CLOCK) clock: Clock,
    @Inject(BAY_LANGUAGE) language: Language,
    @Inject(FACILITY_LINE) facility: FacilityLinePort,
  ) {
    this.#facility = facility;
    this.#store = store;
    this.#clock = clock;
    this.#language = language;
  }

  @Get('drills')
  drills(): DrillList {
    return { drills: catalogueIn(this.#language).drills };
  }

  @Get('drills/recommended')
  recommended(@CallAccess() access: Access): RecommendedDrills {
    const player = playerOf(access);
    const { swings } = this.#store.swings.list({ player, kind: 'shot' }, SHOTS);
    const measured = swings.filter(({ revision }) => revision !== null);
    const done = this.#store.players.drillsDoneBy(player);
    return {
      ...recommendedDrills(measured.map(({ id }) => this.#store.swings.report(id).faults)),
      fromCoach: this.#store.coaching.drillsFor(player).map((each) => assignedDrillBody(each, done)),
    };
  }

  @Get('drills/completed')
  done(@CallAccess() access: Access): DrillsDone {
    return { drills: this.#store.players.drillsDoneBy(playerOf(access)) };
  }

  @Post('drills/:id/complete')
  complete(
    @Param('id', { schema: drillIdSchema }) drill: string,
    @Body({ schema: drillCompletionSchema }) { notes }: DrillCompletion,
    @CallAccess() access: Access,
  ): CompletedDrill {
    if (!DRILLS.some(({ id }) => id === drill)) throw drillUnknown(drill);
    return this.#store.players.noteDrillDone(playerOf(access), drill, notes);
  }

  @Get('leaderboards')
  leaderboard(
    @Query({ schema: leaderboardQuerySchema }) { days, limit }: z.infer<typeof leaderboardQuerySchema>,
  ): Leaderboard {
    const since = new Date(this.#clock.wall().getTime() - days * DAY_MS).toISOString();
    const rows = this.#store.visitScores.best(since, limit);
    const rankOf = (score: number): number => rows.filter(({ scoreBest }) => scoreBest > score).length + 1;
    return {
      days,
      rows: rows.map((row) => ({ rank: rankOf(row.scoreBest), ...row })),
      othersHeardAt: this.#facility.state()?.exchangedAt ?? null,
    };
  }
}
