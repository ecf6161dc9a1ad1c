/**
 * One measured figure beside what it is held against. Figures are ratios to a floor or a peer of the same run, since
 * machines differ and are shared; only where the promise itself is in seconds or frames is `floor` null.
 */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor: number | null;
  readonly ratio: number | null;
  /** What `value` is held against, in its own unit; null for a figure that is only told. */
  readonly limit: number | null;
  readonly ok: boolean;
}

/** A figure that is only told. One that could not be measured is not ok. */
export function told(name: string, value: number, unit: string): Figure {
  return { name, value, unit, floor: null, ratio: null, limit: null, ok: Number.isFinite(value) };
}

/** A figure that keeps its promise by being no more than `limit`, in its own unit. */
export function atMost(name: string, value: number, unit: string, limit: number): Figure {
  return { ...told(name, value, unit), limit, ok: value <= limit };
}

export interface BenchResult {
  readonly bench: string;
  readonly commit: string;
  readonly machine: string;
  readonly figures: readonly Figure[];
}
