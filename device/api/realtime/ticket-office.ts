/**
 * Tickets for WebSockets: single use, thirty seconds, each for the caller who asked. A token does not go into a URL,
 * where logs would keep it; what goes there is worth nothing a moment later.
 */
import { randomBytes } from 'node:crypto';
import { type Clock, NS_PER_S } from '../../clock/clock.ts';
import type { Caller } from '../auth/auth-desk.ts';

export const TICKET_SECONDS = 30;
/** Above it the oldest is forgotten: whoever asks for more than this in half a minute does not use them. */
const TICKETS_MAX = 256;
const TICKET_BYTES = 32;

interface IssuedTicket {
  readonly caller: Caller;
  readonly endsAtNs: number;
}

export class TicketOffice {
  readonly #clock: Clock;
  /** In the order of issue. */
  readonly #tickets = new Map<string, IssuedTicket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(caller: Caller): string {
    const oldest = this.#tickets.keys().next().value;
    if (this.#tickets.size >= TICKETS_MAX && oldest !== undefined) this.#tickets.delete(oldest);
    const ticket = randomBytes(TICKET_BYTES).toString('base64url');
    this.#tickets.set(ticket, { caller, endsAtNs: this.#clock.monotonicNs() + TICKET_SECONDS * NS_PER_S });
    return ticket;
  }

  /** Whose ticket it was; undefined for one that is not good. It is not any more. */
  redeem(ticket: string): Caller | undefined {
    const issued = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return issued !== undefined && this.#clock.monotonicNs() <= issued.endsAtNs ? issued.caller : undefined;
  }
}
