/** Numerals as the bay's languages write them in letters. */
import type { Language } from '../../device/swing/advice/language.ts';

const EN = {
  unit: '(?:one|two|three|four|five|six|seven|eight|nine)',
  teen: '(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)',
  tens: '(?:twen|thir|for|fif|six|seven|eigh|nine)ty',
  big: '(?:hundred|thousand|million|dozen)s?',
};
const EN_BELOW_100 = `(?:${EN.tens}(?:[ -]${EN.unit})?|${EN.teen}|${EN.unit})`;

const DE = {
  unit: '(?:ein|zwei|zwo|drei|vier|fünf|fuenf|sechs|sieben|acht|neun)',
  teen: '(?:zehn|elf|zwölf|zwoelf|(?:drei|vier|fünf|fuenf|sech|sieb|acht|neun)zehn)',
  tens: '(?:zwanzig|(?:drei(?:ß|ss)|vier|fünf|fuenf|sech|sieb|acht|neun)(?:ig|zig))',
};
const DE_BELOW_100 = `(?:(?:${DE.unit}und)?${DE.tens}|${DE.teen}|${DE.unit}s?)`;
const DE_BELOW_1000 = `(?:${DE.unit}?hundert(?:und)?${DE_BELOW_100}?|${DE_BELOW_100})`;
/** What may be glued to a German numeral. */
const DE_GLUED = '(?:mal|fach|grad|prozent|einhalb)';

/**
 * A numeral is as long as it is written. German "ein" alone is an article, "einfach" and "gib acht" are no numbers. In Japanese, words
 * such as 一緒 and 十分 begin like numerals; what follows tells.
 */
export const NUMERALS: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    String.raw`(?<!\p{L})(?:(?:a |${EN_BELOW_100}[ -])?${EN.big}(?:[ -](?:and[ -])?(?:${EN_BELOW_100}|${EN.big}))*|${EN_BELOW_100}|zero)(?!\p{L})`,
    'gu',
  ),
  de: new RegExp(
    String.raw`(?<!\p{L}|(?:gib|gebt|habt?) )(?!ein(?:e|fach\p{L}*)?(?!\p{L}))(?:${DE_BELOW_1000}?tausend(?:und)?${DE_BELOW_1000}?|${DE_BELOW_1000}|null|dutzende?)(?:(?=${DE_GLUED})|(?!\p{L}))`,
    'gu',
  ),
  ja: /[一二三四五六七八九十百千万〇零]+|ゼロ/gu,
};

const SMALL: Readonly<Record<Language, RegExp>> = {
  en: /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)$/u,
  de: /^(?:eins?|zwei|zwo|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwoelf|fünfzehn|zwanzig)$/u,
  ja: /^(?:[一二三四五六七八九十]|十[一二五]|二十)$/u,
};

/** Numerals that people say when they count what they do. */
export function isSmallNumeral(numeral: string, language: Language): boolean {
  return SMALL[language].test(numeral);
}

/** "One" is more often a pronoun than a number. */
export function isOne(numeral: string): boolean {
  return /^(?:one|eins|一)$/u.test(numeral);
}
