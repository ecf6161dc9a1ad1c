/** What a sentence speaks of, by the words that players and coaches use for it. Words are in lower case. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Language } from '../../device/swing/advice/language.ts';
import { TEXTS } from '../../device/swing/advice/texts.ts';
import { EVENT_NAMES, type EventName } from '../../device/swing/events/event-name.ts';
import { METRIC_IDS, type MetricId } from '../../device/swing/metrics/metric-catalogue.ts';
import { namePattern } from './name-pattern.ts';
import { plainText } from './plain-text.ts';

/** What a launch monitor measures, beside the metrics of the swing. */
export const SHOT_SUBJECTS = [
  'ball-speed',
  'launch-direction',
  'launch-angle',
  'total-spin',
  'back-spin',
  'side-spin',
  'spin-axis',
  'carry',
  'club-speed',
  'attack-angle',
  'face-angle',
  'club-path',
  'lie-angle',
  'dynamic-loft',
] as const;
export type ShotSubject = (typeof SHOT_SUBJECTS)[number];

export type Subject = MetricId | ShotSubject | 'score' | 'handicap' | 'height' | 'practice';

type Words = Partial<Record<Subject, readonly string[]>>;

const MORE_WORDS: Readonly<Record<Language, Words>> = {
  en: {
    'tempo-ratio': ['tempo ratio', 'swing tempo', 'rhythm'],
    'backswing-time': ['backswing takes', 'backswing took', 'time of your backswing', 'backswing duration'],
    'downswing-time': ['downswing takes', 'downswing took', 'time of your downswing', 'downswing duration'],
    'shoulder-turn': [
      'shoulder rotation',
      'shoulders turn',
      'shoulders turned',
      'shoulders rotate',
      'shoulders rotated',
    ],
    'pelvis-turn': ['hip rotation', 'pelvis turn', 'pelvis rotation', 'hips turn', 'hips turned', 'hips rotate'],
    'x-factor': ['x factor', 'hip-shoulder separation', 'shoulder-hip separation'],
    'spine-angle': ['spine tilt', 'forward bend', 'spine bend'],
    'pelvis-sway': ['pelvis sway', 'hips sway', 'hips slide', 'hips moved', 'hips shifted', 'lateral hip'],
    'pelvis-thrust': ['pelvis thrust', 'early extension'],
    'head-sway': ['head movement', 'head moves', 'head moved', 'head drift'],
    'weight-shift': ['weight transfer', 'weight distribution', 'pressure shift'],
    'wrist-hinge': ['wrist angle', 'wrist cock', 'wrist set', 'lag angle'],
    'hand-speed': ['speed of your hands', 'hands move at'],
    'shaft-lean': ['forward lean', 'shaft leans'],
    'sequence-order': ['kinematic sequence', 'swing sequence'],
    'ball-speed': ['ball speed'],
    'launch-direction': ['launch direction', 'start direction'],
    'launch-angle': ['launch angle'],
    'total-spin': ['spin rate', 'total spin'],
    'back-spin': ['backspin', 'back spin'],
    'side-spin': ['sidespin', 'side spin'],
    'spin-axis': ['spin axis'],
    carry: ['carry'],
    'club-speed': ['club speed', 'clubhead speed', 'club head speed', 'swing speed'],
    'attack-angle': ['attack angle', 'angle of attack'],
    'face-angle': ['face angle', 'clubface', 'club face', 'face to target'],
    'club-path': ['club path', 'swing path'],
    'lie-angle': ['lie angle'],
    'dynamic-loft': ['dynamic loft'],
    score: ['score', 'scored'],
    handicap: ['handicap'],
    height: ['your height', 'body height', 'cm tall'],
  },
  de: {
    'tempo-ratio': ['tempoverhältnis', 'schwungtempo', 'rhythmus'],
    'backswing-time': ['rückschwung dauert', 'rückschwungdauer'],
    'downswing-time': ['abschwung dauert', 'abschwungdauer'],
    'shoulder-turn': ['schulterrotation', 'schultern drehen', 'schultern drehst'],
    'pelvis-turn': ['hüftrotation', 'beckendrehung', 'beckenrotation', 'hüfte dreht', 'hüften drehen'],
    'x-factor': ['x-faktor', 'x factor', 'x-factor'],
    'spine-angle': ['wirbelsäulenwinkel', 'vorneigung', 'vorbeuge'],
    'pelvis-sway': ['hüfte schiebt', 'seitliche hüftbewegung'],
    'head-sway': ['kopfbewegung', 'kopf wandert', 'kopf bewegt'],
    'weight-shift': ['gewichtsverteilung', 'gewichtstransfer'],
    'wrist-hinge': ['handgelenkwinkel', 'winkel der handgelenke', 'winkeln der handgelenke'],
    'hand-speed': ['handgeschwindigkeit', 'tempo der hände'],
    'sequence-order': ['kinematische sequenz'],
    'ball-speed': ['ballgeschwindigkeit', 'balltempo', 'ball speed'],
    'launch-direction': ['startrichtung'],
    'launch-angle': ['startwinkel', 'abflugwinkel'],
    'total-spin': ['spinrate', 'gesamtspin'],
    'back-spin': ['backspin'],
    'side-spin': ['sidespin'],
    'spin-axis': ['spinachse'],
    carry: ['carry', 'flugweite'],
    'club-speed': ['schlägerkopfgeschwindigkeit', 'schlägerkopftempo', 'schwunggeschwindigkeit'],
    'attack-angle': ['eintreffwinkel', 'angriffswinkel'],
    'face-angle': ['schlagfläche', 'schlägerblatt'],
    'club-path': ['schwungbahn', 'schlägerbahn', 'schwungpfad'],
    'lie-angle': ['liewinkel'],
    'dynamic-loft': ['dynamischer loft'],
    score: ['punktzahl', 'wertung', 'bewertung'],
    handicap: ['handicap'],
    height: ['körpergröße', 'cm groß'],
  },
  ja: {
    'shoulder-turn': ['肩の回旋', '肩が回', '肩は回', 'ショルダーターン'],
    'pelvis-turn': ['腰の回旋', '骨盤の回転', '腰が回', '腰は回', 'ヒップターン'],
    'x-factor': ['x-factor', '捻転差'],
    'spine-angle': ['前傾'],
    'pelvis-sway': ['腰のスウェー', '骨盤の横移動'],
    'head-sway': ['頭の動き', '頭が動'],
    'weight-shift': ['体重配分', '荷重'],
    'wrist-hinge': ['手首の角度', 'コック'],
    'hand-speed': ['手の速さ', 'ハンドスピード'],
    'ball-speed': ['ボール初速', 'ボールスピード', '初速'],
    'launch-direction': ['打ち出し方向'],
    'launch-angle': ['打ち出し角'],
    'total-spin': ['スピン量', '総スピン'],
    'back-spin': ['バックスピン'],
    'side-spin': ['サイドスピン'],
    'spin-axis': ['スピン軸'],
    carry: ['キャリー'],
    'club-speed': ['ヘッドスピード', 'クラブスピード'],
    'attack-angle': ['入射角', 'アタックアングル'],
    'face-angle': ['フェース角', 'フェースの向き', 'フェースアングル'],
    'club-path': ['クラブパス', 'スイング軌道', 'クラブ軌道'],
    'lie-angle': ['ライ角'],
    'dynamic-loft': ['ダイナミックロフト'],
    score: ['スコア', '評価点'],
    handicap: ['ハンディキャップ', 'ハンデ'],
    height: ['身長'],
  },
};

/** Names that are also parts of the body or everyday words: who writes them need not speak of the measurement. */
const EVERYDAY: ReadonlySet<Subject> = new Set<Subject>([
  'lead-arm-angle',
  'trail-elbow-angle',
  'strike-quality',
  'score',
  'handicap',
  'height',
  'practice',
]);

export function isEverydayWord(subject: Subject): boolean {
  return EVERYDAY.has(subject);
}

const MOMENTS: Readonly<Record<Language, Partial<Record<EventName, readonly string[]>>>> = {
  en: {
    address: ['at address', 'set-up', 'setup'],
    top: ['at the top', 'top of'],
    impact: ['at impact', 'impact'],
    finish: ['finish'],
  },
  de: {
    address: ['beim ansprechen', 'ansprechposition'],
    top: ['am höchsten punkt', 'höchsten punkt', 'höchster punkt', 'im top'],
    impact: ['treffmoment', 'im impact'],
    finish: ['finish'],
  },
  ja: { address: ['アドレス'], top: ['トップ'], impact: ['インパクト'], finish: ['フィニッシュ'] },
};

const NAMES_A_TURN = 10;
/** Patterns are made ready for texts of narrow and of wide letters, roughly at first and well at the second use. */
const SAMPLES = ['-', '-', '…', '…'];

interface Named<Name> {
  readonly word: string;
  readonly name: Name;
}

interface Sought<Name> {
  readonly pattern: RegExp;
  readonly name: Name;
}

/** Longest first: in a text each place belongs to the longest word that stands there. */
function longestFirst<Name>(named: readonly Named<Name>[], language: Language): Sought<Name>[] {
  return named
    .toSorted((a, b) => b.word.length - a.word.length)
    .map(({ word, name }) => ({ name, pattern: namePattern(word, language) }));
}

function subjectsOf(language: Language): Sought<Subject>[] {
  const named: Named<Subject>[] = METRIC_IDS.map((name) => ({
    name,
    word: plainText(TEXTS[language][`metric.${name}.name`] ?? name),
  }));
  for (const [name, words] of Object.entries(MORE_WORDS[language])) {
    for (const word of words) named.push({ name: name as Subject, word: plainText(word) });
  }
  return longestFirst(named, language);
}

function momentsOf(language: Language): Sought<EventName>[] {
  const named: Named<EventName>[] = EVENT_NAMES.map((name) => ({
    name,
    word: plainText(TEXTS[language][`event.${name}`] ?? name),
  }));
  for (const [name, words] of Object.entries(MOMENTS[language])) {
    for (const word of words) named.push({ name: name as EventName, word: plainText(word) });
  }
  // "Top" alone is an everyday word in two of the languages.
  return longestFirst(language === 'ja' ? named : named.filter(({ word }) => word !== 'top'), language);
}

const SUBJECTS = { en: subjectsOf('en'), de: subjectsOf('de'), ja: subjectsOf('ja') };
const MOMENT_WORDS = { en: momentsOf('en'), de: momentsOf('de'), ja: momentsOf('ja') };

/**
 * Has the patterns of a language made ready by the engine, some in a turn: a sentence is held against all of them, and the
 * first one of a language would keep everybody else until they are. To be awaited before each check: the engine forgets
 * patterns that were not used for long, and what is ready costs nothing.
 */
export async function makeNamesReady(language: Language): Promise<void> {
  let made = 0;
  for (const { pattern } of [...SUBJECTS[language], ...MOMENT_WORDS[language]]) {
    for (const sample of SAMPLES) sample.replace(pattern, '');
    if (++made % NAMES_A_TURN === 0) await nextTurn();
  }
}

/** What a plain sentence names, each once. */
export function subjectsIn(plain: string, language: Language): Set<Subject> {
  return cutNames(plain, SUBJECTS[language]).names;
}

export function momentsIn(plain: string, language: Language): Set<EventName> {
  return cutNames(plain, MOMENT_WORDS[language]).names;
}

/** What stands in a plain text beside the names of measurements and moments. */
export function besideNames(plain: string, language: Language): string {
  const { rest } = cutNames(cutNames(plain, SUBJECTS[language]).rest, MOMENT_WORDS[language]);
  return rest.replaceAll(language === 'ja' ? /\p{Cc}+/gu : /\p{Cc}+\p{L}*/gu, ' ');
}

function cutNames<Name>(
  plain: string,
  sought: readonly Sought<Name>[],
): { readonly names: Set<Name>; readonly rest: string } {
  const names = new Set<Name>();
  let rest = plain;
  for (const { pattern, name } of sought) {
    rest = rest.replace(pattern, (found) => {
      names.add(name);
      return '\u0001'.repeat(found.length);
    });
  }
  return { names, rest };
}
