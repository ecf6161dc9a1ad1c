import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expected, likelihoodAbove } from './likelihood.ts';

const interval = (value: number, below: number, above = below) => ({ value, low: value - below, high: value + above });

describe('where the truth may lie', () => {
  it('is below the low end, and above the high end, once in twenty', () => {
    expect(likelihoodAbove(interval(10, 3, 8), 7)).toBeCloseTo(0.95, 4);
    expect(likelihoodAbove(interval(10, 3, 8), 18)).toBeCloseTo(0.05, 4);
    expect(likelihoodAbove(interval(10, 3, 8), 10)).toBeCloseTo(0.5, 6);
  });

  it('is certain where the interval is a point', () => {
    expect([likelihoodAbove(interval(10, 0), 9), likelihoodAbove(interval(10, 0), 11)]).toEqual([1, 0]);
  });

  it('averages a straight line to its value, and leans to the longer arm', () => {
    expect(expected(interval(10, 4), (truth) => truth)).toBeCloseTo(10, 6);
    expect(expected(interval(10, 4, 20), (truth) => truth)).toBeGreaterThan(12);
  });

  it('grows less likely to lie above a limit that rises', () => {
    const arm = fc.double({ min: 0, max: 50, noNaN: true });
    const place = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(place, arm, arm, place, arm, (value, below, above, limit, step) => {
        const here = interval(value, below, above);
        expect(likelihoodAbove(here, limit + step)).toBeLessThanOrEqual(likelihoodAbove(here, limit) + 1e-6);
      }),
    );
  });
});
