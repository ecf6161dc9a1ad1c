import type { MeasuredMetric, ReportMetric, WithheldReason } from '../../api/contract/report.ts';
import { type Catalogue, type MetricWords, type TypicalRange, wordsOfId } from '../connection/catalogue.ts';
import { number, text, textIfKnown } from '../locales/text.ts';

/** A measured number as the page says it: signs become words, the interval and the typical range follow the value. */
export interface NumberWords {
  readonly key: string;
  readonly metric: MeasuredMetric;
  /** What it is, in one sentence. */
  readonly sentence: string;
  /** Another reading of the same metric, said as this one is: with its sign and decimals. */
  readonly say: (value: number) => string;
  /** The same for the bar: its sign is that of the words. */
  readonly onScale: (value: number) => number;
  readonly name: string;
  readonly at: string | null;
  /** The same in a word. */
  readonly moment: string | null;
  readonly value: string;
  readonly unit: string;
  /** Such as “open” or “towards the target”. */
  readonly direction: string | null;
  readonly range: { readonly low: string; readonly high: string };
  readonly scale: { readonly low: number; readonly high: number; readonly value: number };
  readonly typical: TypicalRange | null;
  readonly typicalRange: { readonly low: string; readonly high: string } | null;
  readonly typicalWords: string | null;
  /** The interval is so wide that its middle says nothing: the interval itself is shown as the number. */
  readonly isRough: boolean;
}

export interface WithheldWords {
  readonly reason: string;
  readonly names: readonly string[];
}

const UNITS: Readonly<Record<string, string>> = { '°': '°', ratio: ': 1' };
/** An interval this many times as wide as the typical range tells nobody on which side of it a golfer is. */
const ROUGH_TIMES_TYPICAL = 2;
const TEMPO_IDS = ['tempo-ratio', 'backswing-time', 'downswing-time'];
/**
 * What the player asks about first. What else is for players follows in the catalogue's order; the catalogue says which
 * numbers are a coach's.
 */
const FIRST = [
  'shoulder-turn top',
  'pelvis-turn top',
  'x-factor top',
  'hand-speed ',
  'spine-angle address',
  'pelvis-turn impact',
];

export function numberWords(metrics: readonly ReportMetric[], catalogue: Catalogue): NumberWords[] {
  const place = new Map(catalogue.metrics.map((words, index) => [words.id, index]));
  const rank = (metric: ReportMetric) => {
    const first = FIRST.indexOf(keyOf(metric));
    return first === -1 ? FIRST.length + (place.get(metric.id) ?? place.size) : first;
  };
  return metrics
    .filter((metric): metric is MeasuredMetric => 'value' in metric && !TEMPO_IDS.includes(metric.id))
    .toSorted((a, b) => rank(a) - rank(b))
    .map((metric) => ({ metric, words: wordsFor(metric.id, catalogue) }))
    .filter(({ metric, words }) => words === undefined || isForPlayer(metric, words))
    .map(({ metric, words }) => wordsOf(metric, words))
    .toSorted((a, b) => Number(a.isRough) - Number(b.isRough));
}

function isForPlayer(metric: MeasuredMetric, words: MetricWords): boolean {
  return words.moments.some(({ at, audience }) => at === metric.at && audience === 'player');
}

export function withheldWords(metrics: readonly ReportMetric[], catalogue: Catalogue): WithheldWords[] {
  const byReason = new Map<WithheldReason, Set<string>>();
  for (const metric of metrics.filter((each): each is Exclude<ReportMetric, MeasuredMetric> => 'withheld' in each)) {
    const names = byReason.get(metric.withheld) ?? new Set();
    names.add(wordsFor(metric.id, catalogue)?.name ?? wordsOfId(metric.id));
    byReason.set(metric.withheld, names);
  }
  return [...byReason]
    .map(([reason, names]) => ({ reason: text(`withheld.${reason}`), names: [...names] }))
    .toSorted((a, b) => b.names.length - a.names.length);
}

/** A metric at its moment: what two reports of the same golfer have in common. */
export const keyOf = ({ id, at }: Pick<ReportMetric, 'id' | 'at'>): string => `${id} ${at ?? ''}`;

export function measured(metrics: readonly ReportMetric[], id: string): MeasuredMetric | null {
  return metrics.find((metric): metric is MeasuredMetric => metric.id === id && 'value' in metric) ?? null;
}

function wordsFor(id: string, catalogue: Catalogue): MetricWords | undefined {
  return catalogue.metrics.find((words) => words.id === id);
}

function wordsOf(metric: MeasuredMetric, words: MetricWords | undefined): NumberWords {
  const decimals = words?.decimals ?? (Math.abs(metric.value) < 10 ? 1 : 0);
  const typical = words?.moments.find((each) => each.at === metric.at)?.typical ?? null;
  const direction = directionOf(metric);
  const flip = direction !== null && metric.value < 0 ? -1 : 1;
  const say = (value: number) => number(flip * value, decimals);
  const ordered = (low: number, high: number): [number, number] => (flip === 1 ? [low, high] : [high, low]);
  const [low, high] = ordered(metric.low, metric.high);
  const [typicalLow, typicalHigh] = typical === null ? [0, 0] : ordered(typical.low, typical.high);
  const isWide = typical !== null && metric.high - metric.low > ROUGH_TIMES_TYPICAL * (typical.high - typical.low);
  const isRough = isWide || metric.method === 'monocular';
  return {
    key: keyOf(metric),
    metric,
    sentence: words?.sentence ?? '',
    say,
    onScale: (value) => flip * value,
    name: words?.name ?? wordsOfId(metric.id),
    at: textIfKnown(`at.${metric.at ?? metric.id}`) ?? null,
    moment: metric.at === null ? null : text(`event.${metric.at}`),
    value: isRough ? text('numbers.between', { low: say(low), high: say(high) }) : say(metric.value),
    unit: UNITS[metric.unit] ?? metric.unit,
    direction,
    range: { low: say(low), high: say(high) },
    scale: { low: flip * low, high: flip * high, value: flip * metric.value },
    typical: typical === null ? null : { low: flip * typicalLow, high: flip * typicalHigh },
    typicalRange: typical === null ? null : { low: say(typicalLow), high: say(typicalHigh) },
    typicalWords: typical === null ? null : text('numbers.typical', { low: say(typicalLow), high: say(typicalHigh) }),
    isRough,
  };
}

function directionOf(metric: MeasuredMetric): string | null {
  const side = metric.value < 0 ? 'minus' : 'plus';
  return (
    textIfKnown(`direction.${metric.id}.${metric.at}.${side}`) ?? textIfKnown(`direction.${metric.id}.${side}`) ?? null
  );
}
