import { expect, it } from 'vitest';
import { text, textIfKnown } from './text.ts';

it('fills in the places of a sentence', () => {
  expect(text('session.swing.score', { number: 3, score: '7.1' })).toBe('Swing 3, score 7.1 of 10');
});

it('has no words for a code that it does not know', () => {
  expect(textIfKnown('warning.camera/upside-down')).toBeUndefined();
});
