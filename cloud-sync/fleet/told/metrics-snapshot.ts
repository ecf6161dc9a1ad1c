/** The bay’s counters as one small document. */
import type { Series } from '../../../device/telemetry/counters.ts';
import { prometheusName } from '../../../device/telemetry/prometheus-text.ts';

const SERIES_MAX = 200;

export interface MetricsSnapshot {
  readonly series: Record<string, number>;
  readonly omitted: number;
}

/** What never counted anything is left out; of the rest the first two hundred in the order of first use. */
export function metricsSnapshot(counted: readonly Series[]): MetricsSnapshot {
  const telling = counted.filter(({ value }) => Number.isFinite(value) && value !== 0);
  const series = telling.slice(0, SERIES_MAX).map((each): [string, number] => [nameOf(each), rounded(each.value)]);
  return { series: Object.fromEntries(series), omitted: Math.max(0, telling.length - SERIES_MAX) };
}

function nameOf(series: Series): string {
  const labels = Object.entries(series.labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${prometheusName(series)}${labels.length === 0 ? '' : `{${labels.join(',')}}`}`;
}

/** Six digits say what a dashboard shows; whole numbers stay whole. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}
