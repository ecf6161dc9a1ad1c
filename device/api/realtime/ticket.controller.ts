import { Controller, Inject, Post } from '@nestjs/common';
import type { Ticket } from '../contract/rest.ts';
import { TICKET_SECONDS, TicketOffice } from './ticket-office.ts';

/** Whoever may call the API may open a socket. */
@Controller('api/v1/realtime')
export class TicketController {
  readonly #office: TicketOffice;

  constructor(@Inject(TicketOffice) office: TicketOffice) {
    this.#office = office;
  }

  @Post('ticket')
  issue(): Ticket {
    return { ticket: this.#office.issue(), expiresInSeconds: TICKET_SECONDS };
  }
}
