import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SHAFT_DIRECTIONS } from './pixel-clues.ts';
import { shaftPath } from './shaft-path.ts';

const STEP = 360 / SHAFT_DIRECTIONS;

/** A club that turns evenly, clearly seen in some frames only, among stray lines. */
function evidence(rows: number, from: number, sweep: number, seen: (row: number) => boolean): Float32Array {
  const out = new Float32Array(rows * SHAFT_DIRECTIONS).fill(0.05);
  for (let row = 0; row < rows; row++) {
    const column = Math.round((from + (sweep * row) / (rows - 1)) / STEP);
    if (seen(row))
      out[row * SHAFT_DIRECTIONS + (((column % SHAFT_DIRECTIONS) + SHAFT_DIRECTIONS) % SHAFT_DIRECTIONS)] = 0.5;
  }
  return out;
}

it('follows a club through frames in which it cannot be seen', () => {
  const path = shaftPath({
    evidence: evidence(20, 250, -150, (row) => row % 3 !== 0),
    fromRow: 0,
    toRow: 19,
    startDegrees: 270,
    startSlackDegrees: 40,
    sense: -1,
    sweepDegreesMax: 200,
    stepDegreesMax: 30,
  });
  for (const row of [1, 7, 13, 19]) {
    expect(Math.abs((path.degrees[row] ?? 0) - (250 - (150 * row) / 19))).toBeLessThanOrEqual(STEP);
  }
});

it('never turns the other way nor faster than the bound, whatever the evidence', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
        minLength: 8 * SHAFT_DIRECTIONS,
        maxLength: 8 * SHAFT_DIRECTIONS,
      }),
      fc.constantFrom<1 | -1>(1, -1),
      (values, sense) => {
        const { degrees } = shaftPath({
          evidence: Float32Array.from(values),
          fromRow: 0,
          toRow: 7,
          startDegrees: 270,
          startSlackDegrees: 20,
          sense,
          sweepDegreesMax: 120,
          stepDegreesMax: 24,
        });
        for (let row = 1; row < degrees.length; row++) {
          const turned = sense * ((degrees[row] ?? 0) - (degrees[row - 1] ?? 0));
          expect(turned).toBeGreaterThanOrEqual(0);
          expect(turned).toBeLessThanOrEqual(24 + 1e-9);
        }
      },
    ),
    { numRuns: 30 },
  );
});
