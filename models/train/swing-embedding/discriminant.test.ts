import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../device/virtual-bay/random.ts';
import { discriminantOf } from './discriminant.ts';

/** Golfers differ along one direction; along another every swing differs much more. */
function drawn(): { rows: Float64Array[]; golfers: number[] } {
  const random = seededRandom(3);
  const rows: Float64Array[] = [];
  const golfers: number[] = [];
  for (let golfer = 0; golfer < 40; golfer++) {
    const [one, two] = [random.normal(0, 2), random.normal(0, 0.5)];
    for (let swing = 0; swing < 10; swing++) {
      const loud = random.normal(0, 20);
      const quiet = (): number => random.normal(0, 0.3);
      rows.push(
        Float64Array.of(
          one + loud + quiet(),
          one - loud + quiet(),
          two + random.normal(0, 0.5),
          7 + random.normal(0, 1),
        ),
      );
      golfers.push(golfer);
    }
  }
  return { rows, golfers };
}

describe('the directions in which golfers differ', () => {
  const { rows, golfers } = drawn();
  const found = discriminantOf(rows, golfers, { dims: 2, shrinkage: 0 });

  it('begin with the one that swings of a golfer share, however loud another is', () => {
    const [a, b, c, d] = found.rows.subarray(0, 4) as unknown as [number, number, number, number];
    expect(a / b).toBeGreaterThan(0.8);
    expect(a / b).toBeLessThan(1.25);
    expect(Math.abs(c) + Math.abs(d)).toBeLessThan(0.3 * (Math.abs(a) + Math.abs(b)));
  });

  it('are whitened: within a golfer every one of them has variance 1', () => {
    for (let dim = 0; dim < 2; dim++) {
      const projected = rows.map((row) =>
        row.reduce((sum, value, i) => sum + value * (found.rows[dim * 4 + i] as number), 0),
      );
      let squares = 0;
      for (let golfer = 0; golfer < 40; golfer++) {
        const own = projected.filter((_, i) => golfers[i] === golfer);
        const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
        squares += own.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      }
      expect(squares / (rows.length - 40)).toBeCloseTo(1, 6);
    }
  });

  it('take a feature that was not seen for the ordinary one', () => {
    const holes = rows.map((row, i) => (i % 7 === 0 ? row.with(2, Number.NaN) : row));
    const again = discriminantOf(holes, golfers, { dims: 2, shrinkage: 0 });
    expect(again.mean[3]).toBeCloseTo(7, 0);
    expect(again.rows.every(Number.isFinite)).toBe(true);
  });
});
