import { describe, expect, it } from 'vitest';
import { NS_PER_S } from '../../clock/clock.ts';
import type { Caller } from '../auth/auth-desk.ts';
import { TICKET_SECONDS, TicketOffice } from './ticket-office.ts';

const ANN: Caller = { role: 'player', player: 'ann', family: 'a' };
const BOB: Caller = { role: 'coach', player: 'bob', family: 'b' };

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
  it('is good once, for whoever asked for it', () => {
    const { office } = officeAt();
    const [ticket, other] = [office.issue(ANN), office.issue(BOB)];
    expect([office.redeem(ticket), office.redeem(ticket), office.redeem(other)]).toEqual([ANN, undefined, BOB]);
  });

  it('is good for thirty seconds', () => {
    const { office, pass } = officeAt();
    const [early, late] = [office.issue(ANN), office.issue(ANN)];
    pass(TICKET_SECONDS - 1);
    expect(office.redeem(early)).toBe(ANN);
    pass(2);
    expect(office.redeem(late)).toBeUndefined();
  });

  it('is forgotten for newer ones when somebody hoards them', () => {
    const { office } = officeAt();
    const tickets = Array.from({ length: 257 }, () => office.issue(ANN));
    expect(tickets.map((ticket) => office.redeem(ticket)).filter(Boolean)).toHaveLength(256);
    expect(office.redeem(tickets[0] ?? '')).toBeUndefined();
  });
});
