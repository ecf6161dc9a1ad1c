import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ARRIVALS_STATE, type ArrivalsStatePort } from '../ports/arrivals-state.port.ts';
import type { ArrivalsRetry, ArrivalsStateTold } from './contract/arrivals.ts';

/** What comes into a facility's store from the object store, for whoever looks after it. */
@Controller('api/v1/facility/arrivals')
export class ArrivalsController {
  readonly #arrivals: ArrivalsStatePort;

  constructor(@Inject(ARRIVALS_STATE) arrivals: ArrivalsStatePort) {
    this.#arrivals = arrivals;
  }

  @Get()
  state(): ArrivalsStateTold {
    const { parkedReasons, ...state } = this.#arrivals.state();
    return { ...state, parkedReasons: [...parkedReasons] };
  }

  @Post('retry')
  @HttpCode(200)
  retry(): ArrivalsRetry {
    return { retried: this.#arrivals.retryParked() };
  }
}
