import { en, type TextKey } from './en.ts';
import { currentLanguage, currentSentences } from './language.ts';

export type { TextKey };

type Places = Readonly<Record<string, string | number>>;

/** A key whose sentence depends on a count. */
type CountedKey = TextKey extends infer Key ? (Key extends `${infer Stem}.other` ? Stem : never) : never;

/** The sentence of a key in the page's language, its places filled in. */
export function text(key: TextKey, places: Places = {}): string {
  return currentSentences()[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
}

/** For keys that are made of codes from outside: undefined where the page has no words of its own. */
export function textIfKnown(key: string, places: Places = {}): string | undefined {
  return Object.hasOwn(en, key) ? text(key as TextKey, places) : undefined;
}

/** The sentence for a count, by the language's own plural rules. */
export function counted(key: CountedKey, count: number): string {
  const category = new Intl.PluralRules(currentLanguage()).select(count);
  return textIfKnown(`${key}.${category}`, { count }) ?? text(`${key}.other` as TextKey, { count });
}

/** Several words as one speaks them: “a, b and c”. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).format(words);
}

/** A number with exactly so many decimals, with the language's own separator and a true minus sign. */
export function number(value: number, decimals: number): string {
  const format = new Intl.NumberFormat(currentLanguage(), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
    useGrouping: true,
  });
  return format.format(value).replace('-', '−');
}

const FULL_WIDTH = /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff60]/g;
/** A kana or kanji takes about this many Latin letters' room. */
const FULL_WIDTH_LETTERS = 1.8;

/** How wide words are, in Latin letters. */
export function lettersIn(words: string): number {
  const wide = words.match(FULL_WIDTH)?.length ?? 0;
  return words.length - wide + wide * FULL_WIDTH_LETTERS;
}
