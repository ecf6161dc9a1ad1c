import { afterEach, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../api/contract/language.ts';
import { en } from './en.ts';
import { currentSentences, speak } from './language.ts';
import { counted, lettersIn, listed, number, text, textIfKnown } from './text.ts';

afterEach(() => speak('en'));

it('has one sentence for a key, whichever room it stands in', async () => {
  const rooms = import.meta.glob<Record<string, Record<string, string>>>('./en/*.ts', { eager: true });
  const keys = Object.values(rooms).flatMap((room) =>
    Object.values(room).flatMap((sentences) => Object.keys(sentences)),
  );
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  const own = Object.keys(en).length - keys.length;
  expect(own).toBeGreaterThan(100);
});

it('fills in the places of a sentence', () => {
  expect(text('session.swing.score', { number: 3, score: '7.1' })).toBe('Swing 3, score 7.1 of 10');
});

it('has no words for a code that it does not know', () => {
  expect(textIfKnown('warning.camera/upside-down')).toBeUndefined();
  expect(textIfKnown('toString')).toBeUndefined();
});

it('counts as each language does', async () => {
  expect([counted('app.swings', 1), counted('app.swings', 3)]).toEqual(['1 swing today', '3 swings today']);
  await speak('de');
  expect([counted('app.swings', 1), counted('app.swings', 3)]).toEqual(['1 Schwung heute', '3 Schwünge heute']);
  await speak('ja');
  expect([counted('app.swings', 1), counted('app.swings', 3)]).toEqual(['今日1スイング', '今日3スイング']);
});

it('writes numbers and lists as each language does', async () => {
  expect([number(-3.45, 1), number(-0.04, 1), listed(['a', 'b', 'c'])]).toEqual(['−3.5', '0.0', 'a, b, and c']);
  await speak('de');
  expect([number(1234.5, 1), listed(['a', 'b', 'c'])]).toEqual(['1.234,5', 'a, b und c']);
  await speak('ja');
  expect([number(1234.5, 1), listed(['a', 'b', 'c'])]).toEqual(['1,234.5', 'a、b、c']);
});

it('lets the later of two quick choices stand', async () => {
  await Promise.all([speak('de'), speak('ja'), speak('de')]);
  expect(text('replay.play')).toBe('Abspielen');
});

it('knows that kana and kanji are wider than letters', () => {
  expect(lettersIn('トップ')).toBeGreaterThan(lettersIn('Top') * 1.5);
});

describe.each(LANGUAGES)('the sentences of %s', (language) => {
  it('are all there, none empty, and fill in the same places as the English ones', async () => {
    await speak(language);
    const sentences = currentSentences();
    expect(Object.keys(sentences).toSorted()).toEqual(Object.keys(en).toSorted());
    const places = (words: string) => (words.match(/\{\w+\}/g) ?? []).toSorted();
    for (const [key, words] of Object.entries(sentences)) {
      expect(words.trim(), key).not.toBe('');
      const other = en[key.replace(/\.one$/, '.other') as keyof typeof en];
      const expected = language === 'ja' ? other : en[key as keyof typeof en];
      expect(places(words), key).toEqual(places(expected));
    }
  });
});

it('writes Japanese signs full-width, and digits and letters half-width', async () => {
  await speak('ja');
  const mixed = Object.entries(currentSentences()).filter(([, words]) =>
    /[０-９Ａ-Ｚａ-ｚ]|[\u3040-\u30ff\u4e00-\u9fff][,.()!?:]/.test(words),
  );
  expect(mixed).toEqual([]);
});
