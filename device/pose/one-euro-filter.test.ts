import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OneEuroOptions, OneEuroFilter } from './one-euro-filter.ts';

const anyOptions = fc.record({
  cutoffHzMin: fc.double({ min: 0.01, max: 5, noNaN: true }),
  beta: fc.double({ min: 0, max: 100, noNaN: true }),
  derivativeCutoffHz: fc.double({ min: 0.1, max: 5, noNaN: true }),
});
const samples = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 60 });

function filtered(options: OneEuroOptions, values: readonly number[], stepMs = 16): number[] {
  const filter = new OneEuroFilter(1, options);
  return values.map((value, i) => {
    const one = Float32Array.of(value);
    filter.apply(one, i * stepMs, 1, { stride: 1, width: 1 });
    return one[0] as number;
  });
}

describe('the One-Euro filter', () => {
  it('never leaves the range of what it was given', () => {
    fc.assert(
      fc.property(anyOptions, samples, (options, values) => {
        for (const [i, value] of filtered(options, values).entries()) {
          const seen = values.slice(0, i + 1);
          expect(value).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-3);
          expect(value).toBeLessThanOrEqual(Math.max(...seen) + 1e-3);
        }
      }),
    );
  });

  it('calms a still point that trembles, and lags a fast one by little', () => {
    const options = { cutoffHzMin: 0.05, beta: 80, derivativeCutoffHz: 1 };
    const trembling = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 0.001 : -0.001));
    expect(Math.max(...filtered(options, trembling).slice(100).map(Math.abs))).toBeLessThan(0.0005);
    const moving = Array.from({ length: 60 }, (_, i) => i * 0.05);
    expect((moving[59] as number) - (filtered(options, moving)[59] as number)).toBeLessThan(0.05);
  });

  it('passes a sample through that is not newer than the last one', () => {
    const filter = new OneEuroFilter(1, { cutoffHzMin: 0.1, beta: 0, derivativeCutoffHz: 1 });
    const layout = { stride: 1, width: 1 };
    filter.apply(Float32Array.of(0), 100, 1, layout);
    const late = Float32Array.of(7);
    filter.apply(late, 100, 1, layout);
    expect(late[0]).toBe(7);
  });

  it('begins anew after a reset', () => {
    const filter = new OneEuroFilter(1, { cutoffHzMin: 0.1, beta: 0, derivativeCutoffHz: 1 });
    const layout = { stride: 1, width: 1 };
    filter.apply(Float32Array.of(0), 0, 1, layout);
    filter.reset();
    const first = Float32Array.of(9);
    filter.apply(first, 10, 1, layout);
    expect(first[0]).toBe(9);
  });
});
