/**
 * What the daemon counts about itself: frames dropped, poses made, children restarted, sockets that were too slow.
 *
 * Kept in memory, read as a snapshot by health and benches. The number of series is bounded, so that a label made of
 * an id cannot fill the memory; what is over the bound is itself counted.
 */
export type Labels = Readonly<Record<string, string>>;

export interface Series {
  readonly name: string;
  readonly kind: 'counter' | 'gauge';
  readonly labels: Labels;
  readonly value: number;
}

const SERIES_MAX = 1_000;
const OVERFLOW = 'telemetry_series_refused';

export class Counters {
  readonly #series = new Map<string, { name: string; kind: Series['kind']; labels: Labels; value: number }>();

  /** Adds `by` (1) to a counter; counters only rise. */
  count(name: string, labels: Labels = {}, by = 1): void {
    const series = this.#find(name, 'counter', labels);
    if (series !== undefined) series.value += Math.max(0, by);
  }

  /** Sets a gauge to its newest value. */
  gauge(name: string, value: number, labels: Labels = {}): void {
    const series = this.#find(name, 'gauge', labels);
    if (series !== undefined) series.value = value;
  }

  /** The value of one series; 0 where nothing was counted yet. */
  value(name: string, labels: Labels = {}): number {
    return this.#series.get(keyOf(name, labels))?.value ?? 0;
  }

  /** Every series, in the order of first use. */
  snapshot(): Series[] {
    return [...this.#series.values()].map((series) => ({ ...series }));
  }

  #find(name: string, kind: Series['kind'], labels: Labels): { value: number } | undefined {
    const key = keyOf(name, labels);
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    if (this.#series.size >= SERIES_MAX && name !== OVERFLOW) {
      this.count(OVERFLOW);
      return undefined;
    }
    const series = { name, kind, labels: { ...labels }, value: 0 };
    this.#series.set(key, series);
    return series;
  }
}

export const COUNTERS = Symbol('Counters');

function keyOf(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name}${JSON.stringify(pairs)}`;
}
