import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceVisit, newVisit, type Visit, type VisitEvent, type VisitLimits } from './visit.ts';

const limits: VisitLimits = { inactivityMs: 600_000, totalMs: 3_600_000, playersMax: 3 };
const after = (events: readonly VisitEvent[], visit: Visit = newVisit('visit-1', 0)): Visit =>
  events.reduce((before, event) => advanceVisit(before, event, 1_000, limits), visit);

const joined = (...players: string[]): VisitEvent[] => players.map((player) => ({ type: 'joined', player }));

const playerName = fc.constantFrom('anna', 'ben', 'cleo', 'dan', 'eve');
const anyEvent: fc.Arbitrary<VisitEvent> = fc.oneof(
  fc.constantFrom<VisitEvent>({ type: 'seen' }, { type: 'mat-left' }, { type: 'turn' }, { type: 'time-passed' }),
  playerName.map((player): VisitEvent => ({ type: 'joined', player })),
  playerName.map((player): VisitEvent => ({ type: 'left', player })),
  fc.option(playerName).map((player): VisitEvent => ({ type: 'turn', player })),
  fc.constant<VisitEvent>({ type: 'ended' }),
);

describe('a visit', () => {
  it('of a guest is over when the mat is left', () => {
    expect(after([{ type: 'mat-left' }]).over).toBe('left');
  });

  it('goes on over an empty mat once somebody has joined', () => {
    expect(after([...joined('anna'), { type: 'mat-left' }]).over).toBeNull();
  });

  it('gives the first turn to whoever joined first, and goes round in that order', () => {
    const visit = after(joined('anna', 'ben', 'cleo'));
    const turns = [visit];
    for (let turn = 0; turn < 3; turn++) turns.push(after([{ type: 'turn' }], turns.at(-1)));
    expect(turns.map(({ inTurn }) => inTurn)).toEqual(['anna', 'ben', 'cleo', 'anna']);
  });

  it('passes the turn on when the player in turn leaves', () => {
    expect(after([...joined('anna', 'ben'), { type: 'left', player: 'anna' }]).inTurn).toBe('ben');
    expect(after([...joined('anna'), { type: 'left', player: 'anna' }]).inTurn).toBeNull();
  });

  it('lets a guest hit among players', () => {
    expect(after([...joined('anna'), { type: 'turn', player: null }]).inTurn).toBeNull();
  });

  it('ends when nobody has done anything for a while, and when its time is up', () => {
    const visit = after(joined('anna'));
    const passed = (nowMs: number): Visit => advanceVisit(visit, { type: 'time-passed' }, nowMs, limits);
    expect(passed(600_999).over).toBeNull();
    expect(passed(601_000).over).toBe('inactive');
    const busy = { ...visit, activeAtMs: 3_599_000 };
    expect(advanceVisit(busy, { type: 'seen' }, 3_600_000, limits).over).toBe('time-up');
  });

  it('keeps its word whatever happens in it', () => {
    const step = fc.tuple(anyEvent, fc.integer({ min: 0, max: 300_000 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let visit = newVisit('visit-1', 0);
        let nowMs = 0;
        for (const [event, waitedMs] of steps) {
          nowMs += waitedMs;
          const next = advanceVisit(visit, event, nowMs, limits);
          if (visit.over !== null) expect(next).toBe(visit);
          if (next.inTurn !== null) expect(next.players).toContain(next.inTurn);
          expect(new Set(next.players).size).toBe(next.players.length);
          expect(next.players.length).toBeLessThanOrEqual(limits.playersMax);
          expect(next.over !== null && next.inTurn !== null).toBe(false);
          expect(next.session).toBe('visit-1');
          visit = next;
        }
      }),
    );
  });
});
