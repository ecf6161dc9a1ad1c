import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricProgress } from './metric-progress.ts';
import { judgedTogether, PLAYER_METRICS, standTogether } from './progress-overview.ts';
import { drawnVisits, seeded } from './progress.fixture.ts';
import type { MeasuredMetric } from '../report/swing-report.ts';
import type { SessionShots } from './shot-readings.ts';

const progressOverview = (visits: readonly SessionShots[]) =>
  judgedTogether(PLAYER_METRICS.map((metric) => metricProgress(visits, metric)));

const p = fc.double({ min: 0, max: 1, noNaN: true });

/** Every number that a player sees, each drifting from day to day, in as many visits. */
function unchanged(seed: number, visits: number): SessionShots[] {
  const random = seeded(seed);
  const [first] = PLAYER_METRICS;
  if (first === undefined) throw new RangeError('there are no metrics');
  const shots = drawnVisits(random, first, { levels: Array(visits).fill(40), swings: 8, error: 5 });
  return shots.map((visit) => {
    const day = PLAYER_METRICS.map(() => 4 * (random() + random() - 1));
    const metricsOf = ([pattern]: readonly MeasuredMetric[]): MeasuredMetric[] =>
      PLAYER_METRICS.map(({ id, at }, i) => {
        const value = 40 + (day[i] ?? 0) + 6 * (random() + random() - 1);
        return { ...(pattern as MeasuredMetric), id, at, value, low: value - 5, high: value + 5 };
      });
    return { ...visit, shots: visit.shots.map((shot) => ({ ...shot, metrics: metricsOf(shot.metrics) })) };
  });
}

describe('the overview of all numbers', () => {
  it('of golfers who stay the same names a number as changed in at most one golfer of ten', () => {
    const golfers = Array.from({ length: 60 }, (_, seed) => progressOverview(unchanged(seed + 1, 8)));
    const changed = golfers.filter((all) => all.some(({ verdict }) => /^(improved|declined|changed)$/.test(verdict)));
    const doubted = golfers.filter((all) => all.some(({ verdict }) => verdict === 'perhaps'));
    expect(changed.length / golfers.length).toBeLessThanOrEqual(0.1);
    // Each alone would have been believed.
    expect(doubted.length / golfers.length).toBeGreaterThan(0.3);
  });

  it('names the number that has really changed among many that have not', () => {
    const visits = unchanged(3, 10).map((visit, n) => ({
      ...visit,
      shots: visit.shots.map((shot) => ({
        ...shot,
        metrics: shot.metrics.map((each) =>
          each.id === 'x-factor' && each.at === 'top' && n >= 5 ? { ...each, value: each.value + 25 } : each,
        ),
      })),
    }));
    const changed = progressOverview(visits).filter(({ verdict }) => /^(improved|declined|changed)$/.test(verdict));
    expect(changed.map(({ id, at }) => [id, at])).toEqual([['x-factor', 'top']]);
  });

  it('holds no number that is only for a coach', () => {
    expect(PLAYER_METRICS.some(({ id }) => id === 'shaft-lean')).toBe(false);
    expect(PLAYER_METRICS).toContainEqual({ id: 'hand-speed', at: null });
  });
});

describe('findings that stand together', () => {
  it('are never more than those that stand alone, and one alone is judged as ever', () => {
    fc.assert(
      fc.property(fc.array(fc.option(p), { maxLength: 40 }), (ps) => {
        const stand = standTogether(ps);
        for (const [i, each] of ps.entries()) if (stand[i] === true) expect(each).toBeLessThanOrEqual(0.05);
      }),
    );
    expect(standTogether([0.04])).toEqual([true]);
    expect(standTogether([0.06, null])).toEqual([false, false]);
  });

  it('stand with every finding that is surer', () => {
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 40 }), (ps) => {
        const stand = standTogether(ps);
        const [kept, fallen] = [ps.filter((_, i) => stand[i]), ps.filter((_, i) => !stand[i])];
        expect(Math.max(-1, ...kept)).toBeLessThan(Math.min(2, ...fallen));
      }),
    );
  });
});
