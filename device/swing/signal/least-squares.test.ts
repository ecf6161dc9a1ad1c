import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastSquares } from './least-squares.ts';

const number = fc.double({ min: -50, max: 50, noNaN: true });

describe('a weighted fit', () => {
  it('finds the polynomial that all readings lie on, whatever their weights', () => {
    const given = fc.record({
      terms: fc.array(number, { minLength: 1, maxLength: 5 }),
      weights: fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 12, maxLength: 12 }),
    });
    fc.assert(
      fc.property(given, ({ terms, weights }) => {
        const readings = weights.map((weight, i) => {
          const powers = terms.map((_, k) => (i / 6 - 1) ** k);
          return {
            terms: powers,
            value: powers.reduce((sum, power, k) => sum + power * (terms[k] as number), 0),
            weight,
          };
        });
        const fitted = leastSquares(readings, terms.length) ?? [];
        fitted.forEach((term, k) => expect(term).toBeCloseTo(terms[k] as number, 5));
        expect(fitted.length).toBe(terms.length);
      }),
    );
  });

  it('does not hear a reading without weight', () => {
    const readings = [0, 1, 2, 3].map((x) => ({ terms: [1, x], value: 2 * x, weight: 1 }));
    expect(leastSquares([...readings, { terms: [1, 9], value: -1e6, weight: 0 }], 2)?.[1]).toBeCloseTo(2, 9);
  });

  it('says nothing where the readings leave an unknown open', () => {
    expect(leastSquares([{ terms: [1, 2], value: 3, weight: 1 }], 2)).toBeUndefined();
    expect(leastSquares([], 1)).toBeUndefined();
  });
});
