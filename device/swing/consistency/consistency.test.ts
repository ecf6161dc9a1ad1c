import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportMetric, SwingReport } from '../report/swing-report.ts';
import { chiSquareQuantile } from './chi-square.ts';
import { CHALLENGE_SWINGS, type Consistency, consistencyOf as consistencyOfShots } from './consistency.ts';

/** A swing with four numbers, each known to ± `error` (90 %) by its own. */
function swing(n: number, values: Partial<Record<string, number>>, error = 0.01): SwingReport {
  const metric = (id: string, at: 'top' | 'impact' | null, unit: string, fallback: number): ReportMetric => {
    const value = values[id] ?? fallback;
    return { id, at, unit, value, low: value - error, high: value + error, method: 'planar', cameras: ['a'] };
  };
  return {
    ...{ id: `s${n}`, kind: 'shot', session: 'v', bay: 'b', player: null, handedness: 'right', club: null },
    cameras: [{ name: 'a', role: 'face-on', width: 1, height: 1, fps: 30, calibrated: false }],
    versions: { model: 'lite', modelSha256: 'x', frameStride: 1, algorithms: '1' },
    metrics: [
      metric('tempo-ratio', null, 'ratio', 3.4),
      metric('backswing-time', null, 's', 0.9),
      metric('pelvis-sway', 'top', 'cm', 2),
      metric('shaft-lean', 'impact', '°', 8),
    ],
  } as unknown as SwingReport;
}

const consistencyOf = (reports: readonly SwingReport[]): Consistency =>
  consistencyOfShots(reports.map((report) => ({ report })));

const ten = (make: (n: number) => SwingReport) => Array.from({ length: CHALLENGE_SWINGS }, (_, n) => make(n));
/** Ten values with standard deviation 1, as an ordinary sample has them. */
const SAMPLE = [-1.5, -1, -0.6, -0.3, -0.1, 0.1, 0.3, 0.6, 1, 1.5].map((value) => value / 0.93);

/** Normal values of a seed, as Park and Miller's generator and Box and Muller's formula give them. */
function normalValues(seed: number): () => number {
  let state = seed;
  const uniform = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function complete(reports: readonly SwingReport[]) {
  const consistency = consistencyOf(reports);
  if (consistency.status !== 'complete') throw new Error(consistency.status);
  return consistency;
}

describe('consistency over ten swings', () => {
  it('is whole for who does every swing alike', () => {
    const { score, metrics } = complete(ten((n) => swing(n, {})));
    expect(score).toEqual({ points: 100, low: 100, high: 100 });
    expect(metrics.map(({ id }) => id)).toEqual(['tempo-ratio', 'backswing-time', 'pelvis-sway', 'shaft-lean']);
  });

  it('tells the golfer’s variation from what measuring alone makes', () => {
    const noisy = complete(ten((n) => swing(n, { 'pelvis-sway': 2 + (SAMPLE[n] ?? 0) * 0.6 }, 1)));
    const real = complete(ten((n) => swing(n, { 'pelvis-sway': 2 + (SAMPLE[n] ?? 0) * 2 }, 1)));
    const swayOf = ({ metrics }: ReturnType<typeof complete>) => metrics.find(({ id }) => id === 'pelvis-sway');
    expect(swayOf(noisy)).toMatchObject({ isMoreThanNoise: false, variation: 0, low: 0, pointsHigh: 100 });
    expect(swayOf(noisy)?.high).toBeGreaterThan(0);
    expect(swayOf(real)).toMatchObject({ isMoreThanNoise: true });
    expect(swayOf(real)?.variation).toBeCloseTo(Math.sqrt(2 ** 2 - (1 / 1.645) ** 2), 1);
  });

  it('falls the more a golfer varies, and stays between its ends', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        (spread, more) => {
          const at = (sigma: number) =>
            complete(ten((n) => swing(n, { 'pelvis-sway': (SAMPLE[n] ?? 0) * sigma }, 0.5))).score;
          const [calm, wild] = [at(spread), at(spread + more)];
          expect(wild.points).toBeLessThanOrEqual(calm.points + 1e-9);
          for (const { points, low, high } of [calm, wild]) {
            expect(low).toBeLessThanOrEqual(points);
            expect(points).toBeLessThanOrEqual(high);
            expect(low).toBeGreaterThanOrEqual(0);
            expect(high).toBeLessThanOrEqual(100);
          }
        },
      ),
    );
  });

  it('has the truth in its interval in nine of ten challenges', () => {
    const normal = normalValues(7);
    const sigma = 1.5;
    const inside = Array.from({ length: 400 }, () => {
      const values = Array.from({ length: CHALLENGE_SWINGS }, () => normal() * sigma);
      const { metrics } = complete(ten((n) => swing(n, { 'pelvis-sway': values[n] ?? 0 }, 0.001)));
      const sway = metrics.find(({ id }) => id === 'pelvis-sway');
      return sway !== undefined && sway.low <= sigma && sigma <= sway.high;
    }).filter(Boolean);
    expect(inside.length / 400).toBeGreaterThan(0.86);
    expect(inside.length / 400).toBeLessThan(0.94);
  });

  it('goes on from the last ten that can be compared: another club begins anew', () => {
    const reports = ten((n) => swing(n, {}));
    expect(consistencyOf(reports.slice(0, 9))).toMatchObject({ status: 'under-way', swings: { length: 9 } });
    const other = { ...swing(10, {}), club: 'DR' };
    expect(consistencyOf([...reports, other])).toEqual({ status: 'under-way', swings: ['s10'] });
    expect(complete([...reports, swing(11, {})]).swings).toEqual([
      's1',
      's2',
      's3',
      's4',
      's5',
      's6',
      's7',
      's8',
      's9',
      's11',
    ]);
  });

  it('is not judged where too little was measured', () => {
    const bare = ten((n) => ({ ...swing(n, {}), metrics: swing(n, {}).metrics.slice(0, 2) }));
    expect(consistencyOf(bare).status).toBe('too-little-measured');
    expect(consistencyOf([])).toEqual({ status: 'under-way', swings: [] });
  });

  it('leaves a metric out that was measured in two ways', () => {
    const mixed = ten((n) => {
      const report = swing(n, {});
      const metrics = report.metrics.map((each) =>
        each.id === 'pelvis-sway' && n > 4 ? { ...each, method: 'corrected' } : each,
      );
      return { ...report, metrics } as SwingReport;
    });
    expect(complete(mixed).metrics.map(({ id }) => id)).not.toContain('pelvis-sway');
  });
});

describe('the χ² quantile', () => {
  it.each([
    [0.05, 9, 3.325],
    [0.95, 9, 16.919],
    [0.05, 7, 2.167],
    [0.95, 7, 14.067],
  ] as const)('at %f with %i degrees of freedom is that of the tables', (p, freedom, table) => {
    expect(Math.abs(chiSquareQuantile(p, freedom) / table - 1)).toBeLessThan(0.01);
  });
});
