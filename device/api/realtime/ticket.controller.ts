import { Controller, Inject, Post } from '@nestjs/common';
import { type Access, CallAccess } from '../access.ts';
import type { Ticket } from '../contract/rest.ts';
import { tokenWrong } from '../errors.ts';
import { TICKET_SECONDS, TicketOffice } from './ticket-office.ts';

/** Whoever may look into the bay may open a socket: players while they play in it. */
@Controller('api/v1/realtime')
export class TicketController {
  readonly #office: TicketOffice;

  constructor(@Inject(TicketOffice) office: TicketOffice) {
    this.#office = office;
  }

  @Post('ticket')
  issue(@CallAccess() { caller }: Access): Ticket {
    if (caller === null) throw tokenWrong();
    return { ticket: this.#office.issue(caller), expiresInSeconds: TICKET_SECONDS };
  }
}
