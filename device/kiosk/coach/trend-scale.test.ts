import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trendScale } from './trend-scale.ts';

const value = fc.double({ min: -200, max: 200, noNaN: true });
const span = fc.tuple(value, value).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));

it('holds every visit, in its order, and nothing off the chart', () => {
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 10 }), fc.option(span), (visits, typical) => {
      const scale = trendScale(visits, typical);
      for (const { low, high } of visits) {
        const [a, b] = [scale(low), scale(high)];
        expect([a >= 0, b <= 1, a <= b]).toEqual([true, true, true]);
      }
      if (typical !== null) expect(scale(typical.low)).toBeLessThanOrEqual(scale(typical.high));
    }),
  );
});

it('leaves a golfer who is far from what is typical some room to be read', () => {
  const scale = trendScale([{ low: 10, high: 12 }], { low: 80, high: 100 });
  expect(scale(12) - scale(10)).toBeGreaterThan(0.3);
});
