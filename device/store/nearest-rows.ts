/**
 * The nearest of many points, by looking at every one of them.
 *
 * Hot path: 100,000 points of 64 numbers in a few milliseconds, see `./swingbay bench similarity`. The directions of an
 * embedding come with the most telling first, so nearly every row is given up after the first {@link STRIDE} of them.
 */
export interface NearestRow {
  readonly row: number;
  /** Euclidean. */
  readonly distance: number;
}

const STRIDE = 8;

/**
 * The at most `limit` nearest of `rows` rows in a matrix of `query.length` columns, nearest first. A row for which
 * `admits` is false is passed over; it is asked only about rows that would be kept.
 */
export function nearestRows(
  matrix: Float32Array,
  rows: number,
  query: Float32Array,
  limit: number,
  admits: (row: number) => boolean,
): NearestRow[] {
  const columns = query.length;
  const found: { row: number; distance: number }[] = [];
  let worst = Number.POSITIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let sum = 0;
    for (let column = 0; column < columns && sum < worst; ) {
      const end = Math.min(columns, column + STRIDE);
      for (; column < end; column++) {
        const apart = (matrix[start + column] as number) - (query[column] as number);
        sum += apart * apart;
      }
    }
    if (!(sum < worst) || !admits(row)) continue;
    let place = found.length;
    while (place > 0 && (found[place - 1] as NearestRow).distance > sum) place--;
    found.splice(place, 0, { row, distance: sum });
    if (found.length > limit) found.pop();
    if (found.length === limit) worst = (found[limit - 1] as NearestRow).distance;
  }
  return found.map(({ row, distance }) => ({ row, distance: Math.sqrt(distance) }));
}
