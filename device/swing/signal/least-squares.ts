/** A weighted fit of a few numbers to many readings, by the normal equations. */

export interface WeightedReading {
  /** What each unknown is multiplied by. */
  readonly terms: readonly number[];
  readonly value: number;
  readonly weight: number;
}

/** Undefined where the readings do not settle all unknowns. */
export function leastSquares(readings: readonly WeightedReading[], unknowns: number): number[] | undefined {
  const system = Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));
  for (const { terms, value, weight } of readings) {
    if (weight === 0) continue;
    system.forEach((row, r) => {
      const scaled = weight * (terms[r] as number);
      for (let c = 0; c < unknowns; c++) row[c] = (row[c] as number) + scaled * (terms[c] as number);
      row[unknowns] = (row[unknowns] as number) + scaled * value;
    });
  }
  return solved(system);
}

/** Smaller pivots than this share of the largest entry leave an unknown open. */
const PIVOT_SHARE_MIN = 1e-12;

/** Gauss and Jordan with row pivots; each row is a line of the matrix and its right side. */
function solved(system: Float64Array[]): number[] | undefined {
  const n = system.length;
  const largest = Math.max(...system.map((row) => Math.max(...row.subarray(0, n).map(Math.abs))));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(entry(system, row, column)) > Math.abs(entry(system, pivot, column))) pivot = row;
    }
    if (!(Math.abs(entry(system, pivot, column)) > PIVOT_SHARE_MIN * largest)) return undefined;
    const top = system[pivot] as Float64Array;
    system[pivot] = system[column] as Float64Array;
    system[column] = top;
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const share = entry(system, row, column) / entry(system, column, column);
      const line = system[row] as Float64Array;
      for (let c = column; c <= n; c++) line[c] = (line[c] as number) - share * (top[c] as number);
    }
  }
  return system.map((row, i) => (row[n] as number) / (row[i] as number));
}

function entry(system: readonly Float64Array[], row: number, column: number): number {
  return (system[row] as Float64Array)[column] as number;
}
