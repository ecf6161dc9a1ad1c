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

export interface BenchResult {
  readonly bench: string;
  readonly commit: string;
  readonly machine: string;
  readonly figures: readonly Figure[];
}
