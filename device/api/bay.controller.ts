import { Controller, Get, Inject } from '@nestjs/common';
import { VisitDesk } from '../bay/visit-desk.ts';
import { BayLoad } from './bay-load.ts';
import { BAY_VIEW, type BayView } from './bay-view.port.ts';
import type { BayBody } from './contract/bay.ts';

/** The bay at this moment, in one answer. */
@Controller('api/v1/bay')
export class BayController {
  readonly #bay: BayView;
  readonly #visits: VisitDesk;
  readonly #load: BayLoad;

  constructor(@Inject(BAY_VIEW) bay: BayView, @Inject(VisitDesk) visits: VisitDesk, @Inject(BayLoad) load: BayLoad) {
    this.#bay = bay;
    this.#visits = visits;
    this.#load = load;
  }

  @Get()
  bay(): BayBody {
    const hardware = this.#bay.hardware();
    const { visit } = this.#visits;
    return {
      name: this.#bay.name,
      state: this.#bay.state(),
      session: visit.session,
      isVisitOver: visit.over !== null,
      playersInVisit: visit.players.length,
      cameras: this.#bay.cameras(),
      camerasInPlace: this.#bay.camerasInPlace(),
      hardware: hardware === null ? null : { ...hardware, devices: hardware.devices.map((device) => ({ ...device })) },
      warnings: this.#bay.warnings(),
      parts: this.#bay.parts(),
      load: this.#load.look(),
    };
  }
}
