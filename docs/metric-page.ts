import { TEXTS_EN } from '../device/swing/advice/texts.en.ts';
import type { EventName } from '../device/swing/events/event-name.ts';
import { METRIC_CATALOGUE, type MetricEntry, type MetricUnit } from '../device/swing/metrics/metric-catalogue.ts';
import type { WayOfMeasuring } from '../device/swing/metrics/metric-entry.ts';
import type { MetricMethod } from '../device/swing/report/swing-report.ts';
import type { AccuracyRow } from './accuracy-rows.ts';

/** The page of one metric, and the index of all: everything on them is said in the metric's own file, or was measured. */
export const UNIT_NAMES: Record<MetricUnit, string> = {
  '°': 'degrees',
  cm: 'centimetres',
  s: 'seconds',
  ms: 'milliseconds',
  'm/s': 'metres a second',
  '°/s': 'degrees a second',
  '%': 'per cent',
  ratio: 'a plain ratio',
};

export const nameOf = (entry: MetricEntry): string => TEXTS_EN[`metric.${entry.id}.name`] ?? entry.id;

export function metricPage(entry: MetricEntry, rows: readonly AccuracyRow[]): string {
  const { plausible, moments, unit } = entry;
  return [
    `# ${nameOf(entry)}`,
    '',
    `\`${entry.id}\` · ${TEXTS_EN[`metric.${entry.id}.sentence`] ?? ''}`,
    '',
    `![${nameOf(entry)}, drawn on the model golfer](pictures/${entry.id}.svg)`,
    '',
    `**Definition.** ${entry.definition}`,
    '',
    '| | |',
    '|---|---|',
    `| Unit | ${unitWords(unit)}, ${entry.decimals === 0 ? 'no decimals' : `${entry.decimals} decimal${entry.decimals === 1 ? '' : 's'}`} |`,
    `| Sign | ${entry.sign} |`,
    `| Frame of reference | ${entry.frameOfReference} |`,
    `| Taken | ${moments.map(({ at }) => momentWords(at)).join(', ')} |`,
    `| Plausible | ${signed(plausible.low)} to ${signed(plausible.high)}; what lies outside is withheld, for there the measurement is at fault |`,
    `| Fewest cameras | ${fewestCameras(entry.ways)} |`,
    `| Source | ${entry.source} |`,
    '',
    '## Typical',
    '',
    ...typicalLines(entry),
    '',
    '## Method by number of cameras',
    '',
    'The first that sees what it needs gives the number, and the report names it; where none does, it is withheld.',
    '',
    '| cameras | method | needs | moments |',
    '|---|---|---|---|',
    ...methodRows(entry.ways),
    '',
    '## Accuracy',
    '',
    ...accuracyLines(entry, rows),
    '',
    `Made from \`device/swing/metrics/${entry.id}.ts\` by \`npm run docs:metrics\`. [All metrics](README.md)`,
    '',
  ].join('\n');
}

export function indexPage(): string {
  const rows = METRIC_CATALOGUE.map((entry) => {
    const taken = entry.moments.map(({ at }) => momentWords(at)).join(', ');
    return `| [${nameOf(entry)}](${entry.id}.md) | \`${entry.id}\` | ${unitWords(entry.unit)} | ${taken} | ${fewestCameras(entry.ways)} |`;
  });
  return [
    '# Metrics',
    '',
    'Every number that a report can carry. Each page says what is measured, from where, which way is positive, whose',
    'figures it may be compared with, and how exact it was found to be. The pages are made from the metrics’ own files by',
    '`npm run docs:metrics`; the accuracy is that of the last run of the bench that wrote `accuracy.json`.',
    '',
    'A number that the cameras present cannot know is withheld with its reason. `low` to `high` of a report is the',
    '90 % interval.',
    '',
    '| metric | id | unit | taken | fewest cameras |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function unitWords(unit: MetricUnit): string {
  return unit === 'ratio' ? UNIT_NAMES.ratio : `${UNIT_NAMES[unit]} (${unit})`;
}

function signed(value: number): string {
  return String(value).replace('-', '−');
}

function momentWords(at: EventName | null): string {
  return at === null ? 'once a swing' : `at ${at}`;
}

function typicalLines({ moments, unit }: MetricEntry): string[] {
  const known = moments.filter(({ typical }) => typical !== null);
  if (known.length === 0) return ['Nothing is published that may be compared with this definition.'];
  return [
    '| moment | range | whose |',
    '|---|---|---|',
    ...known.map(({ at, typical }) => {
      const unitText = unit === 'ratio' ? '' : ` ${unit}`;
      return `| ${momentWords(at)} | ${signed(typical?.low ?? 0)} to ${signed(typical?.high ?? 0)}${unitText} | ${typical?.source} |`;
    }),
    '',
    'What a group of golfers shows, not a target.',
  ];
}

function fewestCameras(ways: readonly WayOfMeasuring[]): string {
  const planar = ways.find(({ method }) => method === 'planar');
  const fewest = Math.min(...ways.filter(({ method }) => method !== 'monocular').map(({ cameras }) => cameras));
  if (fewest === 0) return 'none: a microphone';
  if (planar !== undefined) return planar.view === null ? 'one, from anywhere' : `one, ${viewWords(planar.view)}`;
  return 'two, calibrated';
}

function viewWords(view: 'face-on' | 'down-the-line'): string {
  return view === 'face-on' ? 'face-on' : 'down the line';
}

const METHOD_NEEDS: Partial<Record<MetricMethod, string>> = {
  corrected: 'calibrated cameras, and a swing such as the learned correction knows',
  triangulated: 'calibrated cameras',
  monocular: 'a calibrated camera, and a swing such as the learned correction knows: an estimate',
  audio: 'a microphone',
};

/** The ways in the order in which they are tried: the first one that sees what it needs gives the number. */
function methodRows(ways: readonly WayOfMeasuring[]): string[] {
  return [0, 1, 2, 3].flatMap((cameras) => {
    const count = ['none', 'one', 'two', 'three'][cameras] as string;
    const able = ways.filter((way) => way.cameras <= cameras && (cameras < 2 || way.method !== 'monocular'));
    const isHeard = ways.every((way) => way.cameras === 0);
    if (cameras === 0 || isHeard) return cameras === 0 && isHeard ? able.map((way) => wayRow('any', way)) : [];
    if (able.length === 0) return [`| ${count} | none: withheld (\`needs-second-camera\`) | | |`];
    return able.map((way) => wayRow(count, way));
  });
}

function wayRow(count: string, { method, view, at }: WayOfMeasuring): string {
  const needs = METHOD_NEEDS[method] ?? (view === null ? 'any view' : `the ${view} view`);
  return `| ${count} | \`${method}\` | ${needs} | ${at?.join(', ') ?? 'all'} |`;
}

function accuracyLines({ id, unit }: MetricEntry, rows: readonly AccuracyRow[]): string[] {
  const own = rows.filter(({ metric }) => metric === id);
  if (own.length === 0) return ['Not measured yet.'];
  const said = (value: number | null): string => (value === null ? '' : signed(value));
  const share = (value: number | null): string => (value === null ? '' : `${Math.round(value * 100)} %`);
  return [
    `Rendered golfers with known truth; bias, median and 95th percentile of the error in ${UNIT_NAMES[unit]}. *Held* is how often`,
    'the 90 % interval held the truth.',
    '',
    '| moment | method | cameras | model | count | bias | median | p95 | withheld | held |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...own.map(
      (row) =>
        `| ${row.at ?? 'once a swing'} | ${row.method === null ? 'withheld' : `\`${row.method}\``} | ${row.cameras} | ${row.model} | ${row.count} | ${said(row.bias)} | ${said(row.median)} | ${said(row.p95)} | ${share(row.withheldShare)} | ${share(row.heldShare)} |`,
    ),
  ];
}
