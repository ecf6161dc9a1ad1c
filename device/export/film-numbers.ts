/** The five numbers that a player takes home, in words. Pure. */
import type { Language } from '../swing/advice/language.ts';
import { TEXTS } from '../swing/advice/texts.ts';
import { METRIC_CATALOGUE, typicalRange } from '../swing/metrics/metric-catalogue.ts';
import { isMeasured, type MeasuredMetric, type SwingReport } from '../swing/report/swing-report.ts';
import { FILM_TEXTS, filled } from './film-texts.ts';

export interface FilmNumber {
  readonly name: string;
  /** The moment of the swing; empty for what belongs to none. */
  readonly at: string;
  /** With its unit. */
  readonly value: string;
  /** The 90 % interval. */
  readonly range: string;
  /** What good golfers show; null where nothing is published. */
  readonly typical: string | null;
  readonly isEstimate: boolean;
  readonly scale: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly typical: { readonly low: number; readonly high: number } | null;
  };
}

const NUMBERS_MAX = 5;
/** What players ask about first, as the bay's screen has it; before them only what the swing's first fault rests on. */
const FIRST = [
  'tempo-ratio ',
  'shoulder-turn top',
  'pelvis-turn top',
  'x-factor top',
  'hand-speed ',
  'spine-angle address',
  'pelvis-turn impact',
];
/** In a picture these are nothing without each other's; the ratio stands for them. */
const LEFT_OUT = new Set(['backswing-time', 'downswing-time']);

export function filmNumbers(report: Pick<SwingReport, 'metrics' | 'faults'>, language: Language): FilmNumber[] {
  const evidence = new Set(report.faults[0]?.evidence ?? []);
  const rank = (metric: MeasuredMetric) => {
    if (evidence.has(metric.id)) return -1;
    const first = FIRST.indexOf(keyOf(metric));
    return first === -1 ? FIRST.length + METRIC_CATALOGUE.findIndex(({ id }) => id === metric.id) : first;
  };
  return report.metrics
    .filter(isMeasured)
    .filter((metric) => isForPlayer(metric, evidence))
    .toSorted((a, b) => Number(isEstimate(a)) - Number(isEstimate(b)) || rank(a) - rank(b))
    .slice(0, NUMBERS_MAX)
    .map((metric) => inWords(metric, language));
}

/** A number that nobody has published a range for is for the coach, unless it is what the swing's fault rests on. */
function isForPlayer(metric: MeasuredMetric, evidence: ReadonlySet<string>): boolean {
  if (LEFT_OUT.has(metric.id)) return false;
  return evidence.has(metric.id) || FIRST.includes(keyOf(metric)) || typicalRange(metric.id, metric.at) !== null;
}

function inWords(metric: MeasuredMetric, language: Language): FilmNumber {
  const entry = METRIC_CATALOGUE.find(({ id }) => id === metric.id);
  const decimals = entry?.decimals ?? 1;
  const say = (value: number) => numberIn(language, value, decimals);
  const unit = unitIn(metric.unit);
  const typical = typicalRange(metric.id, metric.at);
  const texts = FILM_TEXTS[language];
  return {
    name: TEXTS[language][`metric.${metric.id}.name`] ?? metric.id,
    at: metric.at === null ? '' : (TEXTS[language][`event.${metric.at}`] ?? ''),
    value: say(metric.value) + unit,
    range: filled(texts.range, { low: say(metric.low), high: say(metric.high) }) + unit,
    typical: typical === null ? null : filled(texts.typical, { low: say(typical.low), high: say(typical.high) }),
    isEstimate: isEstimate(metric),
    scale: { value: metric.value, low: metric.low, high: metric.high, typical },
  };
}

function keyOf({ id, at }: MeasuredMetric): string {
  return `${id} ${at ?? ''}`;
}

function isEstimate({ method }: MeasuredMetric): boolean {
  return method === 'monocular';
}

function unitIn(unit: string): string {
  if (unit === '°') return '°';
  return unit === 'ratio' ? ' : 1' : ` ${unit}`;
}

function numberIn(language: Language, value: number, decimals: number): string {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  });
  return format.format(value).replace('-', '−');
}
