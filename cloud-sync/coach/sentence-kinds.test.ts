import { describe, expect, it } from 'vitest';
import type { Language } from '../../device/swing/advice/language.ts';
import { factsOfSwing } from './coach-facts.ts';
import { coachedReport } from './coached-swing.fixture.ts';
import { NOBODY, problemsOf, REPORT, turn } from './grounding.fixture.ts';

const history = [coachedReport(2, { metrics: [turn('top', 71.2, 66, 76)], score: null })];
const FACTS = factsOfSwing({ report: REPORT, history, golfer: NOBODY, pictures: 0 });

describe('the number of an earlier swing', () => {
  it.each<[Language, string]>([
    ['en', 'Your last swing had a shoulder turn of 71°.'],
    ['en', 'In your previous swing, your shoulder turn was 71°.'],
    ['en', 'Your shoulder turn was 71° in the swing before.'],
    ['en', 'Your last swing had a shoulder turn of 71°, now it is 88.4°.'],
    ['en', 'Your shoulder turn went from 71° in your last swing to 88° now.'],
    ['de', 'Bisher war deine Schulterdrehung 71 Grad.'],
    ['de', 'Zuvor war deine Schulterdrehung 71 Grad, jetzt sind es 88 Grad.'],
    ['de', 'Im letzten Schwung betrug deine Schulterdrehung 71 Grad.'],
    ['de', 'Deine Schulterdrehung stieg von 71 Grad im letzten Schwung auf 88 Grad heute.'],
    ['ja', '前回の肩の回転は71度でした。'],
    ['ja', '前回の肩の回転は71度でしたが、今は88度です。'],
  ])('stands where the sentence speaks of that swing (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language, FACTS)).toEqual([]);
  });

  it.each<[Language, string]>([
    ['en', 'Since you rushed, your shoulder turn is only 71°.'],
    ['en', 'Before you swing, check your shoulder turn of 71°.'],
    ['en', 'With the hands past the ball, your shoulder turn is 71°.'],
    ['en', 'Get used to your shoulder turn of 71°.'],
    ['en', 'At last your shoulder turn is 71°.'],
    ['en', 'Fine before, now your shoulder turn is 71°.'],
    ['en', 'Your last swing was fine and today your shoulder turn is 71°.'],
    ['de', 'Seit du eilst, ist deine Schulterdrehung nur 71 Grad.'],
    ['de', 'Zuvor gut, jetzt ist deine Schulterdrehung 71 Grad.'],
    ['de', 'Früher war sie größer, heute beträgt deine Schulterdrehung 71 Grad.'],
    ['ja', '前回は良く、今の肩の回転は71度です。'],
    ['ja', 'インパクト直前の肩の回転は71度です。'],
    ['ja', 'ボールの前の肩の回転は71度です。'],
  ])('does not where it is said of this one (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language, FACTS)).toContain('number-not-in-the-report');
  });
});
