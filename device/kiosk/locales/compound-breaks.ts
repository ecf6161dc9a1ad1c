import { currentLanguage } from './language.ts';

/**
 * Where long words of a language may be broken in a narrow box. A bay's browser has no dictionaries, so the parts that
 * names of German numbers end in are listed here; a soft hyphen is seen only where the line breaks.
 */
const ENDS = /(?<=\p{L}{4})(neigung|drehung|verschiebung|änderung|verlagerung|reihenfolge|winkel|schwung)(?!\p{L})/gu;

export function breakable(words: string): string {
  return currentLanguage() === 'de' ? words.replace(ENDS, '\u00ad$1') : words;
}
