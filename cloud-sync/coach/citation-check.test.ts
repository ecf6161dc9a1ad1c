import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../device/swing/advice/language.ts';
import { TEXTS } from '../../device/swing/advice/texts.ts';
import { DRILLS } from '../../device/swing/drills/drill-catalogue.ts';
import { type CoachFacts, factsOfSwings } from './coach-facts.ts';
import { coachedReport } from './coached-swing.fixture.ts';
import { FACTS, NOBODY, problemsOf } from './grounding.fixture.ts';
import { groundingProblems } from './grounding.ts';
import { swingsTogether } from './swings-together.ts';

/** Nine swings, five of them with the same fault. */
function factsOfNine(): CoachFacts {
  const reports = Array.from({ length: 9 }, (_, seed) => coachedReport(seed, seed < 5 ? {} : { faults: [] }));
  const faults = reports.map(({ faults: found }, at) => (at < 5 ? coachedReport(0).faults : found));
  const nine = reports.map((report, at) => ({ ...report, faults: faults[at] ?? [], session: 'one' }));
  return factsOfSwings({ reports: nine, golfer: NOBODY, together: swingsTogether(nine) });
}

describe('what a number counts', () => {
  it.each<[Language, string]>([
    ['en', 'You put 8 kilograms more on your front foot.'],
    ['en', 'Your score is 8 kilograms.'],
    ['en', 'Train for 8 hours.'],
    ['en', 'Make 8 swings.'],
    ['en', 'You beat 8 of 10 golfers.'],
    ['en', 'Your score of 7.5 beats 8 golfers.'],
    ['en', 'It is 8 times better than most.'],
    ['en', 'That is 3.4.'],
    ['en', 'You practised 10 minutes.'],
    ['en', 'Train for 500 minutes.'],
    ['de', 'Du verlierst 8 Kilogramm Druck.'],
    ['de', 'Trainiere 8 Stunden.'],
    ['de', 'Mach 8 Schwünge.'],
    ['de', 'Du schlägst 8 von 10 Golfern.'],
    ['de', 'Deine Wertung ist 8 Kilogramm.'],
    ['ja', '8キロ損しています。'],
    ['ja', 'スコアは8キロです。'],
    ['ja', '8時間練習しましょう。'],
    ['ja', '8人に勝ちます。'],
  ])('is no score because a score has that number (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toContain('number-not-in-the-report');
  });

  it.each<[Language, string]>([
    ['en', 'Your score is 7.5.'],
    ['en', 'Your score is 7.5 today, with 8.2 for the rest.'],
    ['en', 'That is 7.5 of 10.'],
    ['en', 'That is worth 8.2 points.'],
    ['en', 'Your tempo of 3.4 is calm.'],
    ['en', 'Train for 10 minutes.'],
    ['en', 'Work on your hip turn for 10 minutes on 3 days.'],
    ['en', 'Use your 7-iron for 15 minutes a day.'],
    ['de', 'Deine Wertung ist 7,5.'],
    ['de', 'Das sind 8,2 Punkte.'],
    ['de', 'Dein Tempo liegt bei 3,4 und ist ruhig.'],
    ['de', 'Trainiere 10 Minuten.'],
    ['ja', 'スコアは7.5です。'],
    ['ja', '8.2点です。'],
    ['ja', 'スコアは10点満点中7.5点です。'],
    ['ja', '手のスピードは秒速7.8メートルです。'],
    ['ja', '10分間練習しましょう。'],
  ])('is a score where the sentence says so, and how long to practise is no claim (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toEqual([]);
  });

  it.each<[Language, string]>([
    ['en', 'You hit 9 shots. It was seen in 5 shots of 9.'],
    ['en', 'It was seen in 5 of 9 swings.'],
    ['de', 'Das war bei 5 Schlägen von 9 zu sehen.'],
    ['ja', '9球のうち5球で見られました。'],
  ])('is the swings where there are so many (%s: %s)', (language, sentence) => {
    const facts = factsOfNine();
    expect(problemsOf(sentence, language, facts)).toEqual([]);
    expect(problemsOf(sentence.replaceAll('9', '8'), language, facts)).not.toEqual([]);
  });

  it.each<[Language, string, string]>([
    ['en', 'Do 10 slow swings without a ball.', 'Do 10 rounds of golf.'],
    ['de', 'Mach 10 langsame Schwünge ohne Ball.', 'Mach 10 Runden.'],
    ['ja', 'ボールなしで10回振りましょう。', '10時間振りましょう。'],
  ])('is what the drill has (%s)', (language, honest, other) => {
    const problems = (how: string) => groundingProblems({ how, drillId: 'stop-at-the-top' }, FACTS, language);
    expect(problems(honest)).toEqual([]);
    expect(problems(other)).not.toEqual([]);
  });

  it.each(LANGUAGES)('may be said with a drill in the drill’s own words (%s)', (language) => {
    const refused = DRILLS.flatMap(({ id, steps }) => {
      const keys = ['feel', 'easier', ...Array.from({ length: steps }, (_, step) => `step.${step + 1}`)];
      return keys.flatMap((key) => {
        const how = TEXTS[language][`drill.${id}.${key}`] ?? '';
        return groundingProblems({ how, drillId: id }, FACTS, language).map(({ problem, found }) => [
          id,
          problem,
          found,
          how,
        ]);
      });
    });
    expect(refused).toEqual([]);
  });

  it('is not the drill’s own where a measurement is spoken of', () => {
    const problems = (how: string, language: Language) =>
      groundingProblems({ how, drillId: 'press-the-bag' }, FACTS, language).map(({ problem }) => problem);
    expect(problems('Your backswing takes two seconds.', 'en')).toEqual(['number-in-words']);
    expect(problems('Der Rückschwung dauert zwei Sekunden.', 'de')).toEqual(['number-in-words']);
    expect(problems('バックスイングの時間は2秒です。', 'ja')).toEqual(['number-not-in-the-report']);
  });
});
