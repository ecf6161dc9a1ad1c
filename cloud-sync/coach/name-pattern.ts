import type { Language } from '../../device/swing/advice/language.ts';

/** What writers put between the parts of a name, or leave out. */
const GAP = '[ –—―〜·・‧/-]*';
const DASH = ' ?[–—―-] ?';
/** A word may be broken at a dash wherever its writer likes; German ones also stand apart. */
const BREAKS: Readonly<Record<Language, string>> = {
  en: `(?:${DASH})?`,
  de: `(?:${DASH}| )?`,
  ja: GAP,
};
/** German words that mean something else when they stand apart: a hand that is taken away is no path of the hands. */
const NEVER_APART: ReadonlySet<string> = new Set(['handweg']);
const LETTERS: Readonly<Record<string, string>> = {
  ä: '(?:ä|ae)',
  ö: '(?:ö|oe)',
  ü: '(?:ü|ue)',
  ß: '(?:ß|ss)',
  "'": "['’]?",
  '’': "['’]?",
};
/** From this length on, a German name that begins a longer word is still that name: Schulterdrehungswinkel. */
const COMPOUND_LETTERS_MIN = 9;

/**
 * Finds a name in a text, both plain, however its parts are joined: with a space, with a dash or without either.
 * Endings are allowed (a shoulder turn's, Schulterdrehungen); a part of another word is no name, but in Japanese.
 */
export function namePattern(name: string, language: Language): RegExp {
  const breaks = NEVER_APART.has(name) ? BREAKS.en : BREAKS[language];
  let source = '';
  let isInWord = false;
  for (const letter of name) {
    const isGap = /[\s\p{Pd}]/u.test(letter);
    if (isGap) source += isInWord ? GAP : '';
    else source += (isInWord ? breaks : '') + (LETTERS[letter] ?? escaped(letter));
    isInWord = !isGap;
  }
  if (language === 'ja') return new RegExp(source, 'gu');
  const compound = language === 'de' && name.length >= COMPOUND_LETTERS_MIN ? String.raw`|\p{L}+` : '';
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${source}(?=(?:s|’s|'s|n|en|e|er${compound})?(?![\p{L}\p{N}]))`, 'gu');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);
}
