/**
 * Writes a page and a picture for every metric into docs/metrics: `npm run docs:metrics`. Words come from the metric's own
 * file, the picture from the virtual bay's model golfer, the accuracy from docs/accuracy.json. A test holds them all.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { METRIC_CATALOGUE, type MetricEntry } from '../device/swing/metrics/metric-catalogue.ts';
import { accuracyRows } from './accuracy-rows.ts';
import { indexPage, metricPage, nameOf } from './metric-page.ts';
import { chartPicture } from './metric-picture/chart-picture.ts';
import { figurePicture } from './metric-picture/figure-picture.ts';
import { modelValue } from './metric-picture/model-swing.ts';

export const FOLDER = join(import.meta.dirname, 'metrics');

/** Every file of the folder, by its path in it. */
export function metricFiles(): ReadonlyMap<string, string> {
  const rows = accuracyRows(join(import.meta.dirname, 'accuracy.json'));
  const files = METRIC_CATALOGUE.flatMap((entry): [string, string][] => [
    [`${entry.id}.md`, metricPage(entry, rows)],
    [`pictures/${entry.id}.svg`, pictureOf(entry)],
  ]);
  return new Map([['README.md', indexPage()], ...files]);
}

function pictureOf(entry: MetricEntry): string {
  const { picture } = entry;
  const title = nameOf(entry);
  return picture.kind === 'chart'
    ? chartPicture(picture, title, valueOf(entry))
    : figurePicture(picture, title, valueOf(entry));
}

/** The model golfer's own number, at the moment of the picture where the metric has one. */
function valueOf({ id, unit, decimals, moments, picture }: MetricEntry): string {
  const shown = picture.kind === 'figure' ? moments.find(({ at }) => at === picture.at) : undefined;
  const value = modelValue(id, (shown ?? moments[0])?.at ?? null)?.value;
  if (value === undefined) return '';
  const number = value
    .toFixed(decimals)
    .replace(/^-(0(\.0+)?)$/, '$1')
    .replace('-', '−');
  if (unit === 'ratio') return number;
  return unit === '°' ? `${number}°` : `${number} ${unit}`;
}

if (import.meta.main) {
  for (const [name, text] of metricFiles()) {
    const path = join(FOLDER, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
