import { describe, expect, it } from 'vitest';
import { NS_PER_S } from '../../clock/clock.ts';
import { TICKET_SECONDS, TicketOffice } from './ticket-office.ts';

function officeAt(): { office: TicketOffice; pass: (seconds: number) => void } {
  let nowNs = 1e15;
  const office = new TicketOffice({ monotonicNs: () => nowNs, wall: () => new Date(0) });
  return {
    office,
    pass: (seconds) => {
      nowNs += seconds * NS_PER_S;
    },
  };
}

describe('a ticket', () => {
  it('is good once', () => {
    const { office } = officeAt();
    const ticket = office.issue();
    expect([office.redeem(ticket), office.redeem(ticket)]).toEqual([true, false]);
  });

  it('is good for thirty seconds', () => {
    const { office, pass } = officeAt();
    const [early, late] = [office.issue(), office.issue()];
    pass(TICKET_SECONDS - 1);
    expect(office.redeem(early)).toBe(true);
    pass(2);
    expect(office.redeem(late)).toBe(false);
  });

  it('is forgotten for newer ones when somebody hoards them', () => {
    const { office } = officeAt();
    const tickets = Array.from({ length: 257 }, () => office.issue());
    expect(tickets.map((ticket) => office.redeem(ticket)).filter(Boolean)).toHaveLength(256);
    expect(office.redeem(tickets[0] ?? '')).toBe(false);
  });
});
