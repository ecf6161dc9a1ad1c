import { describe, expect, it } from 'vitest';
import { turnsDuring } from '../../device/clock/turns.fixture.ts';
import type { Language } from '../../device/swing/advice/language.ts';
import { problemsOf } from './grounding.fixture.ts';
import { makeNamesReady, subjectsIn } from './subject-words.ts';
import { plainText } from './plain-text.ts';

describe('the name of a measurement', () => {
  it.each<[Language, string, string]>([
    ['en', 'Your shoulder-turn is fine.', 'shoulder-turn'],
    ['en', 'Your shoulder\u2011turn is fine.', 'shoulder-turn'],
    ['en', 'Your shoulder\u2013turn is fine.', 'shoulder-turn'],
    ['en', 'Your shoul\u00ADder turn is fine.', 'shoulder-turn'],
    ['en', 'Your shoulder\u200B turn is fine.', 'shoulder-turn'],
    ['en', 'Your shoulder\u00A0turn is fine.', 'shoulder-turn'],
    ['en', 'Your x\u2011factor is fine.', 'x-factor'],
    ['en', 'Your xfactor is fine.', 'x-factor'],
    ['en', 'Your club-path is fine.', 'club-path'],
    ['en', 'Your ballspeed is fine.', 'ball-speed'],
    ['en', 'Your attack  angle is fine.', 'attack-angle'],
    ['en', 'Your attack\nangle is fine.', 'attack-angle'],
    ['de', 'Deine Schulter-Drehung ist gut.', 'shoulder-turn'],
    ['de', 'Deine Schulter Drehung ist gut.', 'shoulder-turn'],
    ['de', 'Deine Schulterdrehungswerte sind gut.', 'shoulder-turn'],
    ['de', 'Deine Hueftdrehung ist gut.', 'pelvis-turn'],
    ['de', 'Dein Angriffs-Winkel ist gut.', 'attack-angle'],
    ['de', 'Deine Schlägerkopf-Geschwindigkeit ist gut.', 'club-speed'],
    ['ja', '肩 の 回転は良いです。', 'shoulder-turn'],
    ['ja', 'ヘッド スピードは良いです。', 'club-speed'],
    ['ja', 'ヘッド・スピードは良いです。', 'club-speed'],
    ['ja', 'X-ファクターは良いです。', 'x-factor'],
  ])('is found however its parts are joined (%s: %j)', (language, sentence, subject) => {
    expect([...subjectsIn(plainText(sentence), language)]).toEqual([subject]);
  });

  it.each<[Language, string]>([
    ['en', 'Your shoulder-turn is 41°.'],
    ['en', 'Your x\u2011factor is too small.'],
    ['en', 'Your attack\nangle is too steep.'],
    ['en', 'Get rid of your flying-elbow.'],
    ['de', 'Deine Schulter-Drehung beträgt 41 Grad.'],
    ['de', 'Dein Angriffs-Winkel ist zu steil.'],
    ['de', 'Deine Schlägerkopf-Geschwindigkeit ist gering.'],
    ['ja', 'ヘッド スピードは遅いです。'],
  ])('claims no less for being joined otherwise (%s: %j)', (language, sentence) => {
    expect(problemsOf(sentence, language)).not.toEqual([]);
  });

  it.each<[Language, string]>([
    ['en', 'Turn the shoulder, then let the club go.'],
    ['en', 'Turn your shoulders well.'],
    ['en', 'Take your hand off the club.'],
    ['en', 'The ball will speed up by itself.'],
    ['de', 'Nimm die hintere Hand weg.'],
    ['de', 'Dreh die Schultern, dann die Hüfte.'],
    ['ja', '肩をゆっくり回しましょう。'],
  ])('is not heard in words that only resemble it (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toEqual([]);
  });
});

it.each<Language>(['en', 'de', 'ja'])(
  'all names of %s are made ready while everybody else has their turn',
  async (language) => {
    expect(await turnsDuring(() => makeNamesReady(language))).toBeGreaterThan(5);
  },
);
