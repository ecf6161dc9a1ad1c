import type { Language } from './language.ts';
import { TEXTS_DE } from './texts.de.ts';
import { TEXTS_EN } from './texts.en.ts';
import { TEXTS_JA } from './texts.ja.ts';

/** What the swing domain says to people, by language and key; a test holds that no language lacks a key. */
export const TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: TEXTS_EN,
  de: TEXTS_DE,
  ja: TEXTS_JA,
};

/** The text of a key; the key itself where there is none, which no key of the domain is. */
export function textIn(language: Language, key: string): string {
  return TEXTS[language][key] ?? key;
}
