import type { Language } from '../../device/swing/advice/language.ts';
import { type Measure, measureAt, perTimeBefore } from './measure-words.ts';
import { nounAfter } from './number-company.ts';

/** What numbers a sentence cites, with the unit and the manner in which it does. */
export interface CitedNumber {
  readonly value: number;
  /** As it was written; says how far it was rounded. */
  readonly decimals: number;
}

export type Citation = {
  /** As it stands in the text. */
  readonly text: string;
  readonly at: number;
  /** Null where no unit follows. */
  readonly measure: Measure | null;
} & (
  | { readonly kind: 'number'; readonly number: CitedNumber; readonly manner: Manner }
  | { readonly kind: 'range'; readonly from: CitedNumber; readonly to: CitedNumber }
  | { readonly kind: 'plus-minus'; readonly number: CitedNumber; readonly error: CitedNumber }
  /** The number of a picture that was sent. */
  | { readonly kind: 'picture'; readonly number: CitedNumber }
  /** The number of a club, as in 7-iron. */
  | { readonly kind: 'club'; readonly number: CitedNumber }
);

/** `rough`: about. `least`: at least, more than; `most`: up to, less than. `start`: from, which is a value or a lower end. */
export type Manner = 'exact' | 'rough' | 'least' | 'most' | 'start';

const DIGITS = "\\d{1,3}(?:[,.'’]\\d{3})+(?:[.,]\\d+)?(?!\\d)|\\d+(?:[.,]\\d+)?";
const NUMBER = new RegExp(DIGITS, 'gu');
const ROUGH =
  /(?<![a-zäöüß])(?:about|approx\.?|approximately|around|roughly|nearly|almost|some|~|≈|ca\.?|circa|etwa|rund|ungefähr|fast|knapp|gut|約|およそ|ほぼ)\s*$/u;
const LEAST =
  /(?<![a-zäöüß])(?:at least|more than|greater than|over|above|mindestens|mehr als|größer als|über|oberhalb von|ab|最低|最低でも|少なくとも)\s*$/u;
const START = /(?<![a-zäöüß])(?:between|from|zwischen|von)\s*$/u;
const MOST =
  /(?<![a-zäöüß])(?:at most|no more than|not more than|up to|less than|smaller than|under|below|höchstens|maximal|nicht mehr als|bis zu|weniger als|kleiner als|unter|unterhalb von|最大|最大でも|最高|多くとも)\s*$/u;
const LEAST_AFTER = /^\s*(?:以上|を超え|より(?:も)?(?:大き|多|速)|or more|or above|oder mehr|oder darüber)/u;
const MOST_AFTER = /^\s*(?:以下|以内|未満|より(?:も)?(?:小さ|少な|遅)|or less|or below|oder weniger|oder darunter)/u;
const BETWEEN = /^\s*(?:-|–|—|~|〜|to|bis|and|und|から)\s*$/u;
const OF = /^\s*(?:of|out of|von|aus)\s*$/u;
const PICTURE = /(?:picture|frame|image|photo|bild|写真|画像|フレーム)\s*(?:no\.?|nr\.?|#)?\s*$/u;
const CLUB = /^(?:er)?[\s-]*(?:iron|wood|hybrid|eisen|holz|番|i\b|w\b|h\b)/u;

/** A digit that is none of 0–9 after `plainText`, such as Arabic-Indic ones; null where there is none. */
export function oddDigit(plain: string): string | null {
  return /(?![0-9])\p{N}/u.exec(plain.replace(/[一二三四五六七八九十百千]/gu, ''))?.[0] ?? null;
}

interface Found extends CitedNumber {
  readonly at: number;
  readonly end: number;
  readonly measure: Measure | null;
  readonly afterMeasure: number;
}

/** In the order of the text, which is `plainText`. A number is cited by exactly one of them. */
export function citedNumbers(plain: string, language: Language): Citation[] {
  const found: Found[] = [];
  let taken = 0;
  for (const match of plain.matchAll(NUMBER)) {
    if (match.index < taken || isScale(plain, match.index)) continue;
    const end = match.index + match[0].length;
    const following = unitOf(plain.slice(end), language);
    const measure = perTimeBefore(plain.slice(0, match.index), following?.measure ?? null);
    const afterMeasure = end + (following?.length ?? 0);
    taken = afterMeasure;
    found.push({ ...readNumber(match[0], language), at: match.index, end, measure, afterMeasure });
  }
  const citations: Citation[] = [];
  for (let i = 0; i < found.length; i++) {
    const one = found[i] as Found;
    const next = found[i + 1];
    const gap = next === undefined ? null : plain.slice(one.afterMeasure, next.at);
    const unit = one.measure ?? next?.measure ?? null;
    const joint = { at: one.at, text: plain.slice(one.at, next?.afterMeasure).trim(), measure: unit };
    if (next !== undefined && gap !== null && /^\s*(?:±|\+\/-)\s*$/u.test(gap)) {
      citations.push({ ...joint, kind: 'plus-minus', number: one, error: next });
      i++;
    } else if (next !== undefined && gap !== null && BETWEEN.test(gap) && isSameMeasure(one, next)) {
      citations.push({ ...joint, kind: 'range', from: one, to: next });
      i++;
    } else {
      citations.push(lone(plain, { ...one, measure: one.measure ?? partOf(plain, found, i) }));
    }
  }
  return citations;
}

/** 10点満点 says out of how much. */
function isScale(plain: string, at: number): boolean {
  return /^10 ?点満点/u.test(plain.slice(at)) && !/[\d.,]$/u.test(plain.slice(0, at));
}

const OTHER = { dimension: 'other', factor: 1 } as const;

/** "8 of 10 golfers" is no score: what is counted comes after the ten. */
function unitOf(rest: string, language: Language): { readonly measure: Measure; readonly length: number } | null {
  const unit = measureAt(rest);
  if (unit !== null && (unit.measure.dimension !== 'score' || nounAfter(rest.slice(unit.length), language) === null))
    return unit;
  const noun = nounAfter(rest, language);
  return noun === null ? null : { measure: OTHER, length: noun.length };
}

/** In "5 of 9 shots" and in "5 shots of 9", both count shots. */
function partOf(plain: string, found: readonly Found[], at: number): Measure | null {
  const [before, one, after] = [found[at - 1], found[at], found[at + 1]];
  const isJoined = (from: Found | undefined, to: Found | undefined): boolean =>
    from !== undefined && to !== undefined && OF.test(plain.slice(from.afterMeasure, to.at));
  if (isJoined(one, after)) return after?.measure ?? null;
  return isJoined(before, one) ? (before?.measure ?? null) : null;
}

function lone(plain: string, one: Found): Citation {
  const before = plain.slice(0, one.at);
  const shared = { at: one.at, text: plain.slice(one.at, one.afterMeasure).trim(), measure: one.measure, number: one };
  if (PICTURE.test(before)) return { ...shared, kind: 'picture' };
  if (CLUB.test(plain.slice(one.end))) return { ...shared, kind: 'club' };
  return { ...shared, kind: 'number', manner: mannerOf(before, plain.slice(one.afterMeasure)) };
}

/** "No less than" ends like "less than": the words that mean the other end for their "no" are looked at first. */
function mannerOf(before: string, after: string): Manner {
  if (ROUGH.test(before)) return 'rough';
  if (/(?:no|not|nicht) (?:less|smaller|weniger|kleiner) (?:than|als)\s*$/u.test(before)) return 'least';
  if (MOST.test(before) || MOST_AFTER.test(after)) return 'most';
  if (LEAST.test(before) || LEAST_AFTER.test(after)) return 'least';
  return START.test(before) ? 'start' : 'exact';
}

/** A range may name its unit once. */
function isSameMeasure(one: Found, next: Found): boolean {
  return one.measure === null || (next.measure !== null && one.measure.dimension === next.measure.dimension);
}

/**
 * Three digits after a sign that groups thousands in this language are thousands; otherwise comma and point are both a
 * decimal sign, since writers mix them up.
 */
function readNumber(text: string, language: Language): CitedNumber {
  const grouping = language === 'de' ? /[.'’](?=\d{3}(?!\d))/gu : /[,'’](?=\d{3}(?!\d))/gu;
  const plain = text.replace(grouping, '').replace(',', '.');
  const decimals = plain.split('.')[1]?.length ?? 0;
  return { value: Number(plain), decimals };
}
