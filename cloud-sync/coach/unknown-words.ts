/** What of a sentence only says that something is not known. Words are in lower case. */
import type { Language } from '../../device/swing/advice/language.ts';
import { besideNames } from './subject-words.ts';

const NOT_KNOWN: Readonly<Record<Language, RegExp>> = {
  en: /(?:not|n't|n’t|could not be|cannot be|can't be|never) (?:be )?(?:measured|seen|known|judged|visible)|no (?:measurement|number|reading)|unknown|without a measurement/u,
  de: /(?:nicht|kein\w*|ohne)\b.{0,40}(?:gemessen|messung|messen|gesehen|sichtbar|beurteil|bekannt|messwert)|unbekannt/u,
  ja: /(?:測定|計測|確認|判断).{0,8}(?:できません|できない|でき(?:て)?いません|していません|なし)|不明|分かりません|わかりません/u,
};

/** Where one claim may end and the next begin; a comma between digits is a number's. */
const MARKS = String.raw`[;:、；：—–]|,(?!\d)|\s-\s`;
const JOINTS: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    String.raw`${MARKS}|\b(?:and|or|nor|but|yet|while|whereas|although|though|however|because|since|with|despite)\b`,
    'u',
  ),
  de: new RegExp(
    String.raw`${MARKS}|(?<!\p{L})(?:und|oder|noch|aber|sondern|doch|jedoch|während|obwohl|weil|denn|sowie|trotz|mit|bei)(?!\p{L})`,
    'u',
  ),
  ja: new RegExp(
    String.raw`${MARKS}|が(?=、)|(?<=せん|ない|です|ます|した)が|けれども?|しかし|ものの|一方|ので|(?<=\p{L})で(?!き|す|し|は|の)`,
    'u',
  ),
};

/** Words that claim nothing of what they stand with. */
const EMPTY_WORDS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:your|the|a|an|of|for|at|in|this|time|swing|both|neither|either|also|sadly|unfortunately|only|today|here|number)\b|’s|'s/gu,
  de: /(?<!\p{L})(?:dein(?:e[mnrs]?)?|d(?:er|ie|as|en|em|es)|von|zu[mr]?|im|in|am|für|auch|leider|nur|heute|hier|diesmal|weder)(?!\p{L})/gu,
  ja: /については|に関しては|についても|残念ながら|今回|あなた|[はがもとやのを]/gu,
};
const ASKS: Readonly<Record<Language, RegExp>> = {
  en: /^\s*(?:how|whether|if|where|what|which|when|why)\b/u,
  de: /^\s*(?:wie|ob|wo|was|wohin|woher|welche[mnrs]?|wann|warum)(?!\p{L})/u,
  ja: /かどうか(?:は|も)?\s*$/u,
};

/**
 * What is left of a plain sentence without what says that something is unknown: a clause that does, and bare names or
 * questions beside it ("your carry and your club path were not measured"). A clause that says more than a name is a
 * claim of its own, whatever the clause beside it denies.
 */
export function claimsOf(sentence: string, language: Language): string {
  if (!NOT_KNOWN[language].test(sentence)) return sentence;
  const clauses = sentence.split(JOINTS[language]);
  const denies = clauses.map((clause) => NOT_KNOWN[language].test(clause) && !/\d/u.test(clause));
  const claimsNothing = clauses.map((clause) => isBare(clause, language) || ASKS[language].test(clause));
  const reaches = (from: number, by: 1 | -1): boolean => {
    for (let at = from; at >= 0 && at < clauses.length; at += by) {
      if (denies[at] === true) return true;
      if (claimsNothing[at] !== true) return false;
    }
    return false;
  };
  return clauses.filter((_, at) => !reaches(at, 1) && !reaches(at, -1)).join(' ; ');
}

/** Nothing but names, of measurements and moments. */
function isBare(clause: string, language: Language): boolean {
  return !/[\p{L}\p{N}]/u.test(besideNames(clause, language).replace(EMPTY_WORDS[language], ' '));
}
