/** Who may open a socket, and whether who opened it still may. */
import { Inject, Injectable } from '@nestjs/common';
import type { BayError } from '../../errors/bay-error.ts';
import { AccessPolicy, type CallerHeaders } from '../access-policy.ts';
import { routePolicyOf } from '../access-table.ts';
import { AuthDesk, type Caller } from '../auth/auth-desk.ts';
import { ticketWrong } from '../errors.ts';
import { Ownership } from '../ownership.ts';
import { TicketOffice } from './ticket-office.ts';

/** What a ticket opens is what its route is for: the same row of the table says who keeps it. */
const ROUTE = routePolicyOf('POST', '/api/v1/realtime/ticket');

@Injectable()
export class SocketAdmission {
  readonly #policy: AccessPolicy;
  readonly #office: TicketOffice;
  readonly #desk: AuthDesk;
  readonly #ownership: Ownership;

  constructor(
    @Inject(AccessPolicy) policy: AccessPolicy,
    @Inject(TicketOffice) office: TicketOffice,
    @Inject(AuthDesk) desk: AuthDesk,
    @Inject(Ownership) ownership: Ownership,
  ) {
    this.#policy = policy;
    this.#office = office;
    this.#desk = desk;
    this.#ownership = ownership;
  }

  /** Uses the ticket up. */
  admit(headers: CallerHeaders, ticket: string): { readonly caller: Caller } | { readonly refusal: BayError } {
    const stranger = this.#policy.refuseStranger(headers);
    if (stranger !== null) return { refusal: stranger };
    const caller = this.#office.redeem(ticket);
    return caller === undefined || !this.stillMay(caller) ? { refusal: ticketWrong() } : { caller };
  }

  /**
   * False once the login has ended, the role is another one, or a player's visit to this bay is over. Reads two rows,
   * so that it can be asked of every socket every few seconds.
   */
  stillMay(caller: Caller): boolean {
    if (!this.#desk.isStill(caller)) return false;
    const reach = ROUTE?.reach[caller.role];
    if (reach === undefined) return false;
    return reach === 'any' || this.#ownership.ownsVisit(caller, this.#ownership.currentVisit());
  }
}
