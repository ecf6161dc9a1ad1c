import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../device/swing/advice/language.ts';
import { TEXTS } from '../../device/swing/advice/texts.ts';
import { DRILLS } from '../../device/swing/drills/drill-catalogue.ts';
import { FACTS, problemsOf } from './grounding.fixture.ts';
import { groundingProblems } from './grounding.ts';

describe('a number in words', () => {
  it.each<[Language, string]>([
    ['en', 'Your hands move at thirty miles per hour.'],
    ['en', 'Your backswing takes two seconds.'],
    ['en', 'Your tempo is three to one.'],
    ['en', 'Your shoulder turn is ninety-nine.'],
    ['en', 'Your shoulder turn is good. It is ninety-nine.'],
    ['en', 'You get nine points.'],
    ['en', 'Your tempo reaches half of your hand speed.'],
    ['en', 'You lost half of your power.'],
    ['en', 'Your hip turn is twice that of most.'],
    ['en', 'You swing twice as fast as most.'],
    ['en', 'You turned a hundred and five degrees.'],
    ['en', 'You put eight kilograms more on your front foot.'],
    ['en', 'You turned ten more degrees.'],
    ['en', 'You beat nine of ten golfers.'],
    ['en', 'You lose eight kilograms per swing.'],
    ['en', 'You made seventy-seven swings.'],
    ['en', 'You made nine swings.'],
    ['en', 'Your score went up by three.'],
    ['en', 'The ball landed two feet left.'],
    ['de', 'Deine Hände erreichen dreißig Stundenkilometer.'],
    ['de', 'Dein Rückschwung dauert zwei Sekunden.'],
    ['de', 'Deine Schulterdrehung beträgt hundertfünf Grad.'],
    ['de', 'Deine Schulterdrehung beträgt achtundachtzig.'],
    ['de', 'Deine Hüftdrehung ist ein Grad kleiner.'],
    ['de', 'Du erreichst neun Punkte.'],
    ['de', 'Du drehst zehn weitere Grad.'],
    ['de', 'Dein Tempo ist drei zu eins.'],
    ['de', 'Der Ball flog zweitausend Meter.'],
    ['de', 'Dein Handtempo ist doppelt so hoch.'],
    ['de', 'Du nutzt die Hälfte deiner Kraft.'],
    ['de', 'Du schlägst neun von zehn Golfern.'],
    ['ja', 'バックスイングは二秒です。'],
    ['ja', 'スコアは九点です。'],
    ['ja', 'テンポは三対一です。'],
    ['ja', '肩の回転は八十八です。'],
    ['ja', '手のスピードは半分です。'],
    ['ja', '腰の回転は二倍です。'],
    ['ja', '八キロ重くなりました。'],
    ['ja', '三割の人より上手です。'],
  ])('that measures is refused, whatever its unit (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toContain('number-in-words');
  });

  it.each<[Language, string]>([
    ['en', 'Make ten slow swings.'],
    ['en', 'Make ten slow swings and feel your shoulder turn.'],
    ['en', 'Train for ten minutes.'],
    ['en', 'Do it three times, then one more.'],
    ['en', 'Start with a half swing.'],
    ['en', 'Make half swings and watch your hip turn.'],
    ['en', 'First set your grip, second turn, third let go.'],
    ['en', 'One thing stands out: your tempo.'],
    ['en', 'Your tempo is one of your strengths.'],
    ['en', 'There are two reasons for that.'],
    ['en', 'Count to three and swing.'],
    ['en', 'Your two biggest strengths are your tempo and your shoulder turn.'],
    ['en', 'In the second half of the downswing the arms pull, and your tempo holds.'],
    ['en', 'Count one, two, three.'],
    ['en', 'Stand on one foot.'],
    ['en', 'Do it twice a day.'],
    ['en', 'Stop halfway and look.'],
    ['de', 'Mach zehn langsame Schwünge.'],
    ['de', 'Mach es dreimal, dann noch einmal.'],
    ['de', 'Beginne mit einem halben Schwung.'],
    ['de', 'Gib acht auf deine Schulterdrehung.'],
    ['de', 'Achte zuerst auf den Griff, dann auf das Finish.'],
    ['de', 'Der dritte Schwung war der ruhigste.'],
    ['de', 'Es gibt zwei Gründe dafür.'],
    ['de', 'In der ersten Hälfte des Abschwungs ziehen die Arme.'],
    ['de', 'Schwing mit halbem Tempo.'],
    ['de', 'Steh auf einem Fuß.'],
    ['de', 'Deine Schulterdrehung ist einfach gut.'],

    ['ja', 'ゆっくり十回振りましょう。'],
    ['ja', 'もう一度、ゆっくり振りましょう。'],
    ['ja', '一番大切なのはテンポです。'],
    ['ja', '肩の回転は十分です。'],
    ['ja', '胸と一緒に腰の回転も感じましょう。'],
    ['ja', 'まず一つ目のポイントはテンポです。'],
    ['ja', 'ハーフスイングから始めましょう。'],
    ['ja', '半分の速さで振りましょう。'],
    ['ja', '力を半分にして打ちましょう。'],
  ])('that counts what is to be done may stand (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toEqual([]);
  });

  it.each(LANGUAGES)('that a drill says of itself may stand with that drill (%s)', (language) => {
    const spelled = DRILLS.flatMap(({ id, steps }) => {
      const keys = ['feel', 'easier', ...Array.from({ length: steps }, (_, step) => `step.${step + 1}`)];
      const texts = keys.map((key) => TEXTS[language][`drill.${id}.${key}`] ?? '');
      return texts.flatMap((how) =>
        groundingProblems({ how, drillId: id }, FACTS, language).flatMap(({ problem, found }) =>
          problem === 'number-in-words' ? [`${id}: ${how} (${found})`] : [],
        ),
      );
    });
    expect(spelled).toEqual([]);
  });
});
