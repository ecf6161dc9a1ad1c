/** What a sentence says of its numbers: that they are of then, of a change, of a goal. Words are in lower case. */
import type { Language } from '../../device/swing/advice/language.ts';

const PAST: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:(?:last|previous|past) (?:\p{L}+ )?(?:swings?|shots?|times?|visits?|sessions?|rounds?|days?|weeks?|months?|ones?|\p{L}+day)|previously|earlier(?! (?:in|into|than|with|on your))|(?:in the|your) past|ago|(?<!get |got |be |are )used to|so far)\b|\b(?:last time|before)(?=\s*(?:[.,;:!?]|$)| (?:that|this|now|today)\b)|\b(?:swings?|shots?|visits?|sessions?|ones?) before\b/u,
  de: /(?<!\p{L})(?:letzt(?:e[mnrs]?|mals)|vorig\p{L}*|vorher\p{L}*|früher\p{L}*|zuvor|bisher\p{L}*|davor|vor \p{N}+)(?!\p{L})/u,
  ja: /前回|以前|(?<!の)前の(?:スイング|ショット|回|来場|球)|これまで|今まで|先ほど|さっき|直前の(?:スイング|ショット|回|来場|球)|最近の|過去/u,
};
/** A clause with one of these speaks of this swing, whatever its sentence spoke of before. */
const NOW: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:now|today|currently|presently|at present|this time|this swing|this one|still)\b/u,
  de: /(?<!\p{L})(?:jetzt|nun|heute|aktuell\p{L}*|gerade|derzeit|diesmal|inzwischen|mittlerweile|noch)(?!\p{L})/u,
  ja: /今(?!まで)|現在|本日|いま|まだ/u,
};
/** Where one clause may end and the next begin; a comma between digits is a number's. */
const CLAUSE_END: Readonly<Record<Language, RegExp>> = {
  en: /[;:–—]|,(?!\d)|\s-\s|\b(?:and|but|while|whereas|yet|to(?= \d))\b/gu,
  de: /[;:–—]|,(?!\d)|\s-\s|(?<!\p{L})(?:und|aber|während|doch|auf(?= \d))(?!\p{L})/gu,
  ja: /[;:、–—]|(?<=です|ます|した)が/gu,
};

/**
 * Whether what stands at a place of a plain sentence is said of swings before this one. A sentence that says "now"
 * anywhere speaks of the past only in the clauses that say so themselves.
 */
export function speaksOfThePast(plain: string, at: number, language: Language): boolean {
  if (!NOW[language].test(plain)) return PAST[language].test(plain);
  const ends = [...plain.matchAll(CLAUSE_END[language])].map(({ index }) => index);
  const clause = plain.slice(ends.findLast((end) => end < at) ?? 0, ends.find((end) => end >= at) ?? plain.length);
  return PAST[language].test(clause) && !NOW[language].test(clause);
}

const CHANGE: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:chang\w*|more|less|better|worse|improv\w*|gain\w*|los[et]\w*|gr[eo]w\w*|rose|risen|fell|fallen|drop\w*|went|gone|moved?|increas\w*|decreas\w*|from)\b/u,
  de: /(?<!\p{L})(?:\p{L}*änder\p{L}*|mehr|weniger|besser|schlechter|\p{L}*gewonnen|\p{L}*stiegen|gesunken|gewachsen|zugenommen|abgenommen|von)(?!\p{L})/u,
  ja: /変化|変わ|から|増|減|良くな|伸び|縮/u,
};

const GOAL: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:goals?|aims?|aiming)\b/u,
  de: /(?<!\p{L})(?:ziel(?:e|en|s)?|zielwert\p{L}*)(?!\p{L})/u,
  ja: /目標/u,
};

const PRACTICE: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:train|practi[sc]e|spend|work|warm|rest|take|plan|do|swing|stretch|give|use|make|hit|keep|repeat|add|try)\b/u,
  de: /(?<!\p{L})(?:trainiere?n?|übe?n?|nimm|mach|plane?n?|arbeite|wärm|schwing|gib|nutze?|schlag|halte?|versuch)(?!\p{L})/u,
  ja: /ましょう|ください|練習/u,
};

/** Whether a plain sentence tells the player what to practise; what was practised is another matter. */
export function speaksOfPractice(plain: string, language: Language): boolean {
  return PRACTICE[language].test(plain);
}

/** Whether a plain sentence says that something became another. */
export function speaksOfChange(plain: string, language: Language): boolean {
  return CHANGE[language].test(plain);
}

/** Whether a plain sentence says what the player aims at. */
export function speaksOfAGoal(plain: string, language: Language): boolean {
  return GOAL[language].test(plain);
}
