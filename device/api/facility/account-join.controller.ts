import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess } from '../access.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import { type AccountJoin, type AccountJoinList, accountJoinSchema } from '../contract/facility-accounts.ts';
import { AccountJoinDesk } from './account-join-desk.ts';

/** Accounts that were registered twice, for whoever looks after the facility. */
@Controller('api/v1/facility/accounts')
export class AccountJoinController {
  readonly #desk: AccountJoinDesk;

  constructor(@Inject(STORE) store: Store) {
    this.#desk = new AccountJoinDesk(store);
  }

  @Get()
  list(): AccountJoinList {
    return this.#desk.list();
  }

  /** The other account is the kept one's from now on. */
  @Post('joins')
  @HttpCode(204)
  join(@Body({ schema: accountJoinSchema }) { kept, other }: AccountJoin, @CallAccess() { caller }: Access): void {
    this.#desk.join(kept, other, caller?.player ?? null);
  }

  /** They are two accounts again. */
  @Delete('joins/:id')
  @HttpCode(204)
  part(@Param('id', { schema: playerIdSchema }) other: string, @CallAccess() { caller }: Access): void {
    this.#desk.part(other, caller?.player ?? null);
  }
}
