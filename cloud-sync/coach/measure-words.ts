/** Units as sentences name them, in the languages of the bay, and how they turn into those of the report. */

export type Dimension =
  | 'angle'
  | 'length'
  | 'time'
  | 'speed'
  | 'turning-speed'
  | 'spin'
  | 'share'
  | 'ratio'
  | 'score'
  | 'handicap'
  /** Swings, balls, repetitions. */
  | 'count'
  /** How long to practise, in minutes, days or weeks: no report has any. */
  | 'plan'
  /** Whatever else a sentence counts or measures: no fact is of it. */
  | 'other';

export interface Measure {
  readonly dimension: Dimension;
  /** One of this unit is so many of the dimension's own: °, m, s, m/s, °/s, rpm, %, times, points. */
  readonly factor: number;
}

const INCH_M = 0.0254;
const MPH_MPS = 0.44704;
const KMH_MPS = 1 / 3.6;

/** Units of reports and of launch monitors. */
export const REPORT_MEASURES = {
  '°': { dimension: 'angle', factor: 1 },
  cm: { dimension: 'length', factor: 0.01 },
  m: { dimension: 'length', factor: 1 },
  s: { dimension: 'time', factor: 1 },
  ms: { dimension: 'time', factor: 0.001 },
  'm/s': { dimension: 'speed', factor: 1 },
  '°/s': { dimension: 'turning-speed', factor: 1 },
  rpm: { dimension: 'spin', factor: 1 },
  '%': { dimension: 'share', factor: 1 },
  ratio: { dimension: 'ratio', factor: 1 },
  points: { dimension: 'score', factor: 1 },
  handicap: { dimension: 'handicap', factor: 1 },
  count: { dimension: 'count', factor: 1 },
} as const satisfies Readonly<Record<string, Measure>>;

export function isReportUnit(unit: string): unit is keyof typeof REPORT_MEASURES {
  return unit in REPORT_MEASURES;
}

/** How what a player does on the mat may be described between its number and its name; nouns are no such words. */
export const DESCRIBING = {
  en: 'slow|slower|easy|soft|smooth|gentle|calm|relaxed|light|full|half|short|long|small|big|deep|quick|good|clean|simple|practice|main|different|important|clear|final|last|first|next|biggest|best|greatest',
  de: '\\p{L}+en?',
} as const;

/** After "times", these make a ratio of what would be how often to do a thing. */
export const COMPARING =
  'as|the|that|your|its|more|less|longer|shorter|slower|faster|better|worse|higher|lower|greater|bigger|smaller|so|mehr|weniger|länger|kürzer|langsamer|schneller|besser|höher|größer|kleiner';

/** Longer words stand before those that they begin with. Texts are compared in NFKC and lower case. */
const WORDS: readonly (Measure & { readonly words: string })[] = [
  {
    words: '(?:°|deg(?:rees?)?|grad)\\s*(?:/|per |a |pro |die )\\s*(?:s\\b|sec(?:ond)?\\b|sekunde\\b)|度/秒|度毎秒',
    dimension: 'turning-speed',
    factor: 1,
  },
  { words: '°|º|deg(?:rees?)?\\b|grad\\b|度', dimension: 'angle', factor: 1 },
  {
    words: 'k(?:m/h|ph)\\b|kilomet(?:er|re)s? (?:per|an) hour|stundenkilometer\\b',
    dimension: 'speed',
    factor: KMH_MPS,
  },
  { words: 'mph\\b|miles (?:per|an) hour|meilen pro stunde', dimension: 'speed', factor: MPH_MPS },
  {
    words: 'm/s\\b|met(?:er|re)s? (?:per|a) second|meter pro sekunde|メートル毎秒|メートル/秒',
    dimension: 'speed',
    factor: 1,
  },
  { words: 'ms\\b|milliseconds?\\b|millisekunden?\\b|ミリ秒', dimension: 'time', factor: 0.001 },
  { words: 's\\b|sec(?:s|onds?)?\\b|sekunden?\\b|sek\\b|秒', dimension: 'time', factor: 1 },
  { words: 'mm\\b|millimet(?:er|re)s?\\b|millimetern?\\b|ミリメートル|ミリ', dimension: 'length', factor: 0.001 },
  { words: 'cm\\b|centimet(?:er|re)s?\\b|zentimetern?\\b|センチメートル|センチ', dimension: 'length', factor: 0.01 },
  { words: 'inch(?:es)?\\b|in\\.(?=\\s|$)|"|″|zoll\\b|インチ', dimension: 'length', factor: INCH_M },
  { words: 'feet\\b|foot\\b|ft\\b|fuß(?!\\p{L})|フィート', dimension: 'length', factor: 12 * INCH_M },
  { words: 'yards?\\b|yds?\\b|ヤード', dimension: 'length', factor: 36 * INCH_M },
  { words: 'm\\b|met(?:er|re)s?\\b|metern\\b|メートル', dimension: 'length', factor: 1 },
  { words: 'rpm\\b|u/min\\b|umdrehungen\\b|revolutions\\b|回転', dimension: 'spin', factor: 1 },
  { words: '割(?!れ|り)', dimension: 'share', factor: 10 },
  { words: '%|per ?cent\\b|prozent\\b|パーセント', dimension: 'share', factor: 1 },
  { words: `(?:times|-?mal)\\b(?! (?:${COMPARING})\\b)|回(?!転)`, dimension: 'count', factor: 1 },
  { words: '(?::|to|zu|対)\\s*1\\b(?![.,]\\d)|times\\b|-?mal\\b|-?fach\\w*|x\\b|倍', dimension: 'ratio', factor: 1 },
  {
    words: '(?:/|out of |of |von )\\s*10\\b(?:\\s*(?:points?|punkten?))?|points?\\b|punkten?\\b|点',
    dimension: 'score',
    factor: 1,
  },
  {
    words: `(?:(?:${DESCRIBING.en})[ -]){0,2}(?:\\p{L}*swings?|shots?|balls?|hits|strikes|rehearsals?|repetitions?|reps?)\\b`,
    dimension: 'count',
    factor: 1,
  },
  {
    words: `(?:${DESCRIBING.de} ){0,2}(?:\\p{L}*(?:schwung|schwüngen?|schläg(?:e|en)|schlag|bällen?)|ball|\\p{L}*wiederholung(?:en)?)(?!\\p{L})`,
    dimension: 'count',
    factor: 1,
  },
  { words: '球|回(?!転)|本|発|スイング|ショット', dimension: 'count', factor: 1 },
  {
    words: 'min(?:ute)?s?\\b|minuten?\\b|days?\\b|tagen?\\b|weeks?\\b|wochen?\\b|分間?(?!の)|日間?|週間?',
    dimension: 'plan',
    factor: 1,
  },
];

const PATTERNS = WORDS.map(({ words, dimension, factor }) => ({
  pattern: new RegExp(`^(?:\\s|-)?\\s*(?:${words})`, 'u'),
  measure: { dimension, factor },
}));

/** The unit that a text begins with, and how many characters it takes; null where it begins with none. */
export function measureAt(text: string): { readonly measure: Measure; readonly length: number } | null {
  for (const { pattern, measure } of PATTERNS) {
    const found = pattern.exec(text);
    if (found !== null) return { measure, length: found[0].length };
  }
  return null;
}

/** Units that stand before the number in Japanese: 毎秒500度, 秒速8メートル, 時速100キロ. */
export function perTimeBefore(before: string, found: Measure | null): Measure | null {
  if (/(?:毎秒|秒速)\s*$/u.test(before)) {
    if (found?.dimension === 'angle') return { dimension: 'turning-speed', factor: 1 };
    if (found?.dimension === 'length') return { dimension: 'speed', factor: found.factor };
    if (found?.dimension === 'spin') return { dimension: 'spin', factor: 60 };
  }
  return /時速\s*$/u.test(before) ? { dimension: 'speed', factor: KMH_MPS } : found;
}
