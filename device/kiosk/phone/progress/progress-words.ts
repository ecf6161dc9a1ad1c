import type { MetricProgressBody, Progress } from '../../../api/contract/progress.ts';
import { counted, text } from '../../locales/text.ts';
import { shortDate } from './date-words.ts';
import type { MetricWords } from './metric-words.ts';

/** What a series has come to, in a word, a sentence, and how much of it chance may be. */
export interface VerdictWords {
  readonly tone: 'good' | 'bad' | 'new' | 'maybe' | 'even' | 'early';
  readonly short: string;
  readonly sentence: string;
  /** What form of the day and measuring alone make; null before anything can be said. */
  readonly noise: string | null;
}

export type Series = Pick<Progress['score'], 'levels' | 'change' | 'verdict'>;

/** As many visits as a verdict needs. */
const VISITS_MIN = 4;

const TONES: Readonly<Record<Series['verdict'], VerdictWords['tone']>> = {
  improved: 'good',
  declined: 'bad',
  changed: 'new',
  perhaps: 'maybe',
  steady: 'even',
  'too-early-to-say': 'early',
};

export const isChanged = ({ verdict }: Pick<Series, 'verdict'>): boolean =>
  verdict === 'improved' || verdict === 'declined' || verdict === 'changed';

/** The levels before a change and after it: of a step its two sides, of a slope its two ends. */
export function levelsAround({ levels, change }: Series): { before: number; after: number } | null {
  if (change === null) return null;
  const mean = (some: Series['levels']): number => some.reduce((sum, each) => sum + each.mean, 0) / some.length;
  const { since } = change;
  if (since !== null) {
    const earlier = levels.filter(({ visit }) => visit < since);
    const before = mean(earlier);
    return { before, after: before + change.value };
  }
  const middle = mean(levels);
  return { before: middle - change.value / 2, after: middle + change.value / 2 };
}

export function verdictWords(
  series: Series,
  words: Pick<MetricWords, 'name' | 'say' | 'saySize'>,
  visits: Progress['visits'],
): VerdictWords {
  const { verdict, change, levels } = series;
  const tone = TONES[verdict];
  const short = text(`progress.verdict.${verdict}`);
  const around = levelsAround(series);
  if (change === null || around === null) {
    const sentence = levels.length === 0 ? text('progress.none') : counted('progress.visits-left', visitsLeft(levels));
    return { tone, short, sentence, noise: null };
  }
  const noise = text('progress.noise', { size: words.saySize((change.high - change.low) / 2) });
  const begun = visits[change.since ?? levels[0]?.visit ?? 0]?.startedAt;
  const places = {
    name: words.name,
    before: words.say(around.before),
    after: words.say(around.after),
    date: begun === undefined ? '' : shortDate(begun),
    most: words.saySize(Math.max(Math.abs(change.low), Math.abs(change.high))),
  };
  return { tone, short, sentence: text(`progress.sentence.${verdict}`, places), noise };
}

function visitsLeft(levels: Series['levels']): number {
  return Math.max(1, VISITS_MIN - levels.length);
}

const ORDER: readonly Series['verdict'][] = [
  'improved',
  'declined',
  'changed',
  'perhaps',
  'steady',
  'too-early-to-say',
];

/** What has changed first, the surest change before others; then as the catalogue has them. */
export function sortedByChange(metrics: readonly MetricProgressBody[]): MetricProgressBody[] {
  const sureness = ({ change }: MetricProgressBody): number =>
    change === null ? 0 : Math.abs(change.value) / Math.max(change.high - change.low, 1e-9);
  return metrics
    .filter(({ levels }) => levels.length > 0)
    .toSorted((a, b) => {
      const rank = (metric: MetricProgressBody): number => (isChanged(metric) ? 0 : ORDER.indexOf(metric.verdict));
      const byRank = rank(a) - rank(b);
      return byRank !== 0 || !isChanged(a) ? byRank : sureness(b) - sureness(a);
    });
}
