/**
 * Writes docs/accuracy.md from what the accuracy bench published: `npm run docs:accuracy`. A test holds the page against
 * docs/accuracy.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccuracyRow } from '../device/cli/bench/accuracy/accuracy-rows.ts';
import type { Figure } from '../device/cli/bench/figure.ts';
import { text } from './accuracy-words.ts';

interface Published {
  readonly about: { readonly cast: string; readonly fps: number; readonly seed: number; readonly swings: number };
  readonly figures: readonly Figure[];
  readonly rows: readonly AccuracyRow[];
}

export function accuracyPage(): string {
  const published = JSON.parse(readFileSync(join(import.meta.dirname, 'accuracy.json'), 'utf8')) as Published;
  const { about, figures, rows } = published;
  return [
    '# How exact the numbers are',
    '',
    ...text(about),
    '',
    '## Promises',
    '',
    'Two calibrated cameras, the heavy model, the correction, all moments of a metric together.',
    '',
    '| what | measured | promised |',
    '|---|---|---|',
    ...figures.map(({ name, value, unit, limit, ok }) => {
      const promised = limit === null ? '' : `${name.includes('slope') ? '≥' : '≤'} ${limit}${unitWord(unit)}`;
      return `| ${name} | ${shown(value)}${unitWord(unit)}${ok ? '' : ' **(missed)**'} | ${promised} |`;
    }),
    '',
    ...[2, 3, 1].flatMap((cameras) => table(cameras, 'heavy', rows)),
    '## Smaller models',
    '',
    'What a machine that cannot run the heavy model in time gets, from fewer golfers.',
    '',
    ...(['full', 'lite'] as const).flatMap((model) => table(2, model, rows)),
  ].join('\n');
}

function table(cameras: number, model: string, rows: readonly AccuracyRow[]): string[] {
  const shownRows = rows.filter((row) => row.cameras === cameras && row.model === model);
  if (shownRows.length === 0) return [];
  const title = cameras === 1 ? 'One camera, face-on' : cameras === 2 ? 'Two cameras' : 'Three cameras';
  return [
    `### ${title}, ${model}`,
    '',
    '| metric | at | method | bias | median | 95 % | withheld | interval held | its width | golfers |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...shownRows.map((row) => {
      const of = (value: number | null): string => (value === null ? '–' : `${shown(value)}${unitWord(row.unit)}`);
      const share = (value: number | null): string => (value === null ? '–' : `${Math.round(value * 100)} %`);
      return `| [${row.metric}](metrics/${row.metric}.md) | ${row.at ?? 'swing'} | ${row.method ?? 'withheld'} | ${of(row.bias)} | ${of(row.median)} | ${of(row.p95)} | ${share(row.withheldShare)} | ${share(row.heldShare)} | ${of(row.width)} | ${row.count} |`;
    }),
    '',
  ];
}

function unitWord(unit: string): string {
  if (unit === '' || unit === 'ratio') return '';
  return unit === '°' ? '°' : ` ${unit}`;
}

function shown(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'accuracy.md'), `${accuracyPage()}\n`);
