import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../virtual-bay/random.ts';
import { accuracyRows, quantile } from './accuracy-rows.ts';
import { slopeBeyondArms } from './arms.ts';
import { fitErrors } from './fit-errors.ts';
import type { MetricOutcome, SwingOutcome } from './swing-outcome.ts';

interface Seen {
  readonly truth?: number;
  readonly value: number;
  readonly half?: number;
  readonly deviation?: number;
}

function outcome(seed: number, seen: Seen | 'landmarks-hidden'): SwingOutcome {
  const about = { id: 'head-thrust', at: 'top' } as const;
  const metric: MetricOutcome =
    seen === 'landmarks-hidden'
      ? { ...about, truth: 40, reading: { withheld: seen } }
      : {
          ...about,
          truth: seen.truth ?? 40,
          reading: {
            value: seen.value,
            spread: { below: seen.half ?? 6, above: seen.half ?? 6 },
            method: 'launch-monitor',
            cameras: ['face-on'],
            ...(seen.deviation === undefined ? {} : { deviation: seen.deviation }),
          },
        };
  return { seed, swing: 0, model: 'heavy', views: 2, isFound: true, events: [], metrics: [metric], arms: {} };
}

describe('a row of the accuracy table', () => {
  it('tells bias, error, what was withheld and how often the interval held', () => {
    const [row] = accuracyRows([
      outcome(1, { truth: 10, value: 12 }),
      outcome(2, { truth: 10, value: 14 }),
      outcome(3, { truth: 10, value: 30 }),
      outcome(4, 'landmarks-hidden'),
    ]);
    expect(row).toMatchObject({ metric: 'head-thrust', at: 'top', method: 'launch-monitor', cameras: 2, count: 4 });
    expect(row?.bias).toBeCloseTo(26 / 3);
    expect(row?.median).toBe(4);
    expect(row?.withheldShare).toBe(0.25);
    expect(row?.heldShare).toBeCloseTo(2 / 3);
  });

  it('has no error where everything was withheld', () => {
    const [row] = accuracyRows([outcome(1, 'landmarks-hidden')]);
    expect(row).toMatchObject({ median: null, heldShare: null, withheldShare: 1 });
  });

  it('takes a quantile between the nearest two values, and never outside them', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const sorted = all.toSorted((a, b) => a - b);
        const found = quantile(sorted, share);
        expect(found).toBeGreaterThanOrEqual((sorted[0] as number) - 1e-9);
        expect(found).toBeLessThanOrEqual((sorted.at(-1) as number) + 1e-9);
      }),
    );
  });
});

describe('the slope of measured over true turn, less what the arms suggest', () => {
  const random = seededRandom(5);
  const swings = Array.from({ length: 200 }, () => {
    const arms = Array.from({ length: 9 }, () => random.normal(0, 0.2));
    const suggested = 60 * (arms[0] as number) - 30 * (arms[4] as number);
    const own = random.normal(0, 8);
    return { arms, suggested, own, truth: 90 + suggested + own };
  });
  const slopeOf = (measured: (swing: (typeof swings)[number]) => number): number =>
    slopeBeyondArms(
      swings.map(({ arms }) => arms),
      swings.map(({ truth }) => truth),
      swings.map(measured),
    );

  it('is one for a measurement, whatever its bias and noise', () => {
    expect(slopeOf(({ truth }) => truth + 12 + random.normal(0, 3))).toBeCloseTo(1, 1);
  });

  it('is nothing for a guess from the arms', () => {
    expect(slopeOf(({ suggested }) => 90 + suggested)).toBeCloseTo(0, 1);
  });

  it('is a half where only half of the golfer’s own turn is seen', () => {
    expect(slopeOf(({ suggested, own }) => 90 + suggested + own / 2)).toBeCloseTo(0.5, 1);
  });

  it('is not known from a handful of swings', () => {
    expect(slopeBeyondArms([[0, 0, 0]], [1], [1])).toBeNaN();
  });
});

describe('measured errors', () => {
  /** Readings 3° too low on the average, scattered by so many of their own deviations. */
  function golfers(count: number, factor: number, seed: number): SwingOutcome[] {
    const random = seededRandom(seed);
    return Array.from({ length: count }, (_, i) => {
      const deviation = random.between(1, 6);
      const truth = random.normal(40, 8);
      return outcome(i, { truth, value: truth - 3 * deviation + random.normal(0, factor * deviation), deviation });
    });
  }

  it('hold the truth of other golfers in about nine of ten', () => {
    for (const factor of [0.5, 1, 2]) {
      const [row] = fitErrors(golfers(120, factor, 1));
      expect(row).toMatchObject({ id: 'head-thrust', at: 'top', by: 'deviation', count: 120 });
      const held = golfers(2000, factor, 2).filter(({ metrics: [metric] }) => {
        const reading = metric?.reading;
        if (metric === undefined || reading === undefined || 'withheld' in reading) return false;
        const error = (metric.truth - reading.value) / (reading.deviation ?? 1);
        return error >= (row?.low ?? 0) && error <= (row?.high ?? 0);
      });
      expect(held.length / 2000).toBeGreaterThan(0.85);
      expect(held.length / 2000).toBeLessThan(0.96);
    }
  });

  it('are not made from a handful of golfers', () => {
    expect(fitErrors(golfers(8, 1, 3))).toEqual([]);
  });
});
