import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestRows } from './nearest-rows.ts';

const COLUMNS = 20;
const point = fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: COLUMNS, maxLength: COLUMNS });

describe('the nearest rows', () => {
  it('are those that sorting all distances would give', () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 40 }),
        point,
        fc.integer({ min: 1, max: 8 }),
        (rows, query, limit) => {
          const matrix = Float32Array.from(rows.flat());
          const found = nearestRows(matrix, rows.length, Float32Array.from(query), limit, (row) => row % 3 !== 1);
          const all = rows
            .map((row) => Math.hypot(...row.map((value, i) => value - (query[i] as number))))
            .filter((_, row) => row % 3 !== 1)
            .sort((a, b) => a - b)
            .slice(0, limit);
          expect(found).toHaveLength(all.length);
          found.forEach(({ distance }, i) => expect(distance).toBeCloseTo(all[i] as number, 4));
        },
      ),
    );
  });

  it('are none of an empty matrix, and leave rows beyond the count alone', () => {
    const query = new Float32Array(COLUMNS);
    expect(nearestRows(new Float32Array(COLUMNS), 0, query, 3, () => true)).toEqual([]);
    expect(nearestRows(new Float32Array(COLUMNS * 4), 2, query, 9, () => true)).toHaveLength(2);
  });
});
