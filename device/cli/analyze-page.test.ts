import { expect, it } from 'vitest';
import { LANGUAGES } from '../swing/advice/language.ts';
import { scriptedReport } from '../kiosk/dev/scripted-report.ts';
import { reportPage } from './analyze-page.ts';

const REPORT = scriptedReport({
  ...{ id: '0199c0de-0000-7000-8000-000000000001', sequence: 1, session: 's', bay: 'b', kind: 'upload', score: 6.8 },
  ...{ isSlowMotion: true, keyFrames: [], clips: [] },
});
const pageIn = (language: (typeof LANGUAGES)[number]) => reportPage({ report: REPORT, keyFrames: [] }, language);

it('speaks the language that was asked for, in words and in numbers', () => {
  expect(pageIn('en')).toContain('<b>6.8</b><span>of 10</span>');
  expect(pageIn('de')).toContain('<b>6,8</b><span>von 10</span>');
  expect(pageIn('de')).toContain('Schulterdrehung');
  expect(pageIn('ja')).toContain('右打ちのスイング');
  expect(pageIn('ja')).toContain('アーリーエクステンション');
  for (const language of LANGUAGES) expect(pageIn(language)).toContain(`<html lang="${language}">`);
});

it('leaves no key where a sentence should be', () => {
  for (const language of LANGUAGES) {
    expect(pageIn(language)).not.toMatch(/>(metric|fault|event|phase|severity|withheld|drill|advice)\./);
  }
});
