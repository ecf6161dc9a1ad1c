import { expect, it } from 'vitest';
import { framesMissing, nobodySeen, noSuchSwing, noSwingSeen } from '../analysis/errors.ts';
import { VideoFileError } from '../capture/errors.ts';
import { exitCodeOf, sentenceOf } from './analyze-exit.ts';

it('ends with the code of what was wrong with the clip', () => {
  expect(exitCodeOf(new VideoFileError('missing', 'There is no file.', 'Check the path.'))).toBe(3);
  expect(exitCodeOf(framesMissing('a.mp4', 80, 120))).toBe(3);
  expect(exitCodeOf(nobodySeen())).toBe(4);
  expect(exitCodeOf(noSwingSeen())).toBe(5);
  expect(exitCodeOf(noSuchSwing(3, 1))).toBe(1);
  expect(exitCodeOf(new Error('boom'))).toBe(1);
});

it('says it in one line, with a code where nobody expected it', () => {
  expect(sentenceOf(framesMissing('a.mp4', 80, 120))).toContain('Only 80 of the 120 frames');
  expect(sentenceOf(new Error('boom\n    at somewhere'))).toBe('swingbay: analysis/unexpected: boom at somewhere');
});
