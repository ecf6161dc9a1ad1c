import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../device/swing/advice/language.ts';
import { TEXTS } from '../../device/swing/advice/texts.ts';
import { DRILLS } from '../../device/swing/drills/drill-catalogue.ts';
import { FACTS } from './grounding.fixture.ts';
import { groundingProblems } from './grounding.ts';

function problemsOf(how: string, drillId: string | null, language: Language): string[] {
  return groundingProblems({ how, drillId }, FACTS, language).map(({ problem }) => problem);
}

describe('a drill in words', () => {
  it.each<[Language, string]>([
    ['en', 'Do the wobbly gate drill every day.'],
    ['en', 'Do the "wobbly gate" drill every day.'],
    ['en', 'The broomstick exercise helps.'],
    ['de', 'Mach die Besenstiel-Tor-Übung jeden Tag.'],
    ['de', 'Mach die Torübung.'],
    ['de', 'Der Gate-Drill hilft dir.'],
    ['de', 'Die „Wackeltor“-Übung hilft dir.'],
    ['ja', 'ゲートドリルを毎日しましょう。'],
    ['ja', '「ゲート」ドリルを毎日しましょう。'],
    ['ja', 'ほうきのゲートのドリルをしましょう。'],
  ])('that the catalogue has not is made up, with an id beside it or without (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, null, language)).toEqual(['drill-unknown']);
    expect(problemsOf(sentence, 'pump', language)).toEqual(['drill-unknown']);
  });

  it.each<[Language, string]>([
    ['en', 'Do this drill every day.'],
    ['en', 'Drill this move slowly.'],
    ['de', 'Mach diese Übung jeden Tag.'],
    ['de', 'Die Übung hilft dir.'],
    ['ja', 'このドリルを毎日しましょう。'],
    ['ja', '次のドリルをしましょう。'],
  ])('that is not named is the one that the passage has (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, 'pump', language)).toEqual([]);
    expect(problemsOf(sentence, null, language)).toEqual(['drill-unknown']);
  });

  it.each<[Language, string]>([
    ['en', 'With more practice this becomes easy.'],
    ['de', 'Mit etwas Übung wird das leicht.'],
    ['de', 'Übe das jeden Tag.'],
    ['ja', '毎日練習しましょう。'],
  ])('is not what practice is (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, null, language)).toEqual([]);
  });

  it.each(LANGUAGES)('may have the name that the catalogue gives it (%s)', (language) => {
    const sentence = {
      en: (name: string) => `Do the ${name} drill every day.`,
      de: (name: string) => `Mach die Übung „${name}“ jeden Tag, also die ${name}-Übung.`,
      ja: (name: string) => `${name}ドリルを毎日しましょう。`,
    }[language];
    const refused = DRILLS.flatMap(({ id }) => {
      const said = sentence(TEXTS[language][`drill.${id}.name`] ?? '');
      return problemsOf(said, id, language).includes('drill-unknown') ? [said] : [];
    });
    expect(refused).toEqual([]);
  });
});
