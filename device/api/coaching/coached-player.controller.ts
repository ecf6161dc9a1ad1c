import { setImmediate } from 'node:timers/promises';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { MeasuredShot } from '../../store/coaching-repository.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess, playerOf } from '../access.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import type { CoachedPlayerBody, CoachedPlayerDetail, CoachedPlayersBody } from '../contract/coaching.ts';
import { recommendedDrills } from '../players/recommended-drills.ts';
import { assignedDrillBody } from './note-body.ts';
import { playerTrends } from './player-trends.ts';

/** Newest shots that faults are looked for in: one shot has a bad day, ten have a habit. */
const FAULT_SHOTS = 10;
/** Newest shots that changes are looked for in: some eight visits of twelve. */
const TREND_SHOTS = 100;

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
      const shots = this.#store.coaching.newestShots(player.id, TREND_SHOTS);
      players.push({ ...player, faults: faultsLately(shots), changes: [...playerTrends(shots).changes] });
      // Many players are some seconds of work: the bay's own screen must not wait for all of it.
      await setImmediate();
    }
    return { players };
  }

  @Get(':id')
  find(@Param('id', { schema: playerIdSchema }) id: string, @CallAccess() access: Access): CoachedPlayerDetail {
    const { name, handedness, heightCm, handicap, goals, limitations, usualMiss, club } =
      this.#store.players.profile(id);
    const { swings, visits, scoreMean, lastSwingAt } = this.#store.swings.statsOf(id);
    const shots = this.#store.coaching.newestShots(id, TREND_SHOTS);
    const done = this.#store.players.drillsDoneBy(id);
    return {
      ...{ id, name, handedness, heightCm, handicap, goals, limitations, usualMiss, club },
      ...{ swings, visits, scoreMean, lastSwingAt },
      faults: faultsLately(shots),
      faultsOf: Math.min(shots.length, FAULT_SHOTS),
      trends: [...playerTrends(shots).trends],
      notes: Object.fromEntries(this.#store.notes.countsSeenBy(playerOf(access), id)),
      drills: this.#store.coaching.drillsFor(id).map((each) => assignedDrillBody(each, done)),
    };
  }
}

function faultsLately(shots: readonly MeasuredShot[]): CoachedPlayerBody['faults'] {
  return recommendedDrills(shots.slice(0, FAULT_SHOTS).map(({ faults }) => faults)).faults;
}
