/**
 * Linear discriminant analysis: the directions in which golfers differ most for how much one golfer differs from swing
 * to swing. Projected swings are whitened within golfers, so that plain distance weighs every direction fairly.
 *
 * Fisher's criterion with the within-golfer covariance shrunk toward its diagonal (a few hundred swings do not know half
 * a million covariances). The between-golfer part has at most as many directions as golfers, so its eigenvectors are
 * taken from the small matrix of golfers against golfers.
 */
export interface Discriminant {
  /** Of the features; what a feature that was not seen is taken to be. */
  readonly mean: Float64Array;
  /** dims × features, row by row. */
  readonly rows: Float64Array;
  readonly dims: number;
}

export interface DiscriminantOptions {
  readonly dims: number;
  /** 0–1: how far covariances are shrunk. */
  readonly shrinkage: number;
}

/** `classes` names the golfer of each row; every golfer has several rows. NaN is a feature that was not seen. */
export function discriminantOf(
  rows: readonly Float64Array[],
  classes: readonly number[],
  { dims, shrinkage }: DiscriminantOptions,
): Discriminant {
  const features = rows[0]?.length ?? 0;
  const mean = columnMeans(rows, features);
  const centred = rows.map((row) => row.map((value, i) => (Number.isNaN(value) ? 0 : value - (mean[i] as number))));
  const golfers = [...new Set(classes)];
  const means = golfers.map((golfer) =>
    columnMeans(
      centred.filter((_, i) => classes[i] === golfer),
      features,
    ),
  );
  const within = new Float64Array(features * features);
  centred.forEach((row, i) => {
    const own = means[golfers.indexOf(classes[i] as number)] as Float64Array;
    addOuter(
      within,
      row.map((value, k) => value - (own[k] as number)),
    );
  });
  const freedom = rows.length - golfers.length;
  shrink(within, features, shrinkage, freedom);
  const lower = cholesky(within, features);
  const whitened = means.map((each) => solveLower(lower, each, features));
  const gram = Float64Array.from({ length: golfers.length ** 2 }, (_, i) =>
    dot(whitened[Math.floor(i / golfers.length)] as Float64Array, whitened[i % golfers.length] as Float64Array),
  );
  const { values, vectors } = symmetricEigen(gram, golfers.length);
  const kept = Math.min(dims, values.filter((value) => value > 1e-9).length);
  const out = new Float64Array(kept * features);
  for (let dim = 0; dim < kept; dim++) {
    const direction = new Float64Array(features);
    const weight = 1 / Math.sqrt(values[dim] as number);
    whitened.forEach((each, golfer) => {
      const share = (vectors[golfer * golfers.length + dim] as number) * weight;
      for (let i = 0; i < features; i++) direction[i] = (direction[i] as number) + share * (each[i] as number);
    });
    out.set(signed(solveUpper(lower, direction, features)), dim * features);
  }
  return { mean, rows: out, dims: kept };
}

/** Eigenvectors have no sign of their own; the largest component is made positive, so that training can be repeated. */
function signed(row: Float64Array): Float64Array {
  const largest = row.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? row.map((value) => -value) : row;
}

function columnMeans(rows: readonly Float64Array[], features: number): Float64Array {
  const sums = new Float64Array(features);
  const counts = new Float64Array(features);
  for (const row of rows) {
    for (let i = 0; i < features; i++) {
      const value = row[i] as number;
      if (Number.isNaN(value)) continue;
      sums[i] = (sums[i] as number) + value;
      counts[i] = (counts[i] as number) + 1;
    }
  }
  return sums.map((sum, i) => sum / Math.max(1, counts[i] as number));
}

function addOuter(sum: Float64Array, row: Float64Array): void {
  const n = row.length;
  for (let i = 0; i < n; i++) {
    const value = row[i] as number;
    for (let k = 0; k <= i; k++) sum[i * n + k] = (sum[i * n + k] as number) + value * (row[k] as number);
  }
}

/** Only the lower triangle is filled and read. */
function shrink(sum: Float64Array, n: number, shrinkage: number, freedom: number): void {
  let meanVariance = 0;
  for (let i = 0; i < n; i++) meanVariance += (sum[i * n + i] as number) / freedom / n;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) sum[i * n + k] = ((1 - shrinkage) * (sum[i * n + k] as number)) / freedom;
    sum[i * n + i] = (1 - shrinkage) * ((sum[i * n + i] as number) / freedom) + shrinkage * meanVariance;
  }
}

function cholesky(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= i; k++) {
      let sum = matrix[i * n + k] as number;
      for (let j = 0; j < k; j++) sum -= (lower[i * n + j] as number) * (lower[k * n + j] as number);
      lower[i * n + k] = i === k ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[k * n + k] as number);
    }
  }
  return lower;
}

function solveLower(lower: Float64Array, right: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = right[i] as number;
    for (let k = 0; k < i; k++) sum -= (lower[i * n + k] as number) * (out[k] as number);
    out[i] = sum / (lower[i * n + i] as number);
  }
  return out;
}

/** With the transpose of `lower`. */
function solveUpper(lower: Float64Array, right: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = right[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (lower[k * n + i] as number) * (out[k] as number);
    out[i] = sum / (lower[i * n + i] as number);
  }
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

const SWEEPS_MAX = 30;

/** Jacobi's rotations. Eigenvalues fall; eigenvectors are the columns of `vectors`. */
function symmetricEigen(matrix: Float64Array, n: number): { values: number[]; vectors: Float64Array } {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const at = (m: Float64Array, i: number, k: number): number => m[i * n + k] as number;
  for (let sweep = 0; sweep < SWEEPS_MAX; sweep++) {
    let off = 0;
    let whole = 0;
    for (let i = 0; i < n * n; i++) {
      const square = (a[i] as number) ** 2;
      whole += square;
      if (i % (n + 1) !== 0) off += square;
    }
    if (off <= 1e-20 * whole) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (at(a, p, q) === 0) continue;
        const theta = (at(a, q, q) - at(a, p, p)) / (2 * at(a, p, q));
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let k = 0; k < n; k++) rotate(a, k * n + p, k * n + q, c, s);
        for (let k = 0; k < n; k++) rotate(a, p * n + k, q * n + k, c, s);
        for (let k = 0; k < n; k++) rotate(v, k * n + p, k * n + q, c, s);
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, k) => at(a, k, k) - at(a, i, i));
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = at(v, i, from);
  });
  return { values: order.map((i) => at(a, i, i)), vectors };
}

function rotate(m: Float64Array, i: number, k: number, c: number, s: number): void {
  const [x, y] = [m[i] as number, m[k] as number];
  m[i] = c * x - s * y;
  m[k] = s * x + c * y;
}
