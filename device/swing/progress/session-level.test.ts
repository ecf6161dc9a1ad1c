import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionLevel } from './session-level.ts';
import { twoSidedP, twoSidedQuantile } from './student-t.ts';

describe('the level of a session', () => {
  it('is hardly moved by one swing at which the model erred', () => {
    const swings = [80, 81, 79, 82, 78, 80, 81, 79];
    const clean = sessionLevel(swings)?.mean ?? 0;
    expect(Math.abs((sessionLevel([...swings, 180])?.mean ?? 0) - clean)).toBeLessThan(1);
  });

  it('is known better the more swings there are', () => {
    const few = sessionLevel([78, 80, 82, 79, 81]);
    const many = sessionLevel([78, 80, 82, 79, 81, 78, 80, 82, 79, 81, 78, 80, 82, 79, 81, 78, 80, 82, 79, 81]);
    expect((many?.high ?? 0) - (many?.low ?? 0)).toBeLessThan(((few?.high ?? 0) - (few?.low ?? 0)) / 1.8);
  });

  it('is unknown of two swings', () => {
    expect(sessionLevel([80, 81])).toBeNull();
  });

  it('lies among its swings and moves with them', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.double({ min: -50, max: 50, noNaN: true }), (swings, shift) => {
        const level = sessionLevel(swings);
        const moved = sessionLevel(swings.map((value) => value + shift));
        if (level === null || moved === null) return false;
        expect(level.mean).toBeGreaterThanOrEqual(Math.min(...swings) - 1e-9);
        expect(level.mean).toBeLessThanOrEqual(Math.max(...swings) + 1e-9);
        expect(moved.mean - level.mean).toBeCloseTo(shift, 3);
        return true;
      }),
    );
  });
});

describe('Student’s t', () => {
  it.each([
    [0.05, 1, 12.7062],
    [0.05, 4, 2.7764],
    [0.1, 10, 1.8125],
    [0.01, 30, 2.75],
  ])('is exceeded in a share of %d at %d degrees of freedom beyond %d', (p, freedom, t) => {
    expect(twoSidedQuantile(p, freedom)).toBeCloseTo(t, 3);
    expect(twoSidedP(t, freedom)).toBeCloseTo(p, 4);
  });
});
