import { Controller, Get, Inject } from '@nestjs/common';
import { FACILITY_LINE, type FacilityLinePort } from '../../ports/facility-line.port.ts';
import type { FacilityLineTold } from '../contract/facility.ts';

/** How this bay stands with its facility. */
@Controller('api/v1/facility/line')
export class FacilityLineController {
  readonly #line: FacilityLinePort;

  constructor(@Inject(FACILITY_LINE) line: FacilityLinePort) {
    this.#line = line;
  }

  @Get()
  state(): FacilityLineTold {
    const state = this.#line.state();
    if (state === null) return { facility: null };
    const { facility: name, ...rest } = state;
    return { facility: { name, ...rest } };
  }
}
