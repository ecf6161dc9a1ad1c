/**
 * What the daemon counts, in Prometheus's text format, `text/plain; version=0.0.4`. Names get `swingbay_` before them, and counters
 * `_total` behind, which is how a scraper tells what only rises.
 */
import type { Labels, Series } from './counters.ts';

export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export function prometheusName({ name, kind }: Pick<Series, 'name' | 'kind'>): string {
  const clean = `swingbay_${name.replaceAll(/[^A-Za-z0-9_]/g, '_')}`;
  return kind === 'counter' ? `${clean}_total` : clean;
}

export function prometheusText(series: readonly Series[]): string {
  const byName = new Map<string, Series[]>();
  for (const each of series) {
    const name = prometheusName(each);
    byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  const lines = [...byName].flatMap(([name, group]) => [
    `# TYPE ${name} ${group[0]?.kind ?? 'gauge'}`,
    ...group.map(({ labels, value }) => `${name}${labelText(labels)} ${valueText(value)}`),
  ]);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name.replaceAll(/\W/g, '_')}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function valueText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
