import type { PoseSource } from '../metrics/pose-source.ts';

/**
 * Takes an aligned motion to its embedding: the mean of the virtual golfers is taken off, and a matrix that was trained
 * on them alone (see `models/train/swing-embedding`) projects what is left. The directions are whitened within golfers
 * and scaled, so that two swings of one golfer lie about 1 apart and plain distance is all that a search needs.
 */
export interface EmbeddingProjection {
  readonly version: number;
  readonly kind: PoseSource['kind'];
  readonly dims: number;
  readonly features: number;
  /** What a feature that was not seen is taken to be. */
  readonly mean: Float32Array;
  /** dims × features, row by row. */
  readonly rows: Float32Array;
}

/** The projection as it lies in the repository: whole numbers of 16 bits, little-endian, in base 64. */
export interface StoredProjection {
  readonly version: number;
  readonly kind: string;
  readonly dims: number;
  readonly features: number;
  readonly mean: { readonly scale: number; readonly values: string };
  /** One scale a row. */
  readonly rows: { readonly scales: readonly number[]; readonly values: string };
}

export function decodeProjection(stored: StoredProjection): EmbeddingProjection {
  const { version, kind, dims, features } = stored;
  const mean = Float32Array.from(integersOf(stored.mean.values), (value) => value * stored.mean.scale);
  const rows = Float32Array.from(
    integersOf(stored.rows.values),
    (value, i) => value * (stored.rows.scales[Math.floor(i / features)] as number),
  );
  return { version, kind: kind as PoseSource['kind'], dims, features, mean, rows };
}

function integersOf(base64: string): Int16Array {
  const text = atob(base64);
  const bytes = new DataView(new ArrayBuffer(text.length));
  for (let i = 0; i < text.length; i++) bytes.setUint8(i, text.charCodeAt(i));
  return Int16Array.from({ length: text.length / 2 }, (_, i) => bytes.getInt16(2 * i, true));
}

/** Features that were not seen, NaN, take no part. */
export function projectMotion(motion: Float64Array, projection: EmbeddingProjection): Float32Array {
  const { dims, features, mean, rows } = projection;
  const out = new Float32Array(dims);
  for (let dim = 0; dim < dims; dim++) {
    let sum = 0;
    for (let i = 0; i < features; i++) {
      const value = motion[i] as number;
      if (!Number.isNaN(value)) sum += (value - (mean[i] as number)) * (rows[dim * features + i] as number);
    }
    out[dim] = sum;
  }
  return out;
}

export function embeddingDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return Math.sqrt(sum);
}
