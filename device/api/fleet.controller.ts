import { Controller, Get, Inject, Query } from '@nestjs/common';
import { FLEET_STATE, type FleetStatePort } from '../ports/fleet-state.port.ts';
import { STORE, type Store } from '../store/store.ts';
import { type FleetAudit, type FleetAuditQuery, fleetAuditQuerySchema, type FleetStateTold } from './contract/fleet.ts';
import { fleetAuditPage } from './fleet-audit-page.ts';

/** What the fleet knows and asks of the bay, for whoever looks after it. */
@Controller('api/v1/fleet')
export class FleetController {
  readonly #fleet: FleetStatePort;
  readonly #store: Store;

  constructor(@Inject(FLEET_STATE) fleet: FleetStatePort, @Inject(STORE) store: Store) {
    this.#fleet = fleet;
    this.#store = store;
  }

  @Get()
  state(): FleetStateTold {
    const { updateWindow, drift, ...state } = this.#fleet.state();
    const window = updateWindow === null ? null : { ...updateWindow, days: [...updateWindow.days] };
    return { ...state, updateWindow: window, drift: [...drift] };
  }

  /** Newest first. */
  @Get('audit')
  audit(@Query({ schema: fleetAuditQuerySchema }) query: FleetAuditQuery): FleetAudit {
    return fleetAuditPage(this.#store.fleet, query);
  }
}
