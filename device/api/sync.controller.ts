import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { SYNC_STATE, type SyncStatePort } from '../ports/sync-state.port.ts';
import type { SyncRetry, SyncStateTold } from './contract/sync.ts';

/** What leaves the bay, for whoever looks after it. */
@Controller('api/v1/sync')
export class SyncController {
  readonly #sync: SyncStatePort;

  constructor(@Inject(SYNC_STATE) sync: SyncStatePort) {
    this.#sync = sync;
  }

  @Get()
  state(): SyncStateTold {
    const { parkedReasons, warehouse, ...state } = this.#sync.state();
    return {
      ...state,
      parkedReasons: [...parkedReasons],
      warehouse: warehouse === null ? null : { ...warehouse, parkedReasons: [...warehouse.parkedReasons] },
    };
  }

  @Post('retry')
  @HttpCode(200)
  retry(): SyncRetry {
    return { retried: this.#sync.retryParked() };
  }
}
