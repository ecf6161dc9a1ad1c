import { describe, expect, it } from 'vitest';
import { drillEffect } from './drill-effect.ts';
import { dayOf, drawnVisits, seeded } from './progress.fixture.ts';

const TURN = { id: 'shoulder-turn', at: 'top' } as const;
const drill = { faults: ['short-turn'] };

const visits = (levels: readonly number[]) => drawnVisits(seeded(9), TURN, { levels, swings: 10, error: 6 });

describe('a drill for a short turn', () => {
  it('is said to go with a better number when the turn has really grown since', () => {
    const effect = drillEffect(drill, dayOf(2.5), visits([62, 63, 62, 74, 75, 74]));
    expect(effect).toMatchObject({ verdict: 'better', wanted: 'more', sessionsBefore: 3, sessionsSince: 3 });
    expect(effect?.change?.value).toBeCloseTo(12, 0);
  });

  it('is said to go with a worse one, and with none that is real', () => {
    expect(drillEffect(drill, dayOf(2.5), visits([74, 75, 74, 62, 63, 62]))?.verdict).toBe('worse');
    expect(drillEffect(drill, dayOf(2.5), visits([62, 68, 64, 63, 67, 65]))?.verdict).toBe('no-real-change');
  });

  it('is too young to be judged after one session', () => {
    const effect = drillEffect(drill, dayOf(3.5), visits([62, 63, 62, 62, 80]));
    expect(effect).toMatchObject({ verdict: 'too-early-to-say', change: null, sessionsSince: 1 });
  });

  it('is judged by the fault that the golfer had, not by the first in its list', () => {
    const before = visits([130, 131, 100, 101]).map((visit) => ({
      ...visit,
      shots: visit.shots.map((shot) => ({ ...shot, faults: ['over-turn'] })),
    }));
    const effect = drillEffect({ faults: ['short-turn', 'over-turn'] }, dayOf(1.5), before);
    expect(effect).toMatchObject({ fault: 'over-turn', wanted: 'less', verdict: 'better' });
  });

  it('cannot be judged where its number was never measured', () => {
    const other = drawnVisits(seeded(9), { id: 'tempo-ratio', at: null }, { levels: [3, 3], swings: 5, error: 1 });
    expect(drillEffect(drill, dayOf(0.5), other)).toBeNull();
  });
});
