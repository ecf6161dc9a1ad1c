import { normalize, scale, subtract, add, type Vector, vector } from './vector.ts';

/**
 * The plane that weighted points lie nearest to, as its unit normal: the direction in which they spread least, by
 * Jacobi's rotations of their covariance. Null for fewer than three points or points on a line, which many planes hold.
 */
export function planeNormal(points: readonly Vector[], weights: readonly number[]): Vector | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (points.length < 3 || !(total > 0)) return null;
  const centre = points.reduce((sum, point, i) => add(sum, scale(point, (weights[i] as number) / total)), ORIGIN);
  const covariance: Matrix = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const [i, point] of points.entries()) {
    const { x, y, z } = subtract(point, centre);
    const away = [x, y, z] as const;
    for (const r of AXES)
      for (const c of AXES) covariance[r][c] += ((weights[i] as number) / total) * away[r] * away[c];
  }
  const { values, vectors } = eigen(covariance);
  const [least, middle] = AXES.toSorted((a, b) => values[a] - values[b]);
  if (least === undefined || middle === undefined || !(values[middle] > LINE_SHARE * Math.max(...values))) return null;
  return normalize(vector(vectors[0][least], vectors[1][least], vectors[2][least]));
}

type Axis = 0 | 1 | 2;
type Row = [number, number, number];
type Matrix = [Row, Row, Row];

const AXES: readonly Axis[] = [0, 1, 2];
const ORIGIN = vector(0, 0, 0);
/** A spread across of less than this share of the spread along is a line. */
const LINE_SHARE = 1e-4;
/** Three or four sweeps bring a 3 × 3 matrix to the last bit. */
const SWEEPS_MAX = 12;

/** Eigenvalues and, as columns, eigenvectors of a symmetric matrix. */
function eigen(symmetric: Matrix): { values: Row; vectors: Matrix } {
  const a = symmetric.map((row) => [...row]) as Matrix;
  const v: Matrix = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < SWEEPS_MAX; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      rotate(a, v, p, q);
  }
  return { values: [a[0][0], a[1][1], a[2][2]], vectors: v };
}

/** One rotation in the plane of two axes that makes their common entry 0. */
function rotate(a: Matrix, v: Matrix, p: Axis, q: Axis): void {
  if (a[p][q] === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const k of AXES) {
    const [kp, kq] = [a[k][p], a[k][q]];
    a[k][p] = c * kp - s * kq;
    a[k][q] = s * kp + c * kq;
  }
  for (const k of AXES) {
    const [pk, qk] = [a[p][k], a[q][k]];
    a[p][k] = c * pk - s * qk;
    a[q][k] = s * pk + c * qk;
    const [kp, kq] = [v[k][p], v[k][q]];
    v[k][p] = c * kp - s * kq;
    v[k][q] = s * kp + c * kq;
  }
}
