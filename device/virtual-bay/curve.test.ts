import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bump, Curve, type Key, step } from './curve.ts';

const keys = fc
  .array(fc.tuple(fc.integer({ min: 30, max: 400 }), fc.double({ min: -100, max: 100, noNaN: true })), {
    minLength: 2,
    maxLength: 7,
  })
  .map((steps): Key[] => {
    let atMs = 0;
    return steps.map(([gap, value]) => {
      atMs += gap;
      return { atMs, value };
    });
  });

describe('a curve through keys', () => {
  it('never leaves the range of its keys', () => {
    fc.assert(
      fc.property(keys, fc.constantFrom(0, 14, 34), (chosen, smoothMs) => {
        const curve = new Curve(chosen, smoothMs);
        const values = chosen.map((key) => key.value);
        const room = 1e-9 + (Math.max(...values) - Math.min(...values)) * 1e-3;
        const reached: number[] = [];
        for (let ms = -50; ms < 3000; ms += 3.7) reached.push(curve.at(ms));
        expect(Math.min(...reached)).toBeGreaterThanOrEqual(Math.min(...values) - room);
        expect(Math.max(...reached)).toBeLessThanOrEqual(Math.max(...values) + room);
      }),
    );
  });

  it('goes through its keys where it is not smoothed, and holds its ends', () => {
    const chosen = [
      { atMs: 0, value: 1 },
      { atMs: 100, value: 5 },
      { atMs: 260, value: 3 },
    ];
    const curve = new Curve(chosen, 0);
    for (const { atMs, value } of chosen) expect(curve.at(atMs)).toBeCloseTo(value, 9);
    expect(curve.at(-1000)).toBe(1);
    expect(curve.at(5000)).toBeCloseTo(3, 9);
  });

  it('is smooth enough that its rate has no corners', () => {
    const curve = new Curve(
      [
        { atMs: 0, value: 0 },
        { atMs: 300, value: 90 },
        { atMs: 400, value: 0 },
      ],
      34,
    );
    const rate = (ms: number) => curve.at(ms + 1) - curve.at(ms);
    const corners = Array.from({ length: 450 }, (_, ms) => Math.abs(rate(ms + 1) - rate(ms)));
    expect(Math.max(...corners)).toBeLessThan(0.08);
  });
});

describe('bumps and steps', () => {
  it('begin and end flat', () => {
    expect([bump(0), bump(1), bump(-1.5)]).toEqual([1, 0, 0]);
    expect([step(0, 10, -1), step(0, 10, 5), step(0, 10, 11)]).toEqual([0, 0.5, 1]);
  });
});
