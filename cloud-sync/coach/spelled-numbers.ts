/**
 * Numbers in words, which nobody can hold against a report. A measurement, a share, a ratio or a multiple in words is
 * refused; so is a numeral that says what something is, or that counts what a player does not do on the mat. What may be
 * said in words is how often to do a thing, and what a drill says of itself.
 */
import type { Language } from '../../device/swing/advice/language.ts';
import { COMPARING, DESCRIBING, measureAt } from './measure-words.ts';
import { isOne, isSmallNumeral, NUMERALS } from './number-words.ts';

export interface SpelledIn {
  readonly language: Language;
  /** Whether the sentence, or what it goes on about, is a measurement. */
  readonly isOfMeasurement: boolean;
  /** The words of the drills that the passage is about, plain. */
  readonly drillWords: string;
}

/** What is counted in words: what a player does and does it with. Plain, after at most two words that describe it. */
const COUNTED: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    String.raw`^(?:[ -](?:more|others?|ones)|(?:[ -](?:${DESCRIBING.en})){0,2}[ -](?:\p{L}*swings?|shots?|balls?|hits|strikes|clubs?|rehearsals?|repetitions?|reps?|tries|attempts|sets?|rounds?|series|drills?|exercises|steps?|things?|ways?|reasons?|causes?|faults?|strengths?|weaknesses|keys?|cues?|thoughts?|goals?|areas?|parts?|phases?|moments?|positions?|hands?|arms?|knees?|hips|shoulders|fingers?|thumbs?|breaths?|beats?|counts?|pictures?|sentences?|words?|days?|weeks?|sessions?|visits?|minutes?))(?!\p{L})`,
    'u',
  ),
  de: new RegExp(
    String.raw`^(?: (?:weiteren?|anderen?|mehr)|(?: ${DESCRIBING.de}){0,2}? (?:\p{L}*(?:schwung|schwünge|schläge|schlag|bälle)n?|ball|schlägern?|\p{L}*wiederholung(?:en)?|male?|versuchen?|serien?|sätzen?|runden?|durchgängen?|übung(?:en)?|drills?|schritten?|dingen?|sachen|wegen?|arten|gründen?|ursachen|fehlern?|stärken|schwächen|zielen?|bereichen?|teilen?|phasen?|stellen|positionen|händen?|armen?|knien?|hüften|schultern|fingern?|atemzügen?|zeiten|bildern?|sätzen?|worten?|gedanken|tagen?|wochen?|einheiten|besuchen?|minuten?))(?!\p{L})`,
    'u',
  ),
  ja: /^(?:回(?!転)|球|本|つ|歩|個|枚|発|打|番|段|種|呼吸|日|週|分間?|目|人とも|振り|セット|ステップ|スイング|ショット|ボール|ポイント|要素)/u,
};
/** What says that something was so: such a count is told in digits, or it could not be checked. */
const TELLS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:was|were|has|have|had|did|made|took|played|swung|showed|shown|you hit)\b/u,
  de: /(?<!\p{L})(?:war|waren|hast|hat|hatte\p{L}*|wurde\p{L}*|gemacht|geschlagen|zu sehen)(?!\p{L})/u,
  ja: /ました|でした|だった/u,
};
const NUMERAL_NEXT: Readonly<Record<Language, RegExp>> = {
  en: /^ (?:to|of|out of|in|from) (?=\p{L})/u,
  de: /^ (?:zu|von|aus|in) (?=\p{L})/u,
  ja: /^(?:対|のうち|中|人中|分の)/u,
};
/** What may come after a numeral that stands alone; anything else in its place is what it counts. */
const ALONE: Readonly<Record<Language, RegExp>> = {
  en: /^(?:\s*$|\s*[^\s\p{L}-]| (?:and|or|but|to|at|in|on|of|for|from|with|is|are|was|were|then|than|while|as|when|which|that|who|again|evenly)(?!\p{L}))/u,
  de: /^(?:\s*$|\s*[^\s\p{L}-]| (?:und|oder|aber|zu|bis|am|an|im|in|auf|von|für|mit|bei|ist|sind|war|waren|dann|als|wie|während|wenn|die|der|das|noch|auch|davon|gleichmäßig)(?!\p{L}))/u,
  ja: /^(?:\s*$|[^\p{L}]|です|でし|だ|で|に|と|は|が|を|も|の|か|へ|ま|く|ほ|以上|以下|前後|未満|程度|近く)/u,
};

/** Halves and multiples: of a measurement always a number, elsewhere only where they compare. */
const MULTIPLES: Readonly<Record<Language, RegExp>> = {
  en: /(?<!\p{L}|(?:first|second|other|lower|upper|back) )(?:half|halves|halved|twice|thrice|doubled?|doubles|triple[ds]?|quarters?|thirds|(?:two|three|four|five|six|seven|eight|nine|ten)fold)(?!\p{L})(?![ -](?:a )?(?:\p{L}*swings?|shots?|speed|pace|height|effort|power)(?!\p{L}))/gu,
  de: /(?<!\p{L}|(?:erste|zweite|andere|untere|obere)[nr]? )(?:halb(?:e[mnrs]?|iert\p{L}*)?|hälfte|\p{L}*doppelt\p{L}*|(?!ein|mehr|viel)\p{L}+fache?[mnrs]?|\p{L}*viertel|\p{L}*drittel|\p{L}*(?:andert|ein)halb)(?!\p{L})(?! (?:\p{L}*(?:schw[uü]ng|schl[aä]g)\p{L}*|kraft|einsatz|höhe|tempo|weg)(?!\p{L}))/gu,
  ja: /(?<!を)半分(?!の(?:速さ|高さ|力|幅|大きさ))|(?<![\d.一何])倍|[一二三四五六七八九十]+倍(?<!一倍)/gu,
};
const COMPARES: Readonly<Record<Language, RegExp>> = {
  en: /^ (?:as|of|the|your|its|that|this|more|less|an?)(?!\p{L})(?! (?:swing|shot|day|week|session|visit))/u,
  de: /^ (?:so|der|des|deine[mnrs]?|davon|von|mehr|weniger)(?!\p{L})/u,
  ja: /^(?:以上|以下|も|しか|ほど|です)/u,
};
const IS_REPEATED = new RegExp(String.raw`^\s*-?(?:times|mal)(?!\p{L})(?! (?:${COMPARING})(?!\p{L}))`, 'u');
/** A foot to stand on, not one to measure with. */
const IS_FOOT =
  /^ (?:foot|feet)(?!\p{L})(?! (?:left|right|short|long|away|behind|past|off|from|too|more|less|closer|further|higher|lower|per))/u;
const SAYS_WHAT_IS = /(?<!\p{L})(?:is|was|of|at|ist|war|bei|auf) $/u;

/** The first number in words that must not be; as it stands in the plain sentence, or null. */
export function spelledOutNumber(sentence: string, where: SpelledIn): string | null {
  return numeralIn(sentence, where) ?? multipleIn(sentence, where) ?? articleUnitIn(sentence, where);
}

function numeralIn(sentence: string, where: SpelledIn): string | null {
  for (const { 0: numeral, index } of sentence.matchAll(NUMERALS[where.language])) {
    const before = sentence.slice(0, index);
    const after = sentence.slice(index + numeral.length);
    const found = refusedNumeral({ numeral, before, after }, sentence, where);
    if (found !== null && !where.drillWords.includes(found)) return found;
  }
  return null;
}

interface Placed {
  readonly numeral: string;
  readonly before: string;
  readonly after: string;
}

/** The numeral with what it belongs to; null where it may stand. */
function refusedNumeral({ numeral, before, after }: Placed, sentence: string, where: SpelledIn): string | null {
  const { language, isOfMeasurement } = where;
  const next = /^[ -]?[\p{L}\p{M}°%]*/u.exec(after)?.[0] ?? '';
  const phrase = numeral + (language === 'ja' ? after.slice(0, 2) : next);
  const isSmall = isSmallNumeral(numeral, language);
  const counted = COUNTED[language].exec(after);
  if (counted === null || isUnitBefore(after, counted[0])) {
    const unit = unitAfter(after);
    if (unit !== null && !isNoUnit({ numeral, before, after }, where)) return numeral + after.slice(0, unit);
    if (unit !== null) return null;
  }
  const joined = joinedNumeral(numeral, after, language);
  if (joined !== null) return joined;
  if (isOne(numeral)) {
    return isOfMeasurement && SAYS_WHAT_IS.test(before) && /^\s*(?:[.,;!?]|$)/u.test(after) ? numeral : null;
  }
  if (counted !== null) return isSmall && !TELLS[language].test(sentence) ? null : numeral + counted[0];
  if (language === 'ja' && isPartOfWord(before, after)) return null;
  if (ALONE[language].test(after)) return isOfMeasurement || !isSmall ? phrase : null;
  return phrase;
}

/** A share or a ratio with what it is of: three to one, nine of ten golfers. "Two of five swings" counts. */
function joinedNumeral(numeral: string, after: string, language: Language): string | null {
  const joint = NUMERAL_NEXT[language].exec(after)?.[0];
  if (joint === undefined) return null;
  const second = after.slice(joint.length);
  const other = new RegExp(`^(?:${NUMERALS[language].source})`, 'u').exec(second)?.[0];
  if (other === undefined) return language === 'ja' && !isOne(numeral) ? numeral + joint : null;
  const isCount = COUNTED[language].test(second.slice(other.length)) && isSmallNumeral(numeral, language);
  return isCount ? null : numeral + joint + other;
}

/** Japanese words such as 一緒 and 統一 are written with numerals. */
function isPartOfWord(before: string, after: string): boolean {
  if (/^(?:以[上下内]|前後|未満|程度|近)/u.test(after)) return false;
  return /^\p{sc=Han}/u.test(after) || (/\p{sc=Han}$/u.test(before) && !before.endsWith('約'));
}

/** How far a unit reaches that follows, with a word such as "more" before it or without. A quotation mark is no inch. */
function unitAfter(after: string): number | null {
  if (/^\s*["″]/u.test(after)) return null;
  const between =
    /^ (?:more|less|full|whole|good|mehr|weniger|weitere[nr]?|volle[nr]?|ganze[nr]?)(?= )/u.exec(after)?.[0] ?? '';
  const unit = measureAt(after) ?? measureAt(after.slice(between.length));
  return unit === null ? null : between.length + unit.length;
}

/** Whether a unit stands before what would be counted: two seconds more, two more seconds. */
function isUnitBefore(after: string, counted: string): boolean {
  const unit = unitAfter(after);
  return unit !== null && (unit < counted.length || /^ (?:more|mehr|weitere)/u.test(counted));
}

/** Words of units that are none here: how often to do a thing, a foot to stand on, one point to work on, 一度. */
function isNoUnit({ numeral, after }: Placed, { language, isOfMeasurement }: SpelledIn): boolean {
  if (IS_REPEATED.test(after)) return !isOfMeasurement && isSmallNumeral(numeral, language);
  if (/^(?:one|two)$/u.test(numeral) && IS_FOOT.test(after)) return true;
  if (isOne(numeral) && /^(?: points?|点)(?!\p{L}* (?:more|better|higher|lower|less))/u.test(after)) return true;
  return (
    /^[一二三]$/u.test(numeral) &&
    after.startsWith('度') &&
    !(isOfMeasurement && /^度(?:です|でし|で、|$)/u.test(after))
  );
}

function multipleIn(sentence: string, { language, isOfMeasurement, drillWords }: SpelledIn): string | null {
  for (const { 0: multiple, index } of sentence.matchAll(MULTIPLES[language])) {
    const after = sentence.slice(index + multiple.length);
    const next = language === 'ja' ? '' : (/^ ?\p{L}*/u.exec(after)?.[0] ?? '');
    const isMultiple = language === 'ja' && multiple.endsWith('倍');
    if (!isMultiple && !isOfMeasurement && !COMPARES[language].test(after)) continue;
    if (!drillWords.includes(multiple + next)) return multiple + next;
  }
  return null;
}

/** German "ein" before a unit is a number. */
function articleUnitIn(sentence: string, { language, drillWords }: SpelledIn): string | null {
  if (language !== 'de') return null;
  for (const { 0: article, index } of sentence.matchAll(/(?<!\p{L})eine?[mnrs]?(?= )/gu)) {
    const after = sentence.slice(index + article.length);
    const unit = measureAt(after);
    if (unit === null || ['count', 'plan'].includes(unit.measure.dimension) || after.startsWith(' fuß')) continue;
    const found = article + after.slice(0, unit.length);
    if (!drillWords.includes(found)) return found;
  }
  return null;
}
