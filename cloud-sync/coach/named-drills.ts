/**
 * Drills that a sentence speaks of. One is named by its id; in words, only the names of the catalogue may stand before
 * "drill", and "this drill" only where the passage or its answer has one.
 */
import type { Language } from '../../device/swing/advice/language.ts';
import { TEXTS } from '../../device/swing/advice/texts.ts';
import { DRILLS } from '../../device/swing/drills/drill-catalogue.ts';
import { namePattern } from './name-pattern.ts';
import { plainText } from './plain-text.ts';

const KNOWN = '\u0001';

const MENTION: Readonly<Record<Language, RegExp>> = {
  en: /(?<!\p{L})(?:drills?|exercises?)(?!\p{L})/gu,
  de: /(?<![\p{L}])(?:[\p{L}-]*\p{L}-?)?(?:übung|uebung|drill)(?:en|s)?(?!\p{L})/gu,
  ja: /ドリル|エクササイズ/gu,
};
/** Practice as such, which is no drill. */
const PRACTICE_AS_SUCH =
  /(?<!\p{L})(?:etwas|mehr|viel|wenig|genug|durch|ohne|mit|zur|ein wenig|ein bisschen|reine) (?:übung|uebung)$/u;

/** What may stand before "drill" and names none. */
const GENERIC: Readonly<Record<Language, RegExp>> = {
  en: /(?:^|[^\p{L}\s-] ?|(?<!\p{L})(?:an?|the|this|that|these|those|your|my|its|each|every|no|any|some|one|two|three|both|all|few|more|other|another|first|second|third|next|last|final|same|following|simple|easy|easier|short|slow|slower|good|best|better|great|helpful|small|right|main|new|daily|single|recommended|suggested|of|with|in|by|for|to|from|on|and|or|as|than|do|does|is|are|you|then|through|during|after|before|while|when|practi[sc]e|repeat|try|use) ?)$/u,
  de: /(?:^|[^\p{L}\s-] ?|(?<!\p{L})(?:\p{L}+e[mnrs]?|die|der|das|den|dem|zur|zum|mit|bei|von|für|in|als|und|oder|zwei|drei|pro|ein|dein|mein|kein|nach|vor|auf|durch|ohne|im|am|beim|dann) ?)$/u,
  ja: /(?:^|[^\p{sc=Han}\p{sc=Katakana}\p{sc=Latin}ーの]|(?:こ|そ|あ|次|上|下|右|左|以下|今日|今週|毎日|最初|最後|基本|簡単な|同じ|おすすめ|それぞれ|ため|すべて|全て|他|別|つ目|番目|回目)の?)$/u,
};
/** Beginnings of German words for drills that name none. */
const GENERIC_BEGINNING = /^(?:trocken|lieblings|haupt|grund|zusatz|einzel|schwung|golf|vor|aufwärm)?-?$/u;
const QUOTES = /[\s"'”’“„«»「」『』（）()-]+$/u;

/** Names of the catalogue, the longest first, so that a drill's name is not cut by a shorter one. */
const NAMES = { en: namesIn('en'), de: namesIn('de'), ja: namesIn('ja') };

function namesIn(language: Language): RegExp[] {
  return DRILLS.map(({ id }) => plainText(TEXTS[language][`drill.${id}.name`] ?? id))
    .toSorted((a, b) => b.length - a.length)
    .map((name) => namePattern(name, language));
}

/** A drill in a plain sentence that is none of the catalogue, or that nobody was given; null where there is none. */
export function inventedDrill(sentence: string, hasDrill: boolean, language: Language): string | null {
  if (sentence.search(MENTION[language]) < 0) return null;
  const cut = NAMES[language].reduce(
    (rest, name) => rest.replace(name, (found) => KNOWN.repeat(found.length)),
    sentence,
  );
  for (const { 0: mention, index } of cut.matchAll(MENTION[language])) {
    const before = cut.slice(0, index);
    if (PRACTICE_AS_SUCH.test(before + mention)) continue;
    if (before.replace(QUOTES, '').endsWith(KNOWN)) continue;
    const beginning = language === 'de' ? mention.replace(/(?:übung|uebung|drill)(?:en|s)?$/u, '') : '';
    const isNamed = !GENERIC_BEGINNING.test(beginning) || !isGeneric(before, language);
    if (isNamed || !hasDrill) return `${/[^\s]*\s*$/u.exec(before)?.[0] ?? ''}${mention}`.trim();
  }
  return null;
}

/** A name in quotation marks is a name. */
function isGeneric(before: string, language: Language): boolean {
  return !/["”’“«»」』] ?$/u.test(before) && GENERIC[language].test(before);
}
