import type { SwingComparisonBody } from '../../../api/contract/rest.ts';
import type { Catalogue } from '../../connection/catalogue.ts';
import { text } from '../../locales/text.ts';
import { type MetricWords, metricWords } from '../progress/metric-words.ts';

/** What two swings differ in, in words: what is real before what is not, and nothing that is a coach's alone. */
type Compared = Extract<SwingComparisonBody['metrics'][number], { difference: unknown }>;

export interface DifferenceWords {
  readonly key: string;
  readonly words: MetricWords;
  readonly first: string;
  readonly second: string;
  /** Such as “+5° (between +2° and +8°)”. */
  readonly difference: string;
  readonly verdict: Compared['verdict'];
  readonly verdictWords: string;
}

export interface ComparisonWords {
  /** The most certain first. */
  readonly real: readonly DifferenceWords[];
  readonly same: readonly DifferenceWords[];
  /** Names of what could not be compared. */
  readonly missing: readonly string[];
}

/** Numbers that players ask about though nobody has published a range for them. */
const ASKED_FOR: readonly string[] = ['hand-speed null', 'pelvis-turn impact'];

export function comparisonWords({ metrics }: SwingComparisonBody, catalogue: Catalogue): ComparisonWords {
  const own = metrics.filter(({ id, at }) => isForPlayer(catalogue, id, at));
  const compared = own
    .filter((metric): metric is Compared => 'difference' in metric)
    .toSorted((a, b) => sureness(b) - sureness(a))
    .map((metric) => differenceWords(metric, catalogue));
  const missing = own.filter((metric) => !('difference' in metric));
  return {
    real: compared.filter(({ verdict }) => verdict !== 'no-real-difference'),
    same: compared.filter(({ verdict }) => verdict === 'no-real-difference'),
    missing: missing.map(({ id, at }) => metricWords({ id, at, unit: '', decimals: 0 }, catalogue).title),
  };
}

function isForPlayer(catalogue: Catalogue, id: string, at: Compared['at']): boolean {
  const moments = catalogue.metrics.find((each) => each.id === id)?.moments ?? [];
  return ASKED_FOR.includes(`${id} ${at}`) || moments.some((each) => each.at === at && each.typical !== null);
}

const sureness = ({ difference: { value, low, high } }: Compared): number =>
  Math.abs(value) / Math.max(high - low, 1e-9);

function differenceWords(metric: Compared, catalogue: Catalogue): DifferenceWords {
  const { id, at, unit, first, second, difference, verdict, typical } = metric;
  const decimals = catalogue.metrics.find((each) => each.id === id)?.decimals ?? 1;
  const words = metricWords({ id, at, unit, decimals, typical }, catalogue, second.value);
  const signed = (value: number) => {
    const shown = Number((words.flip * value).toFixed(decimals));
    return `${shown === 0 ? '±' : shown < 0 ? '−' : '+'}${words.saySize(value)}`;
  };
  const [low, high] = words.flip === 1 ? [difference.low, difference.high] : [difference.high, difference.low];
  return {
    key: `${id} ${at}`,
    words,
    first: words.say(first.value),
    second: words.say(second.value),
    difference: text('compare.difference', {
      value: signed(difference.value),
      low: signed(low),
      high: signed(high),
    }),
    verdict,
    verdictWords: text(`compare.verdict.${verdict}`),
  };
}
