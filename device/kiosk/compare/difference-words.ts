import type { SwingComparisonBody } from '../../api/contract/rest.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { number } from '../locales/text.ts';
import { keyOf, type NumberWords, numberWords } from '../result/number-words.ts';

/** A number of two swings as the page says it: both values, what lies between them, and whether that is real. */
export interface DifferenceWords {
  readonly number: NumberWords;
  /** Of the earlier swing, with the sign of the words. */
  readonly before: string;
  readonly verdict: 'better' | 'worse' | 'changed' | 'no-real-difference';
  /** Signed, and with its interval, on the scale of the words. */
  readonly difference: { readonly said: string; readonly value: number; readonly low: number; readonly high: number };
}

type Compared = Extract<SwingComparisonBody['metrics'][number], { verdict: unknown }>;

const ORDER: readonly DifferenceWords['verdict'][] = ['better', 'worse', 'changed', 'no-real-difference'];

/** Real differences first, the largest beside its own uncertainty foremost; without what neither swing can judge. */
export function differenceWords(comparison: SwingComparisonBody, catalogue: Catalogue): DifferenceWords[] {
  const compared = comparison.metrics.filter((each): each is Compared => 'verdict' in each);
  const byKey = new Map(compared.map((each) => [keyOf(each), each]));
  const readings = compared.map(({ id, at, unit, second }) => ({ id, at, unit, cameras: [], ...second }));
  return numberWords(readings, catalogue)
    .filter(({ isRough }) => !isRough)
    .flatMap((words): DifferenceWords[] => {
      const each = byKey.get(words.key);
      return each === undefined ? [] : [wordsOf(words, each, catalogue)];
    })
    .toSorted((a, b) => rank(a) - rank(b) || sureness(b) - sureness(a));
}

function wordsOf(
  words: NumberWords,
  { first, difference, verdict, id }: Compared,
  catalogue: Catalogue,
): DifferenceWords {
  const ends = [words.onScale(difference.low), words.onScale(difference.high)] as const;
  const value = words.onScale(difference.value);
  const decimals = catalogue.metrics.find((each) => each.id === id)?.decimals ?? 1;
  const size = number(Math.abs(value), decimals);
  const isNone = Math.round(Math.abs(value) * 10 ** decimals) === 0;
  const said = isNone ? size : `${value < 0 ? '−' : '+'}${size}`;
  return {
    number: words,
    before: words.say(first.value),
    verdict,
    difference: { said, value, low: Math.min(...ends), high: Math.max(...ends) },
  };
}

const rank = ({ verdict }: DifferenceWords) => ORDER.indexOf(verdict);

/** How many times its own uncertainty a difference is. */
const sureness = ({ difference: { value, low, high } }: DifferenceWords) => Math.abs(value) / (high - low || 1);
