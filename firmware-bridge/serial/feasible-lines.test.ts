import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allLines, linesThrough, valuesAt } from './feasible-lines.ts';

const SLOPE_MAX = 1;
const VALUE_MAX = 1_000;
/** Corners are computed, so they may lie outside their bounds by the grain of a double. */
const GRAIN = 1e-6;

const line = fc.record({
  a: fc.double({ min: -VALUE_MAX, max: VALUE_MAX, noNaN: true }),
  b: fc.double({ min: -SLOPE_MAX, max: SLOPE_MAX, noNaN: true }),
});
const window = fc.record({
  x: fc.double({ min: -500, max: 500, noNaN: true }),
  below: fc.double({ min: 0, max: 50, noNaN: true }),
  above: fc.double({ min: 0, max: 50, noNaN: true }),
});

describe('lines that keep within bounds', () => {
  it('never lose the line that the bounds were drawn round', () => {
    fc.assert(
      fc.property(
        line,
        fc.array(window, { maxLength: 40 }),
        fc.double({ min: -900, max: 900, noNaN: true }),
        (truth, windows, x) => {
          let lines = allLines(SLOPE_MAX, VALUE_MAX);
          for (const { x: at, below, above } of windows) {
            const y = truth.a + truth.b * at;
            lines = linesThrough(lines, at, { from: y - below - GRAIN, to: y + above + GRAIN });
          }
          const values = valuesAt(lines, x);
          const y = truth.a + truth.b * x;
          expect(values?.from).toBeLessThanOrEqual(y + GRAIN);
          expect(values?.to).toBeGreaterThanOrEqual(y - GRAIN);
        },
      ),
    );
  });

  it('are each within all of them', () => {
    fc.assert(
      fc.property(line, fc.array(window, { minLength: 1, maxLength: 40 }), (truth, windows) => {
        const bounds = windows.map(({ x, below, above }) => {
          const y = truth.a + truth.b * x;
          return { x, from: y - below - GRAIN, to: y + above + GRAIN };
        });
        let lines = allLines(SLOPE_MAX, VALUE_MAX);
        for (const { x, from, to } of bounds) lines = linesThrough(lines, x, { from, to });
        for (const { a, b } of lines) {
          for (const { x, from, to } of bounds) {
            expect(a + b * x).toBeGreaterThanOrEqual(from - GRAIN);
            expect(a + b * x).toBeLessThanOrEqual(to + GRAIN);
          }
        }
      }),
    );
  });

  it('are none where the bounds contradict each other', () => {
    const lines = linesThrough(allLines(SLOPE_MAX, VALUE_MAX), 0, { from: 0, to: 1 });
    expect(linesThrough(lines, 1, { from: 10, to: 11 })).toEqual([]);
    expect(valuesAt([], 0)).toBeNull();
  });
});
