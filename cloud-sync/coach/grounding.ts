/**
 * Holds a coach's answer against the facts that it was given. What this lets pass, a player reads.
 *
 * It is strict where the report is exact (numbers, drills, moments, pictures) and knows the names of what is measured;
 * it does not understand sentences. A remark about the pictures that names no measurement ("your grip looks strong") is
 * the coach's own eye and passes.
 */
import type { Language } from '../../device/swing/advice/language.ts';
import { TEXTS } from '../../device/swing/advice/texts.ts';
import { DRILLS } from '../../device/swing/drills/drill-catalogue.ts';
import { isGrounded, type Topic } from './citation-check.ts';
import { type Citation, citedNumbers, oddDigit } from './cited-numbers.ts';
import type { CoachFacts } from './coach-facts.ts';
import { inventedDrill } from './named-drills.ts';
import { namePattern } from './name-pattern.ts';
import { plainText } from './plain-text.ts';
import { speaksOfAGoal, speaksOfChange, speaksOfPractice, speaksOfThePast } from './sentence-kinds.ts';
import { sentencesOf } from './sentences.ts';
import { spelledOutNumber } from './spelled-numbers.ts';
import { isEverydayWord, momentsIn, subjectsIn } from './subject-words.ts';
import { claimsOf } from './unknown-words.ts';

export type GroundingProblem =
  | 'number-not-in-the-report'
  | 'number-in-words'
  | 'unknown-claimed'
  | 'fault-not-judged'
  | 'drill-unknown'
  | 'phase-not-seen'
  | 'picture-unknown'
  | 'other-language'
  | 'not-plain-text';

export interface Ungrounded {
  /** Where it stands in the answer, such as `technicalAnalysis.issues.0.impact`. */
  readonly path: string;
  readonly problem: GroundingProblem;
  /** The words that are wrong, for whoever is to mend them. */
  readonly found: string;
}

/**
 * `statement`: says how the swing was or what that does. `advice`: what to do, which may speak of what its drill works on
 * though nobody measured it.
 */
type Role = 'statement' | 'advice';

interface Passage {
  readonly path: string;
  readonly text: string;
  readonly role: Role;
  /** Drills of the part that it belongs to. */
  readonly drills: readonly string[];
  /** The same, or those of the whole answer where its part names none, as a cue does. */
  readonly taught: readonly string[];
}

const ADVICE_FIELDS: ReadonlySet<string> = new Set([
  'change',
  'how',
  'expectedImprovement',
  'coachingCues',
  'howToTell',
]);
const PROBLEMS_MAX = 20;

/** Empty where everything is grounded; at most the first {@link PROBLEMS_MAX} problems. The answer fits its schema. */
export function groundingProblems(answer: object, facts: CoachFacts, language: Language): Ungrounded[] {
  const problems: Ungrounded[] = [];
  const allDrills: string[] = [];
  visit(answer, '', [], (path, value) => {
    if (fieldOf(path) === 'drillId' && typeof value === 'string') allDrills.push(value);
  });
  visit(answer, '', [], (path, value, drills) => {
    const field = fieldOf(path);
    const taught = drills.length > 0 ? drills : allDrills;
    if (typeof value === 'string')
      problems.push(...textProblems({ path, text: value, drills, taught }, field, facts, language));
    else if (field === 'frameNumber' && (value < 1 || value > facts.pictures)) {
      problems.push({ path, problem: 'picture-unknown', found: String(value) });
    }
  });
  return problems.slice(0, PROBLEMS_MAX);
}

function textProblems(
  passage: Omit<Passage, 'role'>,
  field: string,
  facts: CoachFacts,
  language: Language,
): Ungrounded[] {
  const { path, text } = passage;
  switch (field) {
    case 'drillId':
      return facts.drills.includes(text) ? [] : [{ path, problem: 'drill-unknown', found: text }];
    case 'phase':
      return facts.phases.some((phase) => phase === text) ? [] : [{ path, problem: 'phase-not-seen', found: text }];
    case 'severity':
    case 'event':
      return [];
    default: {
      const role = ADVICE_FIELDS.has(field) ? 'advice' : 'statement';
      return passageProblems({ ...passage, role }, facts, language);
    }
  }
}

function passageProblems(passage: Passage, facts: CoachFacts, language: Language): Ungrounded[] {
  const { path, role } = passage;
  const plain = plainText(passage.text);
  const problems: Ungrounded[] = [];
  const say = (problem: GroundingProblem, found: string): void => void problems.push({ path, problem, found });
  const markup = /[<>{}[\]\\`*_#|@]|https?:|www\./u.exec(plain);
  if (markup !== null) say('not-plain-text', markup[0]);
  if (!isWrittenIn(plain, language)) say('other-language', passage.text.slice(0, 40));
  const findings = findingsOf(facts, language);
  const drillWords = wordsOfDrills(passage.taught, language);
  const practised = role === 'advice' ? subjectsIn(drillWords, language) : [];
  let topic: Topic = { subjects: new Set(), moments: new Set() };
  for (const sentence of sentencesOf(plain)) {
    const named = { subjects: subjectsIn(sentence, language), moments: momentsIn(sentence, language) };
    topic = topicAfter(topic, named);
    const where = {
      ...topic,
      drills: passage.drills,
      isOfChange: speaksOfChange(sentence, language),
      isOfAGoal: speaksOfAGoal(sentence, language),
      isOfPractice: speaksOfPractice(sentence, language),
    };
    const drill = inventedDrill(sentence, passage.taught.length > 0, language);
    if (drill !== null) say('drill-unknown', drill);
    const odd = oddDigit(sentence);
    if (odd !== null) say('number-not-in-the-report', odd);
    // What a drill says of itself is said of no measurement.
    const own = named.subjects.size > 0 ? '' : drillWords;
    const isOfMeasurement = topic.subjects.size > 0;
    const spelled = spelledOutNumber(without(findings, sentence), { language, isOfMeasurement, drillWords: own });
    if (spelled !== null) say('number-in-words', spelled);
    for (const citation of citedNumbers(sentence, language)) {
      const isOfThePast = speaksOfThePast(sentence, citation.at, language);
      if (!isGrounded(citation, facts, { ...where, isOfThePast }) && !isOfDrill(citation, sentence, own)) {
        say(citation.kind === 'picture' ? 'picture-unknown' : 'number-not-in-the-report', citation.text);
      }
    }
    const claimed = subjectsIn(claimsOf(without(findings, sentence), language), language);
    for (const subject of practised) claimed.delete(subject);
    if (where.isOfAGoal) for (const { subject } of facts.numbers.filter(isGoal)) claimed.delete(subject);
    for (const { subject, at } of facts.unknown) {
      if (!claimed.has(subject) || isEverydayWord(subject)) continue;
      if (at === null || (named.moments.has(at) && isAllUnknown(facts, subject, named.moments))) {
        say('unknown-claimed', at === null ? subject : `${subject} ${at}`);
      }
    }
    for (const fault of namedFaults(claimsOf(sentence, language), facts, language)) say('fault-not-judged', fault);
  }
  return problems;
}

/** A sentence that names no measurement goes on about those of the one before; its own moment is another of the same. */
function topicAfter(before: Topic, { subjects, moments }: Topic): Topic {
  if (subjects.size > 0) return { subjects, moments };
  return { subjects: before.subjects, moments: moments.size > 0 ? moments : before.moments };
}

/**
 * What the bay itself says of the faults that it has found, sentence by sentence, the longest first: who repeats that
 * claims no number, though a fault may be named like one.
 */
function findingsOf({ faults }: CoachFacts, language: Language): string[] {
  return faults
    .flatMap((id) =>
      ['sentence', 'effect', 'advice', 'name'].map((text) => TEXTS[language][`fault.${id}.${text}`] ?? ''),
    )
    .flatMap((text) => sentencesOf(plainText(text)))
    .map((sentence) => sentence.trim())
    .toSorted((a, b) => b.length - a.length);
}

/** A number as the drill itself has it; where its unit may mean a score, or there is none, with what comes next. */
function isOfDrill({ text, at, measure }: Citation, sentence: string, drillWords: string): boolean {
  const isPlain = measure !== null && measure.dimension !== 'score';
  const said = sentence.slice(at, at + text.length + (isPlain ? 0 : 1));
  const found = drillWords.indexOf(said);
  return said.length > (isPlain ? 1 : text.length) && found >= 0 && !/[\d.,]/u.test(drillWords[found - 1] ?? ' ');
}

/** What drills say of themselves, plain. */
function wordsOfDrills(drills: readonly string[], language: Language): string {
  const texts = DRILLS.filter(({ id }) => drills.includes(id)).flatMap(({ id, steps }) => [
    ...['name', 'feel', 'easier'].map((text) => TEXTS[language][`drill.${id}.${text}`] ?? ''),
    ...Array.from({ length: steps }, (_, step) => TEXTS[language][`drill.${id}.step.${step + 1}`] ?? ''),
  ]);
  return plainText(texts.join('; '));
}

/** That somebody aims at a number is known, whether or not it is. */
function isGoal({ from }: CoachFacts['numbers'][number]): boolean {
  return from === 'goal' || from === 'goal-range';
}

function without(findings: readonly string[], sentence: string): string {
  return findings.reduce((rest, finding) => rest.replaceAll(finding, ' '), sentence);
}

/** A sentence that names several moments may speak of the change to one that is known. */
function isAllUnknown({ numbers }: CoachFacts, subject: string, moments: ReadonlySet<string>): boolean {
  return !numbers.some((one) => one.from === 'report' && one.subject === subject && moments.has(one.at ?? ''));
}

/** Faults that the report could neither show nor rule out, by their whole names. */
function namedFaults(sentence: string, { unjudgedFaults }: CoachFacts, language: Language): string[] {
  return unjudgedFaults.filter((id) => {
    const name = plainText(TEXTS[language][`fault.${id}.name`] ?? '');
    return name !== '' && namePattern(name, language).test(sentence);
  });
}

const KANA = /[\p{sc=Hiragana}\p{sc=Katakana}]/u;
const JAPANESE = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;
const FOREIGN = /[\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Greek}\p{sc=Hangul}\p{sc=Thai}\p{sc=Devanagari}]/u;

/** By the script alone: that it is good German is not for a program to say. */
function isWrittenIn(plain: string, language: Language): boolean {
  if (FOREIGN.test(plain)) return false;
  return language === 'ja' ? JAPANESE.test(plain) : !KANA.test(plain) && !JAPANESE.test(plain);
}

type Leaf = (path: string, value: string | number, drills: readonly string[]) => void;

/** The drills of a part are those that it names itself, and in its list of drills. */
function visit(value: unknown, path: string, drills: readonly string[], leaf: Leaf): void {
  if (typeof value === 'string' || typeof value === 'number') return leaf(path, value, drills);
  if (typeof value !== 'object' || value === null) return;
  const own = [...drills, ...drillsNamedIn(value)];
  for (const [key, each] of Object.entries(value)) visit(each, path === '' ? key : `${path}.${key}`, own, leaf);
}

function drillsNamedIn(value: object): string[] {
  const named = 'drillId' in value && typeof value.drillId === 'string' ? [value.drillId] : [];
  return 'drills' in value && Array.isArray(value.drills)
    ? [...named, ...value.drills.flatMap((one: unknown) => drillsNamedIn(Object(one) as object))]
    : named;
}

/** The name of the field, without the places in lists. */
function fieldOf(path: string): string {
  return path.split('.').findLast((part) => !/^\d+$/u.test(part)) ?? '';
}
