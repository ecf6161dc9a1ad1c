import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeWithinVisit, HALF_MIN } from './change-within-visit.ts';
import { seeded } from './progress.fixture.ts';

const VISITS = 2_000;

function drawn(random: () => number, swings: number, step: number): number[] {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  // One swing in twenty is topped, or the model erred.
  return Array.from({ length: swings }, (_, at) => {
    const off = random() < 0.05 ? 12 * normal() : 0;
    return 85 + (at < swings / 2 ? 0 : step) + 3 * normal() + off;
  });
}

function shareReal(seed: number, swings: number, step: number, tried = 1): number {
  const random = seeded(seed);
  const real = Array.from({ length: VISITS }, () => changeWithinVisit(drawn(random, swings, step), tried)?.isReal);
  return real.filter(Boolean).length / VISITS;
}

describe('a change within a visit', () => {
  it('is told of a visit in which nothing changed no more than one time in twenty', () => {
    for (const swings of [8, 12, 20, 40]) expect(shareReal(swings, swings, 0)).toBeLessThan(0.06);
  });

  it('shares that between the numbers that are looked at together', () => {
    expect(shareReal(3, 20, 0, 20)).toBeLessThan(0.01);
  });

  it('is found where the golfer moved by three of their own deviations', () => {
    expect(shareReal(5, 20, 9)).toBeGreaterThan(0.95);
    expect(shareReal(5, 20, 9, 20)).toBeGreaterThan(0.9);
  });

  it('holds the true change in its interval nine times in ten', () => {
    const random = seeded(11);
    const held = Array.from({ length: VISITS }, () => changeWithinVisit(drawn(random, 20, 4), 1)).filter(
      (change) => change !== null && change.low <= 4 && change.high >= 4,
    );
    expect(held.length / VISITS).toBeGreaterThanOrEqual(0.9);
  });

  it('is withheld where a half has too few swings', () => {
    const values = Array.from({ length: 2 * HALF_MIN - 1 }, (_, at) => at);
    expect(changeWithinVisit(values, 1)).toBeNull();
    expect(changeWithinVisit([...values, 9], 1)).not.toBeNull();
  });

  it('has an interval round it, whatever was measured', () => {
    const values = fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(values, (row) => {
        const change = changeWithinVisit(row, 10);
        expect(change).not.toBeNull();
        expect((change?.low ?? 1) <= (change?.value ?? 0) && (change?.value ?? 1) <= (change?.high ?? 0)).toBe(true);
      }),
    );
  });
});
