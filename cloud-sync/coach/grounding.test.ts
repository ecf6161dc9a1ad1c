import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../device/swing/advice/language.ts';
import { TEXTS } from '../../device/swing/advice/texts.ts';
import { DRILLS } from '../../device/swing/drills/drill-catalogue.ts';
import { isMeasured } from '../../device/swing/report/swing-report.ts';
import { factsOfSwing } from './coach-facts.ts';
import { citedValue, coachedReport, NEVER_MEASURED, trueAnswer } from './coached-swing.fixture.ts';
import { FACTS, factsOf, NOBODY, problemsOf, REPORT, turn } from './grounding.fixture.ts';
import { groundingProblems } from './grounding.ts';
import { plainText } from './plain-text.ts';
import { isEverydayWord, subjectsIn } from './subject-words.ts';

/** A drill whose own words name what the report does not know. */
function drillOfWhatIsUnknown(): [drill: string, subject: string] {
  const unknown = new Set<string>(FACTS.unknown.filter(({ at }) => at === null).map(({ subject }) => subject));
  for (const { id, steps } of DRILLS) {
    const keys = ['name', 'feel', ...Array.from({ length: steps }, (_, step) => `step.${step + 1}`)];
    const words = plainText(keys.map((key) => TEXTS.en[`drill.${id}.${key}`] ?? '').join(' '));
    const subject = [...subjectsIn(words, 'en')].find((one) => unknown.has(one) && !isEverydayWord(one));
    if (subject !== undefined) return [id, subject];
  }
  throw new Error('No drill names anything that is unknown.');
}

describe('a number in a coach’s answer', () => {
  it.each<[Language, string]>([
    ['en', 'Your shoulder turn at the top is 88 degrees.'],
    ['en', 'Your shoulder turn at the top is 88.4°, and your hip turn 41°.'],
    ['en', 'Your shoulder turn is about 90 degrees.'],
    ['en', 'Your shoulder turn lies between 82 and 95 degrees.'],
    ['en', 'Your shoulder turn is 82.1–94.6°.'],
    ['en', 'You turned your shoulders at least 82 degrees: the shoulder turn is good.'],
    ['en', 'Your tempo is 3.4 to 1.'],
    ['en', 'Your backswing takes 830 milliseconds; that is 0.83 s.'],
    ['en', 'Your hips moved 3 cm away from the target, which is 1.3 inches.'],
    ['en', 'Your hands move at 7.8 m/s, or 28 km/h.'],
    ['en', 'You scored 7.5 out of 10 with your 7-iron.'],
    ['en', 'Picture 4 shows it.'],
    ['de', 'Deine Schulterdrehung beträgt am höchsten Punkt 88,4 Grad.'],
    ['de', 'Dein Tempo ist 3,4 zu 1.'],
    ['de', 'Dein Rückschwung dauert 0,83 Sekunden.'],
    ['ja', 'トップでの肩の回転は88.4度です。'],
    ['ja', 'トップでの肩の回転は８８度です。'],
    ['ja', 'テンポは3.4対1です。'],
  ])('passes where the report has it, however it is written (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toEqual([]);
  });

  it.each<[Language, string]>([
    ['en', 'Your shoulder turn is 95 degrees.'],
    ['en', 'Your shoulder turn is 82 degrees.'],
    ['en', 'Your shoulder turn is about 100 degrees.'],
    ['en', 'Your shoulder turn is 80–90°.'],
    ['en', 'Your hip turn is 88 degrees.'],
    ['en', 'Your shoulder turn at impact is 88 degrees.'],
    ['en', 'Your tempo is 3 to 1.'],
    ['en', 'Your backswing takes 0.8 ms.'],
    ['en', 'You gained 12 % of speed.'],
    ['en', 'The ball flew 150 yards.'],
    ['en', 'Use your 5-iron next.'],
    ['en', 'Picture 5 shows it.'],
    ['en', 'Make 25 swings like that.'],
    ['en', 'Your shoulder turn is ٨٨ degrees.'],
    ['de', 'Deine Schulterdrehung beträgt 98,4 Grad.'],
    ['ja', '肩の回転は９８度です。'],
  ])('does not where it has not (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).not.toEqual([]);
  });

  it.each<[Language, string]>([
    ['en', 'Your shoulder turn is eighty-eight degrees.'],
    ['de', 'Deine Schulterdrehung beträgt achtundachtzig Grad.'],
    ['ja', '肩の回転は八十八度です。'],
  ])('must be in digits, so that it can be checked (%s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toContain('number-in-words');
  });

  it.each<[Language, string]>([
    ['en', 'Your shoulder turn is at least 82 degrees.'],
    ['en', 'Your shoulder turn is more than 82 degrees and no more than 95.'],
    ['en', 'Your shoulder turn is less than 95 degrees.'],
    ['en', 'Your shoulder turn is no less than 82°.'],
    ['en', 'Your shoulder turn is over 88 degrees.'],
    ['en', 'Your hip sway is up to 5 cm and at least 1.4 cm.'],
    ['de', 'Deine Schulterdrehung beträgt mindestens 82 Grad.'],
    ['de', 'Deine Schulterdrehung beträgt höchstens 95 Grad.'],
    ['de', 'Deine Schulterdrehung beträgt nicht weniger als 82 Grad.'],
    ['ja', '肩の回転は82度以上です。'],
    ['ja', '肩の回転は95度以下です。'],
  ])('may be the end of its interval that the sentence means (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toEqual([]);
  });

  it.each<[Language, string]>([
    ['en', 'Your shoulder turn is at least 95 degrees.'],
    ['en', 'Your shoulder turn is more than 95 degrees.'],
    ['en', 'Your shoulder turn is less than 82 degrees.'],
    ['en', 'Your shoulder turn is at most 82 degrees.'],
    ['en', 'Your shoulder turn is no less than 95 degrees.'],
    ['en', 'Your shoulder turn is less than 88 degrees.'],
    ['en', 'Your hip sway is at least 5 cm.'],
    ['de', 'Deine Schulterdrehung beträgt mindestens 95 Grad.'],
    ['de', 'Deine Schulterdrehung ist unter 82 Grad.'],
    ['ja', '肩の回転は95度以上です。'],
    ['ja', '肩の回転は82度以下です。'],
    ['ja', '肩の回転は82度未満です。'],
  ])('may not be the other end (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toEqual(['number-not-in-the-report']);
  });

  it.each<[Language, string]>([
    ['en', 'Your shoulder turn is approx. 88 degrees.'],
    ['en', 'Your shoulder turn is good. It is 88 degrees.'],
    ['en', 'Your backswing takes its time. Well done! It is 0.83 s. Your hip turn is 41°.'],
    ['en', 'I like your hip turn. You scored 7.5 out of 10.'],
    ['de', 'Deine Schulterdrehung beträgt ca. 90 Grad.'],
    ['de', 'Deine Schulterdrehung ist gut. Sie liegt bei 88 Grad.'],
    ['ja', '肩の回転は良いです。88度です。'],
  ])('keeps what it is of beyond its sentence (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toEqual([]);
  });

  it.each<[Language, string]>([
    ['en', 'Your shoulder turn is approx. 41 degrees.'],
    ['en', 'Your shoulder turn is good, e.g. 41 degrees.'],
    ['en', 'Your X-factor was not measured. It is 41 degrees.'],
    ['en', 'Your shoulder turn at impact was not measured. It is 88 degrees.'],
    ['en', 'Your X-factor was not measured. Never mind. It is 41 degrees.'],
    ['en', 'You turned 41 degrees.'],
    ['en', 'The ball curves 3 cm to the left.'],
    ['de', 'Deine Schulterdrehung ist ca. 41 Grad.'],
    ['de', 'Deine Schulterdrehung ist gut, z. B. 41 Grad.'],
    ['de', 'Dein X-Faktor wurde nicht gemessen. Er liegt bei 41 Grad.'],
    ['de', 'Du drehst um 41 Grad.'],
    ['ja', '捻転差は測定できません。41度です。'],
    ['ja', '肩が41度回りました。'],
  ])('is of nothing else there (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toContain('number-not-in-the-report');
  });

  it('of an earlier swing is cited by a sentence that says so', () => {
    const history = [coachedReport(2, { metrics: [turn('top', 71.2, 66, 76)], score: null })];
    const facts = factsOfSwing({ report: REPORT, history, golfer: NOBODY, pictures: 0 });
    expect(problemsOf('Your last swing had a shoulder turn of 71°.', 'en', facts)).toEqual([]);
    expect(problemsOf('Bisher war deine Schulterdrehung 71 Grad.', 'de', facts)).toEqual([]);
    expect(problemsOf('前回の肩の回転は71度でした。', 'ja', facts)).toEqual([]);
    expect(problemsOf('Your shoulder turn is 71°.', 'en', facts)).toEqual(['number-not-in-the-report']);
  });

  it('of the player is cited as the player’s', () => {
    const golfer = { ...NOBODY, heightCm: 183 };
    const facts = factsOfSwing({ report: REPORT, history: [], golfer, pictures: 0 });
    expect(problemsOf('You are 183 cm tall.', 'en', facts)).toEqual([]);
    expect(problemsOf('Mit 183 cm Körpergröße stehst du gut.', 'de', facts)).toEqual([]);
    expect(problemsOf('身長は183cmです。', 'ja', facts)).toEqual([]);
    expect(problemsOf('The ball flew 183 cm.', 'en', facts)).toEqual(['number-not-in-the-report']);
  });

  it('of a drill is said with that drill and nowhere else', () => {
    const with10 = { how: 'Do it 10 times without a ball.' };
    expect(groundingProblems({ ...with10, drillId: 'stop-at-the-top' }, FACTS, 'en')).toEqual([]);
    expect(groundingProblems({ ...with10, drillId: null }, FACTS, 'en')).not.toEqual([]);
  });
});

describe('what nobody measured', () => {
  it.each<[Language, string]>([
    ['en', 'Your X-factor is excellent.'],
    ['en', 'Your shoulder turn at impact is too small.'],
    ['en', 'Your club path goes left.'],
    ['en', 'A flying elbow shows at the top.'],
    ['de', 'Dein X-Faktor ist hervorragend.'],
    ['de', 'Deine Schwungbahn geht nach links.'],
    ['ja', 'Xファクターは素晴らしいです。'],
  ])('may not be claimed, in any words for it (%s: %s)', (language, sentence) => {
    const [problem] = problemsOf(sentence, language);
    expect(['unknown-claimed', 'fault-not-judged']).toContain(problem);
  });

  it.each<[Language, string]>([
    ['en', 'Your X-factor was not measured.'],
    ['en', 'Your X-factor could not be measured with these cameras.'],
    ['de', 'Dein X-Faktor wurde nicht gemessen.'],
    ['ja', 'Xファクターは測定できませんでした。'],
    ['en', 'Your X-factor, sadly, was not measured.'],
    ['en', 'Your X-factor, your club path and your carry were not measured.'],
    ['en', 'Not measured: X-factor, carry and club path.'],
    ['en', 'There is no measurement of your carry or your attack angle.'],
    ['en', 'How open your clubface was, cannot be seen from here.'],
    ['en', 'Your X-factor was not measured, but your shoulder turn at the top is 88.4°.'],
    ['de', 'Dein X-Faktor und deine Schwungbahn wurden leider nicht gemessen.'],
    ['de', 'Wie weit die Flugweite reicht, ist nicht bekannt.'],
    ['de', 'Für Flugweite und Schwungbahn gibt es keine Messung.'],
    ['ja', 'Xファクターとクラブパスについては、測定できませんでした。'],
    ['ja', 'Xファクターは測定できませんでしたが、トップでの肩の回転は88.4度です。'],
  ])('may be said to be unknown (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).toEqual([]);
  });

  it.each<[Language, string]>([
    ['en', 'Early extension is not visible from here, but your clubface was wide open at impact.'],
    ['en', 'Your clubface was wide open at impact, though your carry was not measured.'],
    ['en', 'Your club path goes left and your X-factor was not measured.'],
    ['en', 'Your carry was not measured; a flying elbow shows at the top.'],
    ['en', 'With your clubface wide open, your carry is unknown.'],
    ['de', 'Dein X-Faktor wurde nicht gemessen, aber deine Schlagfläche war weit offen.'],
    ['de', 'Deine Schlagfläche war weit offen und deine Flugweite ist unbekannt.'],
    ['ja', 'Xファクターは測定できませんでしたが、クラブパスは左向きです。'],
    ['ja', 'クラブパスは左向きで、キャリーは不明です。'],
  ])('is not claimed beside what is said to be unknown (%s: %s)', (language, sentence) => {
    expect(problemsOf(sentence, language)).not.toEqual([]);
  });

  it('is not claimed as advice either, but for what the drill works on', () => {
    const cue = (sentence: string, more: object = {}) =>
      groundingProblems({ coachingCues: [sentence], ...more }, FACTS, 'en').map(({ problem }) => problem);
    expect(cue('Close your clubface: it was wide open.')).toEqual(['unknown-claimed']);
    expect(cue('Get rid of your flying elbow.')).toContain('fault-not-judged');
    expect(cue('Let the club fall before you turn.')).toEqual([]);
    const [drill, subject] = drillOfWhatIsUnknown();
    const name = TEXTS.en[`metric.${subject}.name`] ?? subject;
    expect(cue(`Feel your ${name} change.`)).toEqual(['unknown-claimed']);
    expect(cue(`Feel your ${name} change.`, { drills: [{ drillId: drill, why: 'It helps.' }] })).toEqual([]);
  });

  it('is not found in a part of another name', () => {
    const stretch = coachedReport(1, {
      metrics: [{ ...turn('top', 5, 3, 7), id: 'x-factor-stretch', at: null }],
    });
    expect(problemsOf('Your X-factor stretch is 5°.', 'en', factsOf(stretch))).toEqual([]);
  });
});

describe('an answer', () => {
  it('names drills of the catalogue, phases that were seen and pictures that were sent', () => {
    const answer = trueAnswer(REPORT);
    const [first] = answer.recommendations;
    const unknown = { ...answer, recommendations: [{ ...first, drillId: 'hover-board' }] };
    expect(groundingProblems(unknown, FACTS, 'en')).toMatchObject([{ problem: 'drill-unknown', found: 'hover-board' }]);
    const unseen = { ...FACTS, phases: FACTS.phases.filter((phase) => phase !== 'downswing') };
    expect(groundingProblems(answer, unseen, 'en')).toMatchObject([{ problem: 'phase-not-seen' }]);
    const pointing = { ...answer, swingPhases: [{ ...answer.swingPhases[0], frameNumber: 5 }] };
    expect(groundingProblems(pointing, FACTS, 'en')).toMatchObject([{ problem: 'picture-unknown' }]);
  });

  it('is plain text in the player’s language', () => {
    expect(problemsOf('See https://golf.test for more.')).toContain('not-plain-text');
    expect(problemsOf('<b>Well done.</b>')).toContain('not-plain-text');
    expect(problemsOf('よくできました。')).toContain('other-language');
    expect(problemsOf('Well done.', 'ja')).toContain('other-language');
  });

  it('that is true of its report is grounded in every language', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom(...LANGUAGES), (seed, language) => {
        const report = coachedReport(seed);
        expect(groundingProblems(trueAnswer(report, language), factsOf(report), language)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('every number of every report', () => {
  const anyReport = fc.integer({ min: 0, max: 5_000 }).map((seed) => coachedReport(seed));
  const wordsFor = {
    '°': 'degrees',
    cm: 'cm',
    s: 'seconds',
    ms: 'ms',
    'm/s': 'm/s',
    '°/s': '°/s',
    '%': '%',
    ratio: '',
  };

  it('may be cited by its name, and no other number in its place', () => {
    fc.assert(
      fc.property(anyReport, fc.nat(), fc.integer({ min: 1, max: 40 }), (report, pick, off) => {
        const measured = report.metrics.filter(isMeasured);
        const metric = measured[pick % measured.length];
        if (metric === undefined) return;
        const facts = factsOf(report);
        const name = TEXTS.en[`metric.${metric.id}.name`] ?? metric.id;
        const unit = wordsFor[metric.unit as keyof typeof wordsFor];
        const said = citedValue(metric, 'en');
        expect(problemsOf(`${name}: ${said} ${unit}.`, 'en', facts)).toEqual([]);
        // Beyond every number of that metric, whatever the moment.
        const ofIt = measured.filter(({ id }) => id === metric.id);
        const most = Math.max(...ofIt.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
        const invented = Math.ceil(most * (1 + off / 10)) + 2;
        expect(problemsOf(`${name}: ${invented} ${unit}.`, 'en', facts)).toContain('number-not-in-the-report');
      }),
      { numRuns: 300 },
    );
  });

  it('is never claimed of what was withheld', () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom(...LANGUAGES), (report, language) => {
        const name = TEXTS[language][`metric.${NEVER_MEASURED}.name`] ?? '';
        const sentence = { en: `${name} is fine.`, de: `${name} ist gut.`, ja: `${name}は良いです。` }[language];
        expect(problemsOf(sentence, language, factsOf(report))).toEqual(['unknown-claimed']);
      }),
      { numRuns: 60 },
    );
  });
});
