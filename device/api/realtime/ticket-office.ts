/**
 * Tickets for WebSockets: single use, thirty seconds. A token does not go into a URL, where logs would keep it; what
 * goes there is worth nothing a moment later.
 */
import { randomBytes } from 'node:crypto';
import { type Clock, NS_PER_S } from '../../clock/clock.ts';

export const TICKET_SECONDS = 30;
/** Above it the oldest is forgotten: whoever asks for more than this in half a minute does not use them. */
const TICKETS_MAX = 256;
const TICKET_BYTES = 32;

export class TicketOffice {
  readonly #clock: Clock;
  /** Ticket → the monotonic time of its end, in the order of issue. */
  readonly #tickets = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(): string {
    const oldest = this.#tickets.keys().next().value;
    if (this.#tickets.size >= TICKETS_MAX && oldest !== undefined) this.#tickets.delete(oldest);
    const ticket = randomBytes(TICKET_BYTES).toString('base64url');
    this.#tickets.set(ticket, this.#clock.monotonicNs() + TICKET_SECONDS * NS_PER_S);
    return ticket;
  }

  /** Whether the ticket was good; it is not any more. */
  redeem(ticket: string): boolean {
    const endsAtNs = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return endsAtNs !== undefined && this.#clock.monotonicNs() <= endsAtNs;
  }
}
