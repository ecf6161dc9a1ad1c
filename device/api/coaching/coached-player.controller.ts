import { setImmediate } from 'node:timers/promises';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { STORE, type Store } from '../../store/store.ts';
import type { ShotReadings } from '../../swing/progress/shot-readings.ts';
import { type Access, CallAccess, playerOf } from '../access.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import type { CoachedPlayerBody, CoachedPlayerDetail, CoachedPlayersBody } from '../contract/coaching.ts';
import type { DrillEffects, GoalList } from '../contract/progress.ts';
import { drillEffectsOf } from '../players/drill-effects-of.ts';
import { goalsOf } from '../players/goals-of.ts';
import { recommendedDrills } from '../players/recommended-drills.ts';
import { assignedDrillBody } from './note-body.ts';
import { changedFirst, type FoundTrend, trendsOf } from './player-trends.ts';

/** Newest shots that faults are looked for in: one shot has a bad day, ten have a habit. */
const FAULT_SHOTS = 10;
/** Newest shots that changes are looked for in: some eight visits of twelve. */
const TREND_SHOTS = 100;
/** Each is about half a millisecond. */
const TRENDS_AT_ONCE = 8;

/** What a coach sees of the players who chose them. */
@Controller('api/v1/coaching/players')
export class CoachedPlayerController {
  readonly #store: Store;

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
  }

  @Get()
  async list(@CallAccess() access: Access): Promise<CoachedPlayersBody> {
    const players: CoachedPlayerBody[] = [];
    for (const player of this.#store.coaching.playersOf(playerOf(access))) {
      const shots = this.#store.readings.page(player.id, TREND_SHOTS).shots;
      const found = await foundTrends(shots);
      players.push({
        ...player,
        faults: this.#faultsLately(shots),
        changes: found.flatMap(({ change }) => change ?? []),
      });
    }
    return { players };
  }

  @Get(':id')
  async find(
    @Param('id', { schema: playerIdSchema }) id: string,
    @CallAccess() access: Access,
  ): Promise<CoachedPlayerDetail> {
    const { name, handedness, heightCm, handicap, goals, limitations, usualMiss, club } =
      this.#store.players.profile(id);
    const { swings, visits, scoreMean, lastSwingAt } = this.#store.swings.statsOf(id);
    const shots = this.#store.readings.page(id, TREND_SHOTS).shots;
    const found = await foundTrends(shots);
    const done = this.#store.players.drillsDoneBy(id);
    return {
      ...{ id, name, handedness, heightCm, handicap, goals, limitations, usualMiss, club },
      ...{ swings, visits, scoreMean, lastSwingAt },
      faults: this.#faultsLately(shots),
      faultsOf: Math.min(shots.length, FAULT_SHOTS),
      trends: changedFirst(found.map(({ trend }) => trend)),
      notes: Object.fromEntries(this.#store.notes.countsSeenBy(playerOf(access), id)),
      drills: this.#store.coaching.drillsFor(id).map((each) => assignedDrillBody(each, done)),
    };
  }

  @Get(':id/goals')
  goals(@Param('id', { schema: playerIdSchema }) id: string): Promise<GoalList> {
    return goalsOf(this.#store, id);
  }

  @Get(':id/drill-effects')
  drillEffects(@Param('id', { schema: playerIdSchema }) id: string): Promise<DrillEffects> {
    return drillEffectsOf(this.#store, id);
  }

  #faultsLately(shots: readonly ShotReadings[]): CoachedPlayerBody['faults'] {
    const newest = shots.slice(0, FAULT_SHOTS);
    return recommendedDrills(newest.map(({ id }) => this.#store.swings.report(id).faults)).faults;
  }
}

/** Many players are seconds of work in all: the bay's own screen is let in every few milliseconds of it. */
async function foundTrends(shots: readonly ShotReadings[]): Promise<FoundTrend[]> {
  const found: FoundTrend[] = [];
  for (const each of trendsOf(shots)) {
    found.push(each);
    if (found.length % TRENDS_AT_ONCE === 0) await setImmediate();
  }
  await setImmediate();
  return found;
}
