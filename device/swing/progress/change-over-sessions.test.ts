import { describe, expect, it } from 'vitest';
import { changeOverSessions } from './change-over-sessions.ts';
import { drawnLevels, seeded, type VisitsDrawn } from './progress.fixture.ts';
import type { SessionLevel } from './session-level.ts';

const VISITS: VisitsDrawn = { sessions: 8, swings: 20, swingDeviation: 4, sessionDeviation: 1, level: () => 80 };
const GOLFERS = 200;

function share(drawn: Partial<VisitsDrawn>, holds: (levels: readonly SessionLevel[]) => boolean): number {
  const random = seeded(7);
  const golfers = Array.from({ length: GOLFERS }, () => holds(drawnLevels(random, { ...VISITS, ...drawn })));
  return golfers.filter(Boolean).length / GOLFERS;
}

const isReal = (levels: readonly SessionLevel[]): boolean => changeOverSessions(levels)?.isReal === true;

describe('a golfer who stays the same', () => {
  it.each([
    [4, 0],
    [6, 2],
    [10, 0],
    [10, 2],
    [20, 2],
  ])(
    'over %d sessions with a session bias of %d° is said to have changed in at most one look of 20',
    (sessions, bias) => {
      // Two standard errors of a share of 200 are 3 %.
      expect(share({ sessions, sessionDeviation: bias }, isReal)).toBeLessThanOrEqual(0.08);
      expect(share({ sessions, sessionDeviation: bias, outliers: 0.05 }, isReal)).toBeLessThanOrEqual(0.08);
    },
  );

  it('is not told from a changed one by more swings, while the sessions differ', () => {
    expect(share({ swings: 100, sessionDeviation: 2 }, isReal)).toBeLessThanOrEqual(0.08);
  });
});

describe('a golfer who turns 5° more', () => {
  it('from one session on is found within 8 sessions of 20 swings, in 3 of 4 cases', () => {
    expect(share({ level: (session) => (session < 4 ? 80 : 85) }, isReal)).toBeGreaterThan(0.75);
  });

  it('little by little is found within 10 sessions of 20 swings, in 3 of 4 cases', () => {
    expect(share({ sessions: 10, level: (session) => 80 + (5 * session) / 9 }, isReal)).toBeGreaterThan(0.75);
  });

  it('has the change in the interval that is stated', () => {
    const held = share({ sessions: 10, level: (session) => (session < 5 ? 80 : 85) }, (levels) => {
      const change = changeOverSessions(levels);
      return change !== null && change.low <= 5 && change.high >= 5;
    });
    expect(held).toBeGreaterThan(0.85);
  });

  it('is known to have done so since the session after the step', () => {
    const levels = drawnLevels(seeded(3), {
      ...VISITS,
      sessions: 12,
      sessionDeviation: 0.5,
      level: (session) => (session < 7 ? 80 : 90),
    });
    expect(changeOverSessions(levels)).toMatchObject({ shape: 'step', since: 7, isReal: true });
  });
});

it('says nothing of three sessions', () => {
  expect(changeOverSessions(drawnLevels(seeded(1), { ...VISITS, sessions: 3 }))).toBeNull();
});
