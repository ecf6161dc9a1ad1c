import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { STORE, type Store } from '../../store/store.ts';
import {
  bayNameSchema,
  type FacilityBaysTold,
  type InvitationTold,
  type InvitedBay,
  invitedBaySchema,
} from '../contract/facility.ts';
import { FacilityDesk } from './facility-desk.ts';

/** The bays of this facility, for whoever runs it. */
@Controller('api/v1/facility/bays')
export class FacilityBayController {
  readonly #desk: FacilityDesk;
  readonly #store: Store;

  constructor(@Inject(FacilityDesk) desk: FacilityDesk, @Inject(STORE) store: Store) {
    this.#desk = desk;
    this.#store = store;
  }

  @Get()
  bays(): FacilityBaysTold {
    return {
      bays: this.#store.facilityBays.list().flatMap(({ name, state, enrolledAt, seenAt, caughtUpAtMs }) => {
        const isCaughtUp = caughtUpAtMs !== null && seenAt !== null && Date.parse(seenAt) <= caughtUpAtMs;
        return state === 'removed' ? [] : [{ name, state, enrolledAt, seenAt, isCaughtUp }];
      }),
      conflicts: this.#store.people.conflicts().map(({ key, column, holder }) => ({
        ...{ player: key, what: column === 'email' ? ('email' as const) : ('pin' as const), holder },
      })),
    };
  }

  /** A code by which a bay of this name may join, once. */
  @Post()
  invite(@Body({ schema: invitedBaySchema }) { name }: InvitedBay): InvitationTold {
    return this.#desk.invite(name);
  }

  /** The bay is nobody from now on; what it told stays. */
  @Delete(':name')
  @HttpCode(204)
  remove(@Param('name', { schema: bayNameSchema }) name: string): void {
    this.#store.facilityBays.remove(name);
  }
}
