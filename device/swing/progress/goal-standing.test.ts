import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GoalTarget, goalStanding } from './goal-standing.ts';
import { dayOf, drawnVisits, seeded } from './progress.fixture.ts';
import type { ShotReadings } from './shot-readings.ts';

const METRIC = { id: 'x-factor', at: 'top' } as const;
const SET_AT = dayOf(2.5);

const goal = (low: number | null, high: number | null): GoalTarget => ({ ...METRIC, low, high, club: null });

/** Two visits before the goal was set, the others after it. */
function shots(levels: readonly number[], error = 4): ShotReadings[] {
  return drawnVisits(seeded(4), METRIC, { levels, swings: 12, error }).flatMap((visit) => visit.shots);
}

describe('a goal', () => {
  it('is reached when the newest session lies in it with all that measuring may do', () => {
    const standing = goalStanding(goal(40, null), SET_AT, shots([30, 30, 30, 38, 47]));
    expect(standing).toMatchObject({ status: 'reached', share: { sure: 1, likely: 1 }, reachedIn: 'visit-4' });
    expect(standing.baseline?.session).toBe('visit-2');
  });

  it('is only perhaps reached when its middle lies in it', () => {
    const { status, share } = goalStanding(goal(40, null), SET_AT, shots([30, 30, 30, 42]));
    expect(status).toBe('perhaps');
    expect(share?.likely).toBe(1);
    expect(share?.sure).toBeLessThan(1);
  });

  it('is not reached before, and what was swung before it was set does not count', () => {
    expect(goalStanding(goal(40, null), SET_AT, shots([30, 30, 30, 35])).status).toBe('not-yet');
    expect(goalStanding(goal(40, null), SET_AT, shots([50, 50, 50]))).toMatchObject({
      status: 'not-measured',
      share: null,
    });
    expect(goalStanding(goal(40, null), SET_AT, [])).toMatchObject({ status: 'not-measured', isProvable: null });
  });

  it('that was reached once and is not any more says so', () => {
    const standing = goalStanding(goal(40, null), SET_AT, shots([30, 30, 30, 48, 30]));
    expect(standing).toMatchObject({ status: 'not-yet', reachedIn: 'visit-3' });
  });

  it('with a range narrower than measuring can tell is known to be unprovable', () => {
    expect(goalStanding(goal(40, 45), SET_AT, shots([30, 30, 30, 42])).isProvable).toBe(false);
    expect(goalStanding(goal(40, 60), SET_AT, shots([30, 30, 30, 42])).isProvable).toBe(true);
    expect(goalStanding(goal(40, null), SET_AT, shots([30, 30, 30, 42], 20)).isProvable).toBe(true);
  });

  it('for a club counts the shots of that club alone', () => {
    const mixed = shots([30, 30, 30, 48]).map((shot, n) => ({ ...shot, club: n % 2 === 0 ? 'DR' : 'I7' }));
    const { now } = goalStanding({ ...goal(40, null), club: 'DR' }, SET_AT, mixed);
    expect(now?.shots).toBe(6);
  });

  it('is surely done exactly when it is reached, and never surer than its middle', () => {
    const level = fc.double({ min: 0, max: 90, noNaN: true });
    fc.assert(
      fc.property(fc.array(level, { minLength: 4, maxLength: 6 }), level, fc.boolean(), (levels, edge, isLower) => {
        const target = isLower ? goal(edge, null) : goal(null, edge);
        const { share, status } = goalStanding(target, SET_AT, shots(levels));
        if (share === null) throw new Error('nothing was measured');
        expect(share.sure === 1).toBe(status === 'reached');
        expect(share.sure).toBeLessThanOrEqual(share.likely);
        expect(Math.min(share.sure, 1 - share.likely)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
