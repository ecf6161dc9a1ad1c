import type { Language } from '../../device/swing/advice/language.ts';

/** After a number without a unit, a sentence goes on with one of these; any other word is what the number counts. */
const GOES_ON: Readonly<Record<'en' | 'de', RegExp>> = {
  en: /^(?:and|or|but|to|at|in|on|of|for|from|with|without|is|are|was|were|be|has|had|than|then|while|as|when|which|that|this|these|your|the|an?|it|you|by|after|before|during|now|today|overall|here|there|too|also|again|only|still|already|so|because|if|where|whereas|though|although|not|out|next|since|until|over|under|above|below|between|near|instead|rather|compared|up|down|higher|lower|better|worse|more|less|or|shows?|means?|suits?|fits?|keeps?|gives?|leaves?|lies|looks|sits|comes?|helps?|makes?|lets?|tells?|puts?|score|scores|rating|(?:this|that|last) (?:swing|time))$/u,
  de: /^(?:und|oder|aber|zu|zum|zur|am|an|im|in|ins|auf|von|vom|für|mit|ohne|bei|beim|ist|sind|war|waren|hat|hast|liegt|lag|dann|als|wie|während|wenn|weil|da|die|der|das|den|dem|du|es|er|sie|was|wo|noch|auch|davon|dafür|heute|jetzt|hier|damit|nach|vor|bis|über|unter|statt|gegenüber|insgesamt|schon|erst|nur|sehr|gut|passt|zeigt|bedeutet|heißt|bleibt|kommt|hilft|macht|besser|schlechter|höher|niedriger|größer|kleiner|mehr|weniger|verändert|erreicht|ge\p{L}+(?:t|en))$/u,
};
const NEXT_WORD = /^ ?-?(\p{L}+)/u;
/** Kanji and katakana after a digit count something, unless they say how exact it is. */
const COUNTED_JA = /^ ?(?!以上|以下|以内|未満|前後|程度|付近|近|台|超|対)[\p{sc=Han}\p{sc=Katakana}\p{sc=Latin}ー]+/u;

/** What a number counts by a word that is no unit of any measurement, such as kilograms or golfers; null where it is alone. */
export function nounAfter(rest: string, language: Language): string | null {
  if (language === 'ja') return COUNTED_JA.exec(rest)?.[0] ?? null;
  const [found, word] = NEXT_WORD.exec(rest) ?? [];
  return found === undefined || word === undefined || GOES_ON[language].test(word) ? null : found;
}
