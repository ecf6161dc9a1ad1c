/** The highest point of a curve between its samples, from the parabola of least squares through a stretch of it. */

export interface Parabola {
  readonly vertex: number;
  /** Second-order coefficient: negative for a hill. */
  readonly bend: number;
}

/** Undefined with fewer than four known values, or where they lie on a line. */
export function parabolaThrough(rows: readonly number[], values: Float64Array): Parabola | undefined {
  if (rows.length < 4) return undefined;
  const origin = rows.reduce((a, b) => a + b, 0) / rows.length;
  const base = rows.reduce((sum, row) => sum + (values[row] as number), 0) / rows.length;
  const s = [0, 0, 0, 0, 0];
  const m = [0, 0, 0];
  for (const row of rows) {
    const u = row - origin;
    for (let k = 0; k < 5; k++) s[k] = (s[k] as number) + u ** k;
    for (let k = 0; k < 3; k++) m[k] = (m[k] as number) + ((values[row] as number) - base) * u ** k;
  }
  const [s0, s1, s2, s3, s4] = s as [number, number, number, number, number];
  const [m0, m1, m2] = m as [number, number, number];
  const determinant = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s3 * s2) + s2 * (s1 * s3 - s2 * s2);
  if (Math.abs(determinant) < 1e-9) return undefined;
  const slope = (s0 * (m1 * s4 - s3 * m2) - m0 * (s1 * s4 - s3 * s2) + s2 * (s1 * m2 - m1 * s2)) / determinant;
  const bend = (s0 * (s2 * m2 - m1 * s3) - s1 * (s1 * m2 - m1 * s2) + m0 * (s1 * s3 - s2 * s2)) / determinant;
  return Math.abs(bend) < 1e-12 ? undefined : { vertex: origin - slope / (2 * bend), bend };
}

/** Of a hill between two rows; undefined where the stretch is no hill. */
export function vertexOf(values: Float64Array, from: number, to: number): number | undefined {
  const rows: number[] = [];
  for (let row = Math.max(0, from); row <= Math.min(values.length - 1, to); row++) {
    if (!Number.isNaN(values[row])) rows.push(row);
  }
  const fit = parabolaThrough(rows, values);
  return fit === undefined || fit.bend >= 0 ? undefined : fit.vertex;
}
