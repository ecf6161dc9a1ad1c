import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parabolaThrough, vertexOf } from './parabola.ts';

it('finds the summit of any hill between its samples', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 4, max: 15, noNaN: true }),
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      fc.double({ min: -100, max: 100, noNaN: true }),
      (summit, steepness, height) => {
        const values = new Float64Array(20).map((_, i) => height - steepness * (i - summit) ** 2);
        expect(vertexOf(values, 0, 19)).toBeCloseTo(summit, 4);
      },
    ),
  );
});

it('finds none in a valley, on a slope or in too few samples', () => {
  expect(
    vertexOf(
      new Float64Array(9).map((_, i) => (i - 4) ** 2),
      0,
      8,
    ),
  ).toBeUndefined();
  expect(parabolaThrough([0, 1, 2], new Float64Array([0, 1, 0]))).toBeUndefined();
  expect(vertexOf(new Float64Array(9).fill(Number.NaN), 0, 8)).toBeUndefined();
});
